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
