"""HTML of 唱校 as handlebars templates: `{{ }}` escapes, so every text shows as text."""

READING = """
{{#if value.pairs}}<section class="reading" role="dialog" aria-modal="true"
 aria-label="{{value.words.reading}}"><header><h2>{{value.words.reading}}</h2>
<p>{{value.progress}}</p>
<progress max="{{value.all}}" value="{{value.done}}" aria-label="{{value.progress}}"></progress>
<small>{{value.words.reading_keys}}</small>
<button type="button" class="shut">{{value.words.reading_shut}}</button></header>
<ol>{{#each value.pairs}}<li class="pair {{this.c}}" data-item="{{this.id}}" tabindex="-1">
<p class="clause">{{this.before}}<b>{{this.text}}</b>{{this.after}}
<small class="told">{{this.told}}</small></p>
<div class="rows">{{#each this.rows}}<dl><dt>{{../../value.words.reading_source}}</dt>
<dd>{{this.indicator}} <small>{{this.cell}}</small></dd>
<dt>{{../../value.words.this_year}}</dt><dd><b>{{this.now}}</b></dd>
<dt>{{../../value.words.last_year}}</dt><dd>{{this.last}}</dd></dl>{{/each}}
{{#if this.why}}<p class="hint">{{this.why}}</p>{{/if}}</div></li>{{/each}}</ol>
<div class="acts"><button type="button" class="tick">{{value.words.reading_tick}}</button>
<input class="note" maxlength="200" aria-label="{{value.words.reading_note}}"
 placeholder="{{value.words.reading_note}}">
<button type="button" class="dispute">{{value.words.reading_dispute}}</button>
<button type="button" class="undo">{{value.words.reading_undo}}</button></div></section>{{/if}}
"""

# Where the readers are is kept here: the page shows anew after each mark.
READING_SCRIPT = """
let at = '', open = false, note = '';
const pairs = () => [...element.querySelectorAll('.pair')];
const here = () => pairs().find(p => p.dataset.item === at);
const field = () => element.querySelector('.note');
const show = () => {
  const all = pairs();
  if (!all.length) { open = false; at = ''; return; }
  if (!here()) at = (all.find(p => p.classList.contains('unread')) || all[0]).dataset.item;
  all.forEach(p => p.dataset.item === at ? p.setAttribute('aria-current', 'true')
    : p.removeAttribute('aria-current'));
  field().value = note;
  here().scrollIntoView({block: 'center'});
  const on = document.activeElement;
  if (!open || on === document.body || on.closest('.pair')) here().focus({preventScroll: true});
  open = true;
};
const step = by => {
  const all = pairs(), next = all.indexOf(here()) + by;
  at = all[Math.min(all.length - 1, Math.max(0, next))].dataset.item;
  note = ''; show();
};
const mark = verb => {
  const pair = here(), said = field().value;
  if (verb === 'disputed' && !said.trim()) { field().focus(); return; }
  trigger('select', {verb, item: pair.dataset.item, note: verb === 'disputed' ? said : ''});
  if (!verb) return;
  pair.classList.remove('unread', 'read', 'disputed'); pair.classList.add(verb);
  field().blur(); step(1);
};
const shut = () => trigger('select', {verb: 'shut', item: '', note: ''});
element.addEventListener('input', e => { if (e.target === field()) note = field().value; });
element.addEventListener('click', e => {
  const pair = e.target.closest('.pair'), button = e.target.closest('button');
  if (pair) { at = pair.dataset.item; show(); }
  if (!button) return;
  if (button.classList.contains('shut')) shut();
  if (button.classList.contains('tick')) mark('read');
  if (button.classList.contains('dispute')) mark('disputed');
  if (button.classList.contains('undo')) mark('');
});
document.addEventListener('keydown', e => {
  if (!open || !element.querySelector('.reading')) return;
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === 'Escape') { shut(); return; }
  if (e.target === field()) { if (e.key === 'Enter') mark('disputed'); return; }
  if (e.target.closest('button')) return;
  const acts = {' ': () => mark('read'), Enter: () => mark('read'), x: () => field().focus(),
    X: () => field().focus(), j: () => step(1), J: () => step(1), ArrowDown: () => step(1),
    k: () => step(-1), K: () => step(-1), ArrowUp: () => step(-1), u: () => mark(''),
    U: () => mark('')};
  if (acts[e.key]) { e.preventDefault(); acts[e.key](); }
});
watch('value', () => setTimeout(show, 0));
"""
