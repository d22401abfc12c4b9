// Small comforts only: every page works without this file.
document.querySelectorAll('.error-summary').forEach(summary => summary.focus());
// Browsers without ::details-content would keep the filter drawer closed on a wide screen.
if (innerWidth >= 960 && !CSS.supports('selector(::details-content)'))
  for (const drawer of document.querySelectorAll('.drawer')) { drawer.open = true; drawer.dataset.wide = ''; }
// An open menu closes when something else is clicked or Escape is pressed.
const menus = '.account, .nav-fold';
document.addEventListener('click', event => document.querySelectorAll(menus).forEach(menu => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll(menus)) {
    // What has the focus must not vanish with it.
    if (menu.open && menu.contains(document.activeElement)) menu.querySelector('summary').focus();
    menu.open = false;
  }
});
document.body.addEventListener('htmx:afterSwap', event => event.target.querySelector?.('.error-summary')?.focus());
// On a phone the filters make room for what they found.
document.addEventListener('submit', event => { const drawer = event.target.querySelector?.('.drawer:not([data-wide])'); if (drawer && innerWidth < 960) { drawer.open = false; document.getElementById('results')?.scrollIntoView(); } });
// What htmx could not do is said right above what it would have changed, or when that is out of view beside what asked, until it works
// again: once for each form, however many of its parts ask. The page itself stays as it is.
const notes = new WeakMap();
// What is swapped is not what has asked.
const asker = ({ detail, target }) => (detail.requestConfig?.elt ?? detail.elt)?.closest('form') ?? detail.target ?? target;
const saidBeside = event => {
  const said = event.detail.target ?? event.target, { top } = said.getBoundingClientRect();
  if (top > 40 && top < innerHeight - 40) return [said, 'beforebegin'];
  const { submitter, target } = event.detail.requestConfig?.triggeringEvent ?? {};
  const control = (submitter ?? target)?.closest?.('input, select, textarea, button');
  return control ? [control.closest('label, .amount-input') ?? control, 'afterend'] : [said, 'beforebegin'];
};
// Boxes and choices that filter say what is shown: after a failure they stand as before. Words that were typed stay.
const boxes = form => form?.matches?.('form[method=get]') ? form.querySelectorAll('[type=checkbox], [type=radio], option') : [];
const fail = (event, key) => {
  notes.get(asker(event))?.remove();
  const [beside, where] = saidBeside(event), note = beside.insertAdjacentElement(where, document.createElement('p'));
  notes.set(asker(event), note);
  note.className = 'error request-failed';
  note.setAttribute('role', 'alert');
  note.textContent = document.body.dataset[key];
  for (const box of boxes(event.detail.elt)) if (box.matches('option')) box.selected = box.defaultSelected; else box.checked = box.defaultChecked;
};
document.body.addEventListener('htmx:afterRequest', event => {
  for (const box of event.detail.successful ? boxes(event.detail.elt) : [])
    if (box.matches('option')) box.defaultSelected = box.selected; else box.defaultChecked = box.checked;
});
document.body.addEventListener('htmx:responseError', event => {
  const { elt, xhr } = event.detail;
  // Somebody signed in in another tab: the site has a page for that.
  if (xhr.status === 400 && elt.querySelector('[data-shows]')) elt.submit();
  else fail(event, { 401: 'session', 429: 'many' }[xhr.status] ?? 'failed');
});
document.body.addEventListener('htmx:sendError', event => fail(event, 'offline'));
document.body.addEventListener('htmx:timeout', event => fail(event, 'offline'));
document.body.addEventListener('htmx:beforeSwap', event => { if (event.detail.shouldSwap) notes.get(asker(event))?.remove(); });
// Where what had the focus is gone after a swap, the next one of its list has it, else the search or what was swapped.
let place = null;
document.body.addEventListener('htmx:beforeSwap', event => {
  const list = document.activeElement.closest('[data-chosen]'), { target } = event.detail;
  place = target.contains(document.activeElement)
    ? { target, at: list ? [...list.querySelectorAll('a')].indexOf(document.activeElement) : null } : null;
});
document.body.addEventListener('htmx:afterSettle', () => {
  if (!place || (document.activeElement && document.activeElement !== document.body)) return;
  const { target, at } = place, links = at === null ? [] : [...document.querySelectorAll('[data-chosen] .chip')];
  (links[Math.min(at, links.length - 1)] ?? (at === null ? null : document.querySelector('main [type=search]')) ?? target).focus();
});
// Where rows were added to the end of a list, the first of them has the focus.
let added = null;
document.body.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.shouldSwap && detail.requestConfig?.elt.matches('[data-more]')) added = { list: detail.target, from: detail.target.children.length };
});
document.body.addEventListener('htmx:afterSettle', () => {
  added?.list.children[added.from]?.querySelector('a').focus();
  added = null;
});
// A browser leaves where it is what it finds half in view; the other half may be under the bar of the form.
document.addEventListener('keyup', event => {
  if (event.key === 'Tab') document.activeElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
});
// The page of an answer never holds a password; what was typed stays in this one. Beside it is a box that shows it.
const passwordOf = box => box.closest('label').previousElementSibling;
const passwords = root => root.querySelectorAll('[data-shows]');
let typed = [];
document.body.addEventListener('htmx:beforeSwap', event => {
  typed = [...passwords(event.detail.target)].map(passwordOf).map(({ id, value }) => [id, value]);
});
document.body.addEventListener('htmx:afterSwap', () => {
  for (const [id, value] of typed.splice(0)) {
    const field = document.getElementById(id);
    if (field?.type === 'password') field.value = value;
  }
});
const offerToShow = root => { for (const box of passwords(root)) box.closest('label').hidden = false; };
offerToShow(document);
document.body.addEventListener('htmx:load', event => offerToShow(event.target));
document.addEventListener('change', event => {
  if (event.target.matches('[data-shows]')) passwordOf(event.target).type = event.target.checked ? 'text' : 'password';
});
// A form that cannot be sent while there is no connection stays where it is: the browser's own page would take its place.
document.addEventListener('submit', event => {
  if (navigator.onLine || event.target.method === 'get') return;
  event.preventDefault();
  fail({ detail: { target: event.target } }, 'offline');
});
// A Chinese title breaks between words, not inside them. What knows the words is made where there is one: that takes long on a phone.
let words = null;
const keepWords = root => {
  for (const title of Intl.Segmenter ? root.querySelectorAll(':is(h1, h2, h3, .opp > .title):lang(zh):not(.words-kept)') : []) {
    words ??= new Intl.Segmenter('zh', { granularity: 'word' });
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts)
      text.replaceWith(...[...words.segment(text.data)].flatMap(({ segment }, i) => i ? [document.createElement('wbr'), segment] : [segment]));
    title.classList.add('words-kept');
  }
};
keepWords(document);
document.body.addEventListener('htmx:load', event => keepWords(event.target));
// A box of suggestions below a search: arrows choose, Enter follows, Escape closes. The words stay what was typed.
for (const input of document.querySelectorAll('[data-suggests]')) {
  const box = document.getElementById(input.dataset.suggests), options = () => [...box.querySelectorAll('[role=option]')];
  let chosen = -1, isLeft = false;
  const choose = at => {
    chosen = at;
    options().forEach((option, i) => option.setAttribute('aria-selected', i === at));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else { input.setAttribute('aria-activedescendant', options()[at].id); options()[at].scrollIntoView({ block: 'nearest' }); }
  };
  const show = open => { box.hidden = !open; input.setAttribute('aria-expanded', open); choose(-1); };
  Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'suggestion-list', 'aria-expanded': false })
    .forEach(([name, value]) => input.setAttribute(name, value));
  // What was sent needs no suggestions any more, nor those that are still under way.
  const leave = () => { isLeft = true; htmx.trigger(input, 'htmx:abort'); show(false); };
  input.form?.addEventListener('submit', leave);
  input.addEventListener('input', () => { isLeft = false; });
  box.addEventListener('htmx:afterSwap', () => show(!isLeft && document.activeElement === input && options().length > 0));
  input.addEventListener('focus', () => {
    if (!input.value && input.dataset.recent) htmx.trigger(input, 'recent');
    else if (box.hidden && input.value && options().length) show(true);
  });
  input.addEventListener('keydown', event => {
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === 'Escape' && !box.hidden) { event.preventDefault(); show(false); }
    else if (event.key === 'Enter') { if (chosen >= 0 && !box.hidden) { event.preventDefault(); options()[chosen].click(); } leave(); }
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count) {
      event.preventDefault();
      if (box.hidden) show(true);
      choose(event.key === 'ArrowDown' ? (chosen + 1 < count ? chosen + 1 : -1) : (chosen < 0 ? count : chosen) - 1);
    }
  });
  input.addEventListener('blur', () => setTimeout(() => { if (!box.contains(document.activeElement)) show(false); }, 150));
}
// What is ticked to be compared is remembered over the pages of a list, for as long as the tab is open; one too many is refused, and it
// is said why.
const bar = () => document.getElementById('compare');
const picked = () => JSON.parse(sessionStorage.getItem('compare') ?? '[]');
const showPicks = (picks, full) => {
  for (const box of document.querySelectorAll('.pick > [form=compare]')) box.checked = picks.includes(box.value);
  const { chosen, full: why } = bar().dataset, said = bar().querySelector('[role=status]');
  said.dataset.first ??= said.textContent;
  said.textContent = full ? why : picks.length ? chosen.replace('{n}', picks.length) : said.dataset.first;
  bar().querySelector('[data-clear]').hidden = !picks.length;
  bar().classList.toggle('is-on', picks.length > 0);
};
const pick = (picks, full = false) => { sessionStorage.setItem('compare', JSON.stringify(picks)); showPicks(picks, full); };
document.addEventListener('change', ({ target }) => {
  if (!target.matches('.pick > [form=compare]') || !bar()) return;
  const picks = picked().filter(slug => slug !== target.value), full = target.checked && picks.length >= bar().dataset.most;
  pick(target.checked && !full ? [...picks, target.value] : picks, full);
});
document.addEventListener('click', ({ target }) => { if (target.closest('#compare [data-clear]')) pick([]); });
document.addEventListener('formdata', ({ target, formData }) => {
  if (target.id !== 'compare') return;
  formData.delete('o');
  for (const slug of picked()) formData.append('o', slug);
});
if (bar()) showPicks(picked());
document.body.addEventListener('htmx:load', () => { if (bar()) showPicks(picked()); });
