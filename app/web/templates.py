"""HTML of the page as handlebars templates: `{{ }}` escapes, so every text shows as text."""

HOME = """
<ul class="reports">{{#each value.reports}}
<li><a href="?report={{this.id}}">
<span class="year">{{this.year}}</span><span class="title">{{this.title}}</span>
<span class="state {{this.c}}">{{this.state}}</span></a></li>
{{/each}}</ul>{{#unless value.reports}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

HEAD = """
<header class="head"><div><a class="brand" href="?">
<b>{{value.name}}</b></a>
<span class="motto">{{value.motto}}</span></div>
<a class="language" href="{{value.other_href}}">{{value.other}}</a></header>
{{#if value.title}}<div class="reporthead"><h1>{{value.title}}</h1>
<p class="state {{value.c}}">{{value.state}}</p></div>{{/if}}
"""

TABLE = """
<div class="scroll"><table class="grid"><thead><tr>{{#each value.columns}}
<th scope="col">{{this}}</th>
{{/each}}</tr></thead><tbody>{{#each value.rows}}<tr class="{{this.c}}">{{#each this.cells}}
<td>{{this}}</td>{{/each}}</tr>{{/each}}</tbody></table></div>
{{#unless value.rows}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

PAPER = """
<div class="legend" role="note"><b>{{value.words.legend}}</b>
<span class="n proven">{{value.words.proven}}</span>
<span class="n computed">{{value.words.computed}}</span>
<span class="n loose">{{value.words.loose}}</span>
<span class="n review">{{value.words.review}}</span>
<span class="n error">{{value.words.error}}</span>
<span class="n plain">{{value.words.not_data}}</span>
<span class="text carried">{{value.words.carried}}</span></div>
<article class="paper">{{#each value.lines}}<p class="{{this.kind}}">\
{{#each this.pieces}}<span
 class="{{this.c}}" data-id="{{this.id}}" aria-label="{{this.label}}">{{this.t}}</span>{{/each}}</p>
{{/each}}</article>{{#unless value.lines}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

PAPER_SCRIPT = """
const choose = e => {
  const n = e.target.closest('.n[data-id]');
  if (!n || n.dataset.id === '-1') return;
  element.querySelectorAll('.chosen').forEach(x => x.classList.remove('chosen'));
  n.classList.add('chosen');
  trigger('select', {number: +n.dataset.id});
};
const prepare = () => element.querySelectorAll('.paper .n').forEach(n => {
  n.setAttribute('role', 'button'); n.setAttribute('tabindex', '0');
});
element.addEventListener('click', choose);
element.addEventListener('keydown', e => {
  if ((e.key === 'Enter' || e.key === ' ') && e.target.closest('.n')) {
    e.preventDefault(); choose(e);
  }
});
watch('value', () => setTimeout(prepare, 0));
setTimeout(prepare, 0);
"""

CARD = """
<aside class="card {{value.c}}">{{#if value.text}}<h2>{{value.text}}</h2><dl>{{#each value.rows}}
<dt>{{this.name}}</dt><dd>{{this.value}}</dd>{{/each}}</dl>{{else}}<p>{{value.hint}}</p>{{/if}}</aside>
"""

PROGRESS = """
<div class="progress" role="status" aria-live="polite"><p>{{value.text}}</p>
{{#if value.running}}<progress max="100" value="{{value.percent}}"></progress>{{/if}}</div>
"""

EXPORTS = """
{{#if value.blocked}}<p class="state error">{{value.blocked}}</p>{{/if}}
<ul class="exports">{{#each value.links}}<li><a href="{{this.href}}" download>{{this.text}}</a></li>
{{/each}}</ul>{{#unless value.links}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""
