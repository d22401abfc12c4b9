// Small comforts only: every page works without this file.
document.querySelectorAll('.error-summary').forEach(summary => summary.focus());
// Browsers without ::details-content would keep the filter drawer closed on a wide screen.
if (innerWidth >= 960 && !CSS.supports('selector(::details-content)'))
  for (const drawer of document.querySelectorAll('.drawer')) { drawer.open = true; drawer.dataset.wide = ''; }
// An open menu closes when something else is clicked or Escape is pressed.
const menus = '.account, .nav-fold';
document.addEventListener('click', event => document.querySelectorAll(menus).forEach(menu => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener('keydown', event => { if (event.key === 'Escape') document.querySelectorAll(menus).forEach(menu => { menu.open = false; }); });
document.body.addEventListener('htmx:afterSwap', event => event.target.querySelector?.('.error-summary')?.focus());
// On a phone the filters make room for what they found.
document.addEventListener('submit', event => { const drawer = event.target.querySelector?.('.drawer:not([data-wide])'); if (drawer && innerWidth < 960) { drawer.open = false; document.getElementById('results')?.scrollIntoView(); } });
// What htmx could not do is said right above what it would have changed, until it works again. The page itself stays as it is.
const failure = target => target.previousElementSibling?.matches('.request-failed') ? target.previousElementSibling : null;
// Boxes and choices that filter say what is shown: after a failure they stand as before. Words that were typed stay.
const boxes = form => form?.matches?.('form[method=get]') ? form.querySelectorAll('[type=checkbox], [type=radio], option') : [];
const fail = (event, key) => {
  const target = event.detail.target ?? event.target;
  const note = failure(target) ?? target.insertAdjacentElement('beforebegin', document.createElement('p'));
  note.className = 'error request-failed';
  note.setAttribute('role', 'alert');
  note.textContent = document.body.dataset[key];
  for (const box of boxes(event.detail.elt)) if (box.matches('option')) box.selected = box.defaultSelected; else box.checked = box.defaultChecked;
};
document.body.addEventListener('htmx:afterRequest', event => {
  for (const box of event.detail.successful ? boxes(event.detail.elt) : [])
    if (box.matches('option')) box.defaultSelected = box.selected; else box.defaultChecked = box.checked;
});
document.body.addEventListener('htmx:responseError', event =>
  fail(event, { 401: 'session', 429: 'many' }[event.detail.xhr.status] ?? 'failed'));
document.body.addEventListener('htmx:sendError', event => fail(event, 'offline'));
document.body.addEventListener('htmx:timeout', event => fail(event, 'offline'));
document.body.addEventListener('htmx:beforeSwap', event => { if (event.detail.shouldSwap) failure(event.detail.target)?.remove(); });
// A form that cannot be sent while there is no connection stays where it is: the browser's own page would take its place.
document.addEventListener('submit', event => {
  if (navigator.onLine || event.target.method === 'get') return;
  event.preventDefault();
  fail({ detail: { target: event.target } }, 'offline');
});
// A Chinese title breaks between words, not inside them.
const keepWords = root => {
  const words = Intl.Segmenter && new Intl.Segmenter('zh', { granularity: 'word' });
  for (const title of words ? root.querySelectorAll(':is(h1, h2, h3, .row > .title):lang(zh):not(.words-kept)') : []) {
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts)
      text.replaceWith(...[...words.segment(text.data)].flatMap(({ segment }, i) => i ? [document.createElement('wbr'), segment] : [segment]));
    title.classList.add('words-kept');
  }
};
keepWords(document);
document.body.addEventListener('htmx:load', event => keepWords(event.target));
