// Keys and comforts of the inbox: the page works without this file.
const list = document.getElementById('chosen');
const items = [...document.querySelectorAll('[data-item]')];
const pick = item => item.querySelector('.pick input');
const titleOf = item => item.querySelector('.subject a');
const keys = document.getElementById('keys');
const isOn = () => localStorage.getItem('inbox-keys') !== 'off';
let opener = null, from = null, pending = '';

// The keys can be switched off: a voice that says "snooze" would press five of them.
keys.hidden = false;
const keySwitch = keys.querySelector('[data-keys]');
const showKeys = () => document.body.classList.toggle('without-keys', !isOn());
keySwitch.checked = isOn();
keySwitch.addEventListener('change', () => { localStorage.setItem('inbox-keys', keySwitch.checked ? 'on' : 'off'); showKeys(); });
showKeys();
document.getElementById('kind').addEventListener('change', event => event.target.form.requestSubmit());

const count = () => {
  const chosen = items.filter(item => pick(item).checked).length;
  for (const place of document.querySelectorAll('[data-chosen]')) place.textContent = chosen || '';
};
list?.addEventListener('change', count);
count();

const current = () => items.findIndex(item => item.contains(document.activeElement));
const focus = index => { const item = items[Math.max(0, Math.min(index, items.length - 1))]; if (item) titleOf(item).focus(); };
const choose = (item, range) => {
  const index = items.indexOf(item);
  const value = range || !pick(item).checked;
  const start = range && from !== null ? Math.min(from, index) : index;
  const end = range && from !== null ? Math.max(from, index) : index;
  for (let i = start; i <= end; i++) pick(items[i]).checked = value;
  from = index;
  count();
};
// What is done to nothing chosen is done to the item in focus; afterwards the focus goes to the one that then stands in its place.
const open = (id, field) => {
  const index = current();
  if (index >= 0 && !items.some(item => pick(item).checked)) choose(items[index], false);
  if (!items.some(item => pick(item).checked)) return;
  opener = document.activeElement;
  const pop = document.getElementById(id);
  for (const other of document.querySelectorAll('.pop[open]')) other.open = other === pop;
  pop.open = true;
  document.getElementById(field).focus();
};
list?.addEventListener('submit', () => {
  const first = items.findIndex(item => pick(item).checked);
  sessionStorage.setItem('inbox-at', String(Math.max(first, current(), 0)));
});
const at = sessionStorage.getItem('inbox-at');
if (at !== null) { sessionStorage.removeItem('inbox-at'); focus(Number(at)); }

const acts = {
  j: () => focus(current() + 1),
  k: () => focus(current() < 0 ? 0 : current() - 1),
  x: () => { if (current() >= 0) choose(items[current()], false); },
  X: () => { if (current() >= 0) choose(items[current()], true); },
  r: () => items[current()]?.querySelector('[data-act]').click(),
  a: () => open('assign', 'to'),
  s: () => open('snooze', 'until'),
  z: () => document.getElementById('undo')?.requestSubmit(),
  '/': () => document.getElementById('q').focus(),
  '?': () => { keys.open = !keys.open; if (keys.open) keys.querySelector('summary').focus(); },
};
const isTyping = target => target.closest('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]');
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    const pop = document.querySelector('.pop[open]');
    if (pop) { pop.open = false; (opener ?? pop.querySelector('summary')).focus(); opener = null; }
    return;
  }
  if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (pending === 'g' && event.key === 'i') { pending = ''; location.assign(document.querySelector('.rail a').href); return; }
  pending = event.key === 'g' ? 'g' : '';
  if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
});

// Whether something new has come: asked every half minute, by nobody who does not look.
setInterval(() => { if (!document.hidden) document.getElementById('news').dispatchEvent(new Event('inbox:look')); }, 30000);
