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
