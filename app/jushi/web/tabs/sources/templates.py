"""HTML of 资料 as handlebars templates: `{{ }}` escapes, so every text shows as text."""

ADDING = """
<div class="adding {{#if value.wrong}}wrong{{/if}}" role="status" aria-live="polite">
{{#if value.text}}<p>{{value.text}}</p>{{/if}}
{{#if value.running}}<progress max="100" value="{{value.percent}}"></progress>{{/if}}
{{#if value.rows}}<ul>{{#each value.rows}}<li class="{{this.c}}"><b>{{this.outcome}}</b>
<span>{{this.name}}</span><small>{{this.told}}</small></li>{{/each}}</ul>{{/if}}</div>
"""

SHELF = """
{{#each value.boxes}}<section class="box"><h3>{{this.title}} <small>{{this.what}}</small></h3>
{{#if this.rows}}<div class="scroll"><table class="grid"><thead><tr>{{#each ../value.columns}}
<th scope="col">{{this}}</th>{{/each}}</tr></thead><tbody>{{#each this.rows}}
<tr class="{{this.c}}" data-id="{{this.id}}"><td><button type="button" class="document"
 aria-label="{{this.label}}">{{this.name}}</button>
{{#if this.title}}<small>{{this.title}}</small>{{/if}}
{{#each this.notes}}<small class="note">{{this}}</small>{{/each}}</td>
<td>{{this.kind}}</td><td>{{this.year}}</td><td>{{this.issuer}}</td>
<td class="number">{{this.passages}}</td><td>{{this.status}}
{{#if this.by}}<small>{{this.by}}</small>{{/if}}</td></tr>{{/each}}</tbody></table></div>
{{else}}<p class="hint">{{this.hint}}</p>{{/if}}</section>{{/each}}
"""

SHELF_SCRIPT = """
element.addEventListener('click', event => {
  const row = event.target.closest('tr[data-id]');
  if (!row) return;
  for (const other of element.querySelectorAll('tr[aria-current]'))
    other.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
  trigger('select', {id: row.dataset.id});
});
"""

HITS = """
{{#if value.hint}}<p class="hint">{{value.hint}}</p>{{/if}}
{{#if value.rows}}<p class="keys">{{value.masked}}</p><ol class="hits">{{#each value.rows}}<li>
<p class="origin"><b>{{this.rank}}</b> <span>{{this.origin}}</span>
<small>{{this.kind}} · {{this.box}}{{#if this.year}} · {{this.year}}{{/if}} · {{this.file}}</small>
{{#if this.old}}<small class="mark review">{{this.old}}</small>{{/if}}
{{#if this.flag}}<small class="mark error">{{this.flag}}</small>{{/if}}</p>
<blockquote>{{this.text}}</blockquote><p class="why">{{this.why}}</p></li>{{/each}}</ol>{{/if}}
"""
