"""HTML of 数据 as handlebars templates: `{{ }}` escapes, so every text shows as text."""

GRID = """
<div class="figurebar"><ul class="counts">{{#each value.counts}}
<li class="figurestate {{this.c}}">{{this.t}} {{this.n}}</li>{{/each}}</ul>
<span class="links"><a href="{{value.workbook}}" download>{{value.words.figures_download}}</a>
<a href="{{value.template}}" download>{{value.words.figures_template}}</a></span></div>
<p class="keys">{{value.words.figures_keys}}</p>
<div class="scroll"><table class="grid figuregrid" aria-label="{{value.words.tab_figures}}">
<thead><tr>{{#each value.columns}}
<th scope="col">{{this}}</th>{{/each}}</tr></thead><tbody>
{{#each value.rows}}<tr data-id="{{this.id}}" class="{{this.c}}">
<th scope="row">{{this.indicator}}</th>
{{#each this.before}}<td class="cell {{this.c}}" tabindex="0" data-field="{{this.field}}"
 data-kept="{{this.t}}" aria-label="{{this.label}}">{{this.t}}</td>{{/each}}
<td class="number">{{this.change}}</td>
{{#each this.after}}<td class="cell" tabindex="0" data-field="{{this.field}}"
 data-kept="{{this.t}}" aria-label="{{this.label}}">{{this.t}}</td>{{/each}}
<td class="judged"><button type="button" class="figurestate {{this.state}}"
 aria-label="{{this.state_label}}">{{this.state_text}}</button>
{{#each this.problems}}<small class="fault">{{this}}</small>{{/each}}</td>
<td class="told">{{#each this.sections}}<span>{{this}}</span>{{/each}}</td>
<td class="stands">{{this.stands}}</td></tr>{{/each}}</tbody></table></div>
"""

# What is typed lives here until it is kept: a grid that shows anew lays it in again.
GRID_SCRIPT = """
const typed = new Map(), faults = new Map();
let open = null;
const nameOf = td => td.closest('tr').dataset.id + '\\u0000' + td.dataset.field;
const cells = () => [...element.querySelectorAll('td.cell')];
const find = name => cells().find(td => nameOf(td) === name);
const paint = () => {
  for (const td of cells()) {
    const name = nameOf(td), fault = faults.get(name);
    if (open && open.name === name) continue;
    td.textContent = typed.has(name) ? typed.get(name) : td.dataset.kept;
    td.classList.toggle('typed', typed.has(name));
    td.classList.toggle('wrong', !!fault);
    td.setAttribute('aria-invalid', fault ? 'true' : 'false');
    if (fault) {
      const note = document.createElement('small');
      note.className = 'fault'; note.textContent = fault; td.append(note);
    }
  }
};
const tell = () => trigger('input', {cells: [...typed].map(([name, text]) => {
  const [id, field] = name.split('\\u0000'); return {id, field, text};
})});
const set = (td, text) => {
  const name = nameOf(td);
  faults.delete(name);
  if (text.trim() === td.dataset.kept) typed.delete(name); else typed.set(name, text.trim());
};
const close = keeps => {
  if (!open) return;
  const {name, box} = open, td = find(name), before = typed.get(name);
  open = null;
  if (td) {
    if (keeps) set(td, box.value);
    paint();
    if (keeps && typed.get(name) !== before) tell();
  }
};
const edit = (td, first) => {
  const name = nameOf(td);
  if (open && open.name === name) return;
  close(true);
  const box = document.createElement('input');
  box.value = first ?? (typed.has(name) ? typed.get(name) : td.dataset.kept);
  box.setAttribute('aria-label', td.getAttribute('aria-label'));
  open = {name, box};
  td.replaceChildren(box); box.focus();
  if (first === undefined) box.select();
  box.addEventListener('blur', () => {
    if (open && open.box === box && box.isConnected) close(true);
  });
};
const beside = (td, down, right) => {
  const row = td.closest('tr'), at = [...row.querySelectorAll('td.cell')].indexOf(td);
  let to = row;
  const step = down > 0 ? 'nextElementSibling' : 'previousElementSibling';
  for (let i = 0; i < Math.abs(down) && to; i++) to = to[step];
  return to ? to.querySelectorAll('td.cell')[at + right] : null;
};
const go = (td, down, right) => { if (td) beside(td, down, right)?.focus(); };
element.addEventListener('dblclick', e => {
  const td = e.target.closest('td.cell');
  if (td) edit(td);
});
element.addEventListener('keydown', e => {
  const td = e.target.closest('td.cell');
  if (!td) return;
  if (open) {
    const down = e.key === 'Enter', side = e.key === 'Tab';
    if (e.key === 'Escape') {
      e.preventDefault(); const n = open.name; close(false); find(n)?.focus();
    }
    if ((down || side) && !e.isComposing) {
      e.preventDefault(); const n = open.name; close(true);
      const at = find(n); at?.focus(); go(at, down ? 1 : 0, side ? (e.shiftKey ? -1 : 1) : 0);
    }
    return;
  }
  const moves = {ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};
  if (moves[e.key]) { e.preventDefault(); go(td, ...moves[e.key]); }
  else if (e.key === 'Enter' || e.key === 'F2') { e.preventDefault(); edit(td); }
  else if (e.key === 'Delete' || e.key === 'Backspace') {
    e.preventDefault(); set(td, ''); paint(); tell();
  } else if (e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) {
    e.preventDefault(); edit(td, e.key);
  }
});
element.addEventListener('paste', e => {
  const td = e.target.closest('td.cell');
  if (!td || open) return;
  e.preventDefault();
  const lines = e.clipboardData.getData('text/plain').replace(/\\r?\\n$/, '').split(/\\r?\\n/);
  lines.forEach((line, down) => line.split('\\t').forEach((text, right) => {
    const to = beside(td, down, right); if (to) set(to, text);
  }));
  paint(); tell();
});
element.addEventListener('click', e => {
  const b = e.target.closest('button.figurestate');
  if (b) trigger('select', {id: b.closest('tr').dataset.id});
});
document.addEventListener('jushi-figures', e => {
  if (!element.isConnected) return;
  faults.clear();
  for (const f of e.detail.faults) faults.set(f.id + '\\u0000' + f.field, f.text);
  if (e.detail.kept) typed.clear();
  paint();
});
const again = () => {
  if (open) {
    const td = find(open.name), {box} = open, from = box.selectionStart, to = box.selectionEnd;
    if (td && !box.isConnected) {
      td.replaceChildren(box); box.focus(); box.setSelectionRange(from, to);
    }
  }
  paint();
};
watch('value', () => setTimeout(again, 0));
setTimeout(again, 0);
"""

PLAN = """
{{#if value.head}}<section class="figureplan" role="status"><p class="planhead">{{value.head}}</p>
{{#if value.notes}}<ul class="notes">{{#each value.notes}}
<li class="state review">{{this}}</li>{{/each}}</ul>{{/if}}
{{#if value.cells}}<table><tbody>{{#each value.cells}}<tr><th scope="row">{{this.indicator}}</th>
<td>{{this.field}}</td><td><span class="removed">{{this.before}}</span> →
 <span class="added">{{this.after}}</span></td></tr>{{/each}}</tbody></table>{{/if}}
{{#if value.more}}<p class="hint">{{value.more}}</p>{{/if}}
<ul>{{#each value.effects}}<li><b>{{this.section}}</b><p>{{#each this.pieces}}\
<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>
{{#if this.by_hand}}<p class="state review">{{this.by_hand}}</p>{{/if}}</li>{{/each}}</ul>
{{#each value.problems}}<p class="state error">{{this}}</p>{{/each}}</section>{{/if}}
"""

PLAN_SCRIPT = """
const tell = () => document.dispatchEvent(new CustomEvent('jushi-figures', {
  detail: {faults: props.value?.faults ?? [], kept: !!props.value?.kept},
}));
watch('value', () => setTimeout(tell, 0));
"""

SHEETS = """
{{#if value.sheets}}<section class="readsheets" aria-label="{{value.words.sheet_title}}">
<p class="planhead">{{value.words.sheet_title}}</p>
<ul class="counts">{{#each value.legend}}<li class="read {{this.c}}">{{this.t}} {{this.n}}</li>
{{/each}}</ul><p class="keys">{{value.words.sheet_keys}}</p>
<form class="correction" hidden>
<label>{{value.words.indicator}}<input name="indicator"></label>
<label>{{value.words.unit}}<input name="unit"></label>
<label>{{value.words.period}}<input name="period"></label>
<button type="submit">{{value.words.sheet_correct}}</button></form>
{{#each value.sheets}}{{#each this.doubts}}<p class="state review tworeadings">{{this.told}}
<button type="button" data-form="{{this.form}}" data-reading="{{this.reading}}">\
{{this.button}}</button></p>{{/each}}
<div class="scroll"><table class="sheet"><caption>{{this.name}}</caption>
<thead><tr><th></th>{{#each this.columns}}<th scope="col">{{this}}</th>{{/each}}</tr></thead>
<tbody>{{#each this.rows}}<tr><th scope="row">{{this.n}}</th>{{#each this.cells}}\
<td class="read {{this.c}}" title="{{this.title}}" {{#if this.address}}tabindex="0" \
data-address="{{this.address}}" data-indicator="{{this.indicator}}" data-unit="{{this.unit}}" \
data-period="{{this.period}}"{{/if}}>{{this.t}}</td>{{/each}}</tr>{{/each}}</tbody></table>
{{#if this.more}}<p class="hint">{{this.more}}</p>{{/if}}</div>{{/each}}</section>{{/if}}
"""

SHEETS_SCRIPT = """
let chosen = '';
const begin = td => {
  const form = element.querySelector('form.correction');
  if (!td || !form) return;
  chosen = td.dataset.address;
  for (const name of ['indicator', 'unit', 'period']) form.elements[name].value = td.dataset[name];
  for (const each of element.querySelectorAll('td.chosen')) each.classList.remove('chosen');
  td.classList.add('chosen');
  form.hidden = false; form.elements.indicator.focus();
};
element.addEventListener('click', e => {
  const b = e.target.closest('button[data-form]');
  if (b) trigger('input', {said: {form: b.dataset.form, reading: b.dataset.reading}});
  else begin(e.target.closest('td[data-address]'));
});
element.addEventListener('keydown', e => {
  const td = e.target.closest('td[data-address]');
  if (td && e.key === 'Enter') { e.preventDefault(); begin(td); }
});
element.addEventListener('submit', e => {
  e.preventDefault();
  const said = {cell: chosen};
  for (const name of ['indicator', 'unit', 'period']) said[name] = e.target.elements[name].value;
  trigger('input', {said});
});
"""
