"""HTML of 核数 as handlebars templates: `{{ }}` escapes, so every text shows as text."""

PASSES = """
<section class="passes" aria-label="{{value.label}}"><div role="tablist">{{#each value.passes}}
<button type="button" role="tab" class="pass" data-pass="{{this.id}}">{{this.title}}
<small class="{{this.c}}">{{this.count}}</small></button>{{/each}}</div>
<p class="keys">{{value.progress}}<span>{{value.keys}}</span></p>{{#each value.passes}}
<ol class="findings" data-pass="{{this.id}}">{{#each this.items}}<li>
<button type="button" class="finding {{this.c}}" data-item="{{this.id}}">
<b>{{this.text}}</b><i class="mark">{{this.state}}</i>
<span>{{this.explanation}}</span></button></li>
{{/each}}{{#unless this.items}}<li class="hint">{{this.hint}}</li>{{/unless}}</ol>{{/each}}
</section>
"""

PASSES_SCRIPT = """
let at = '', pass = '', place = 0;
const tabs = () => [...element.querySelectorAll('.pass')];
const list = () => [...element.querySelectorAll('.findings')].find(l => l.dataset.pass === pass);
const rows = () => list() ? [...list().querySelectorAll('.finding')] : [];
const mark = () => {
  if (!list() && tabs().length) pass = tabs()[0].dataset.pass;
  tabs().forEach(t => t.setAttribute('aria-selected', String(t.dataset.pass === pass)));
  element.querySelectorAll('.findings').forEach(l => { l.hidden = l.dataset.pass !== pass; });
  rows().forEach(r => r.dataset.item === at ? r.setAttribute('aria-current', 'true')
    : r.removeAttribute('aria-current'));
};
const choose = row => {
  at = row ? row.dataset.item : ''; place = Math.max(0, rows().indexOf(row)); mark();
  if (row) row.scrollIntoView({block: 'nearest'});
  trigger('select', {item: at});
};
const step = by => {
  const all = rows(), here = all.findIndex(r => r.dataset.item === at);
  if (!all.length) return;
  const next = here < 0 ? Math.min(place, all.length - 1) : here + by;
  choose(all[Math.min(all.length - 1, Math.max(0, next))]);
};
element.addEventListener('click', e => {
  const tab = e.target.closest('.pass'), row = e.target.closest('.finding');
  if (tab) { pass = tab.dataset.pass; place = 0; choose(null); }
  if (row) choose(row);
});
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || !element.offsetParent) return;
  if (document.querySelector('.reading')) return;
  if (e.target.closest('input, textarea, select, [contenteditable]')) return;
  if (e.key === 'j' || e.key === 'J') step(1);
  if (e.key === 'k' || e.key === 'K') step(-1);
});
watch('value', () => setTimeout(mark, 0));
setTimeout(mark, 0);
"""

ITEM = """
<aside class="card {{value.c}}" aria-live="polite">{{#if value.title}}<h2>{{value.title}}</h2>
<p class="quote">{{value.before}}<mark>{{value.text}}</mark>{{value.after}}</p>
<dl>{{#each value.rows}}<dt>{{this.name}}</dt><dd>{{this.value}}</dd>{{/each}}</dl>
{{else}}<p>{{value.hint}}</p>{{/if}}</aside>
"""

SIGN_OFF = """
<section class="signoff">{{#if value.hint}}<p class="hint">{{value.hint}}</p>{{else}}
<p class="state {{value.c}}"><b>{{value.stage}}</b> {{value.waiting}}</p>{{/if}}
{{#if value.reasons}}<ul class="reasons">{{#each value.reasons}}<li>{{this}}</li>{{/each}}</ul>
{{/if}}{{#if value.steps}}<table class="grid"><tbody>{{#each value.steps}}<tr><td>{{this.when}}</td>
<td>{{this.who}}</td><td>{{this.what}}</td><td>{{this.note}}</td><td>{{this.open}}</td></tr>
{{/each}}</tbody></table>{{/if}}{{#if value.comments_title}}<h3>{{value.comments_title}}</h3>
<ul class="comments">{{#each value.comments}}<li class="{{this.c}}"><b>{{this.where}}</b>
{{#if this.mention}}<mark>{{this.mention}}</mark>{{/if}} {{this.words}}
<small>{{this.who}} · {{this.state}}</small>
{{#if this.text}}<q>{{this.text}}</q>{{/if}}</li>{{/each}}</ul>{{/if}}
{{#if value.digest}}<p class="hint digest">{{value.digest}}</p>{{/if}}</section>
"""
