"""HTML of the page as handlebars templates: `{{ }}` escapes, so every text shows as text."""

HOME = """
<ul class="reports">{{#each value.reports}}
<li data-id="{{this.id}}"><a href="?report={{this.id}}">
<span class="year">{{this.year}}</span><span class="title">{{this.title}}
<small>{{this.changed}}</small></span><span class="state {{this.c}}">{{this.state}}</span></a>
<button type="button" class="roll" data-sure="{{../value.sure}}">{{../value.roll}}</button></li>
{{/each}}</ul>{{#unless value.reports}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

# A second click makes sure: what a new year begins with cannot be thrown away in the page.
HOME_SCRIPT = """
element.addEventListener('click', event => {
  const button = event.target.closest('button.roll');
  if (!button) return;
  if (!button.classList.contains('sure')) {
    button.classList.add('sure'); button.textContent = button.dataset.sure;
    return;
  }
  trigger('select', {id: button.closest('li').dataset.id});
});
"""

HEAD = """
<header class="head"><div><a class="brand" href="?">
<b>{{value.name}}</b></a>
<span class="motto">{{value.motto}}</span></div>
<nav><a class="language" href="?setup">{{value.setup}}</a>
<a class="language" href="{{value.other_href}}">{{value.other}}</a>
{{#if value.user}}<form method="post" action="/sign-out">
<button class="language signout">{{value.sign_out}} {{value.user}}</button></form>{{/if}}
</nav></header>
{{#if value.title}}<div class="reporthead"><h1>{{value.title}}</h1>
<p class="state {{value.c}}">{{value.state}}</p></div>{{/if}}
"""
HEAD_SCRIPT = """
// Gradio names a file while it is still on its way: what is asked for meanwhile would leave it out.
document.addEventListener('click', (event) => {
  if (event.target.closest?.('.takes-files') && document.querySelector('.uploading')) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);
"""

TABLE = """
<div class="scroll"><table class="grid"><thead><tr>{{#each value.columns}}
<th scope="col">{{this}}</th>
{{/each}}</tr></thead><tbody>{{#each value.rows}}<tr class="{{this.c}}">{{#each this.cells}}
<td>{{this}}</td>{{/each}}</tr>{{/each}}</tbody></table></div>
{{#unless value.rows}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

CARD = """
<aside class="card {{value.c}}">{{#if value.text}}<h2>{{value.text}}</h2><dl>{{#each value.rows}}
<dt>{{this.name}}</dt><dd>{{this.value}}</dd>{{/each}}</dl>{{else}}<p>{{value.hint}}</p>{{/if}}</aside>
"""

PROGRESS = """
<div class="progress" role="status" aria-live="polite"><p>{{value.text}}</p>
{{#if value.running}}<progress max="100" value="{{value.percent}}"></progress>{{/if}}
{{#each value.streams}}<p class="stream"><b>{{this.heading}}</b> {{this.text}}</p>{{/each}}
{{#each value.failed}}<p class="state error">{{this.heading}} {{this.text}}</p>{{/each}}</div>
"""
