"""HTML of the page as handlebars templates: `{{ }}` escapes, so every text shows as text."""

HOME = """
{{#if value.undo}}<p class="undo" role="status">{{value.undo}}
<button type="button" data-act="restore" data-id="{{value.undo_id}}">{{value.undo_do}}</button></p>
{{/if}}{{#if value.reports}}<div class="listbar"><input type="search" placeholder="{{value.search}}"
aria-label="{{value.search}}">{{#each value.kinds}}<button type="button" class="kind"
data-kind="{{this.id}}">{{this.title}} {{this.n}}</button>{{/each}}</div>{{/if}}
<ul class="reports">{{#each value.reports}}
<li data-id="{{this.id}}" data-kind="{{this.kind}}"><a href="?report={{this.id}}">
<span class="year">{{this.year}}</span><span class="title">{{this.title}}
<small>{{this.changed}}</small></span><span class="state {{this.c}}">{{this.state}}</span></a>
<button type="button" class="roll" data-sure="{{../value.sure}}">{{../value.roll}}</button>
{{#if this.acts}}<details class="more"><summary aria-label="{{../value.more}}">⋯</summary><div>
{{#each this.acts}}<button type="button" data-act="{{this.act}}">{{this.title}}</button>{{/each}}
</div></details>{{/if}}</li>
{{/each}}</ul>{{#unless value.reports}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

# A second click makes sure: what a new year begins with cannot be thrown away in one.
HOME_SCRIPT = """
let kind = 'live', wanted = '';
const list = () => {
  element.querySelectorAll('.kind').forEach(b =>
    b.setAttribute('aria-pressed', String(b.dataset.kind === kind)));
  element.querySelectorAll('.reports > li').forEach(row => {
    row.hidden = row.dataset.kind !== kind || !row.textContent.includes(wanted);
  });
  const box = element.querySelector('.listbar input');
  if (box && box.value !== wanted) box.value = wanted;
};
const rename = row => {
  const title = row.querySelector('.title'), box = document.createElement('input');
  box.className = 'rename';
  box.value = title.childNodes[0].textContent.trim();
  row.querySelector('a').replaceWith(box);
  box.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      trigger('select', {id: row.dataset.id, act: 'rename', title: box.value});
    }
    if (event.key === 'Escape') trigger('select', {id: row.dataset.id, act: '', title: ''});
  });
  box.focus();
  box.select();
};
element.addEventListener('input', event => {
  if (event.target.type === 'search') { wanted = event.target.value.trim(); list(); }
});
element.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  const row = button.closest('li');
  if (button.classList.contains('kind')) { kind = button.dataset.kind; list(); return; }
  if (button.dataset.act === 'rename') {
    button.closest('details').open = false;
    rename(row);
    return;
  }
  if (button.dataset.act) {
    const id = button.dataset.id || row.dataset.id;
    trigger('select', {id, act: button.dataset.act, title: ''});
    return;
  }
  if (!button.classList.contains('sure')) {
    button.classList.add('sure'); button.textContent = button.dataset.sure;
    return;
  }
  trigger('select', {id: row.dataset.id, act: 'roll', title: ''});
});
watch('value', () => setTimeout(list, 0));
setTimeout(list, 0);
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
