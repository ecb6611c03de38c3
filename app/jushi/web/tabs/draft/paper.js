// One number can be reached by the tabulator, the chosen one or the first; J and K go on from it.
let chosen = '-1';
const numbers = () => [...element.querySelectorAll('.paper .n')];
const named = id => element.querySelector(`.paper .n[data-id="${id}"]`);
const reach = (number, is) => {
  if (!number) return;
  number.setAttribute('tabindex', is ? '0' : '-1');
  number.classList.toggle('chosen', is && number.dataset.id === chosen);
};
const mark = () => {
  numbers().forEach(number => { number.setAttribute('role', 'button'); reach(number, false); });
  reach(named(chosen) || element.querySelector('.paper .n'), true);
};
const choose = (line, number) => {
  const old = element.querySelector('.paper .n[tabindex="0"]');
  chosen = number ? number.dataset.id : '-1';
  if (number && old !== number) { reach(old, false); }
  if (old && !number) old.classList.remove('chosen');
  reach(number, true);
  document.dispatchEvent(new CustomEvent('jushi-section', {detail: line.dataset.key}));
  document.dispatchEvent(new CustomEvent('jushi-number', {detail: +chosen}));
  trigger('select', {});
};
const step = by => {
  const all = numbers().filter(number => !number.classList.contains('plain'));
  if (!all.length) return;
  const here = +chosen, after = all.findIndex(number => +number.dataset.id > here);
  const before = all.findLastIndex(number => +number.dataset.id < here);
  const next = by > 0 ? all[after < 0 ? all.length - 1 : after] : all[Math.max(before, 0)];
  choose(next.closest('p'), next);
  next.scrollIntoView({block: 'nearest'});
};
element.addEventListener('click', event => {
  const line = event.target.closest('.paper p');
  if (line && line.dataset.key && !String(getSelection())) {
    choose(line, event.target.closest('.n[data-id]'));
  }
});
element.addEventListener('keydown', event => {
  const number = event.target.closest('.n');
  if (number && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    choose(number.closest('p'), number);
  }
});
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !element.offsetParent) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  if (event.key === 'j' || event.key === 'J') step(1);
  if (event.key === 'k' || event.key === 'K') step(-1);
});
watch('value', () => setTimeout(mark, 0));
setTimeout(mark, 0);
