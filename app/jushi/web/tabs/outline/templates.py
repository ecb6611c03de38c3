"""HTML of 提纲 as handlebars templates: `{{ }}` escapes, so every text shows as text."""

TREE = """
<p class="keys">{{value.total}} <span class="chip byhand">{{value.byhand}}</span></p>
<ol class="outline" role="listbox" aria-label="{{value.label}}">{{#each value.rows}}
<li class="level{{this.level}}" data-key="{{this.key}}" role="option" tabindex="0">
<p><b>{{this.number}}{{this.title}}</b> <small>{{this.length}}</small></p>
{{#if this.guidance}}<p class="guidance">{{this.guidance}}</p>{{/if}}
{{#if this.figures}}<p class="chips">{{#each this.figures}}
<span class="chip {{this.c}}">{{this.t}}</span>{{/each}}</p>{{/if}}</li>{{/each}}</ol>
{{#if value.untold}}<details class="untold" open><summary>{{value.untold_head}}</summary>
<p class="chips">{{#each value.untold}}<span class="chip">{{this}}</span>{{/each}}</p></details>
{{/if}}
{{#if value.covered}}<details class="coverage" {{#if value.has_gap}}open{{/if}}>
<summary>{{value.coverage}}</summary><ul>{{#each value.covered}}<li class="{{this.c}}">
<span>{{this.text}}</span><small>{{this.sections}}</small></li>{{/each}}</ul></details>{{/if}}
"""

TREE_SCRIPT = """
let chosen = '';
const mark = () => {
  for (const row of element.querySelectorAll('li[data-key]'))
    row.setAttribute('aria-selected', row.dataset.key === chosen ? 'true' : 'false');
};
const choose = event => {
  const row = event.target.closest('li[data-key]');
  if (!row) return;
  chosen = row.dataset.key; mark(); trigger('select', {key: chosen});
};
element.addEventListener('click', choose);
element.addEventListener('keydown', event => {
  if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(event); }
});
new MutationObserver(mark).observe(element, {childList: true, subtree: true});
"""
