"""HTML of 起草 as handlebars templates: `{{ }}` escapes, so every text shows as text."""

SECTIONS = """
<nav class="sections" aria-label="{{value.label}}"><ol>{{#each value.rows}}
<li class="level{{this.level}}"><button type="button" class="section" data-key="{{this.key}}">
<span class="name">{{this.title}}</span>
<span class="marks">{{#each this.marks}}<i class="mark {{this.c}}">{{this.t}}</i>{{/each}}
<small>{{this.length}}</small></span></button></li>{{/each}}</ol></nav>
"""

SECTIONS_SCRIPT = """
let at = '';
const show = () => element.querySelectorAll('.section').forEach(b => {
  if (b.dataset.key === at && at) b.setAttribute('aria-current', 'true');
  else b.removeAttribute('aria-current');
  b.disabled = !b.dataset.key;
});
element.addEventListener('click', e => {
  const b = e.target.closest('.section');
  if (!b || !b.dataset.key) return;
  at = b.dataset.key; show();
  document.dispatchEvent(new CustomEvent('jushi-section', {detail: at}));
  trigger('select', {});
  const line = [...document.querySelectorAll('#paper .paper p')].find(p => p.dataset.key === at);
  if (line) line.scrollIntoView({block: 'start', behavior: 'smooth'});
});
document.addEventListener('jushi-section', e => {
  at = e.detail; window.jushiSection = at; show();
});
watch('value', () => setTimeout(show, 0));
setTimeout(show, 0);
"""

PAPER = """
<div class="legend" role="note"><b>{{value.words.legend}}</b>
<span class="n proven">{{value.words.proven}}</span>
<span class="n computed">{{value.words.computed}}</span>
<span class="n loose">{{value.words.loose}}</span>
<span class="n review">{{value.words.review}}</span>
<span class="n error">{{value.words.error}}</span>
<span class="n accepted">{{value.words.accepted}}</span>
<span class="n plain">{{value.words.not_data}}</span>
<span class="text carried">{{value.words.draft_carried}}</span>
<span class="text unvouched">{{value.words.draft_unvouched}}</span>
<span class="text stale">{{value.words.draft_stale}}</span>
<span class="text locked">{{value.words.draft_locked}}</span></div>
<article class="paper">{{#each value.lines}}<p class="{{this.kind}}" data-key="{{this.key}}">\
{{#each this.pieces}}<span
 class="{{this.c}}" data-id="{{this.id}}" aria-label="{{this.label}}">{{this.t}}</span>{{/each}}</p>
{{/each}}</article>{{#unless value.lines}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

EFFECTS = """
{{#if value.head}}<div class="effects" role="status" data-at="{{value.at}}">
<p class="head">{{value.head}}</p><p>{{value.note}}</p>
<ul>{{#each value.rows}}<li><b>{{this.section}}</b><p>{{#each this.pieces}}\
<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>
{{#if this.by_hand}}<p class="state review">{{this.by_hand}}</p>{{/if}}</li>{{/each}}</ul>
{{#each value.problems}}<p class="state error">{{this}}</p>{{/each}}
<button type="button" id="change-value">{{value.do}}</button></div>{{/if}}
"""

CONFLICT = """
{{#if value.note}}<section class="conflict" role="alert"><p class="state error">{{value.note}}</p>
<div class="sides"><div><h3>{{value.mine_title}}</h3>{{#each value.mine}}<p class="{{this.c}}">\
{{#each this.pieces}}<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>{{/each}}</div>
<div><h3>{{value.theirs_title}}</h3>{{#each value.theirs}}<p class="{{this.c}}">\
{{#each this.pieces}}<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>{{/each}}</div></div>
<p class="hint">{{value.clashes}}</p></section>{{/if}}
"""

CHIPS = """
<div class="chips">{{#each value.chips}}\
<button type="button" class="chip"{{#if this.off}} disabled title="{{this.why}}"{{/if}}>\
{{this.t}}</button>{{/each}}</div>
"""

CHIPS_SCRIPT = """
element.addEventListener('click', e => {
  const b = e.target.closest('.chip');
  if (b && !b.disabled) trigger('select', {words: b.textContent.trim()});
});
"""

PROPOSAL = """
{{#if value.asked}}<section class="proposal"><h3>{{value.asked}}</h3>\
<p class="hint">{{value.by}}</p>
{{#each value.notes}}<p class="state review">{{this}}</p>{{/each}}
<p class="all">{{#if value.safe}}\
<button type="button" data-act="take">{{value.words.draft_take_safe}}</button>{{/if}}
<button type="button" data-act="leave">{{value.words.draft_leave_all}}</button></p>
{{#each value.bins}}<h4 class="{{this.c}}">{{this.title}} {{this.n}}</h4>
<ul>{{#each this.rows}}<li class="change"><p><small>{{this.kind}}</small> {{#each this.pieces}}\
<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>
{{#each this.reasons}}<p class="state review">{{this}}</p>{{/each}}
<p class="acts">{{#if this.take}}<button type="button" data-act="take" data-id="{{this.id}}">\
{{../../value.words.draft_take}}</button>{{/if}}
{{#if this.overrule}}<button type="button" data-act="overrule" data-id="{{this.id}}">\
{{../../value.words.draft_overrule}}</button>{{/if}}
<button type="button" data-act="leave" data-id="{{this.id}}">\
{{../../value.words.draft_leave_one}}</button></p></li>{{/each}}</ul>{{/each}}</section>{{/if}}
"""

PROPOSAL_SCRIPT = """
element.addEventListener('click', e => {
  const b = e.target.closest('[data-act]');
  if (!b) return;
  element.querySelectorAll('[data-act]').forEach(x => { x.disabled = true; });
  trigger('select', {act: b.dataset.act, id: b.dataset.id || ''});
});
"""

VERSIONS = """
{{#if value.rows}}<section class="versions"><p class="all">
{{#if value.before}}<button type="button" data-act="undo">\
{{value.words.draft_undo}}</button>{{/if}}
<button type="button" data-act="compare">{{value.words.draft_compare}}</button></p>
<ol>{{#each value.rows}}<li><label><input type="checkbox" value="{{this.n}}"> <b>{{this.name}}</b>
{{this.cause}}</label> <small>{{this.author}} {{this.time}}</small>
{{#if this.note}}<p>{{this.note}}</p>{{/if}}{{#if this.old}}<button type="button"
 data-act="restore" data-first="{{this.n}}">{{../value.words.draft_restore}}</button>{{/if}}</li>
{{/each}}</ol></section>{{/if}}
"""

VERSIONS_SCRIPT = """
element.addEventListener('change', e => {
  const on = [...element.querySelectorAll('input:checked')];
  if (on.length > 2) on.find(x => x !== e.target).checked = false;
});
element.addEventListener('click', e => {
  const b = e.target.closest('[data-act]');
  if (!b) return;
  const on = [...element.querySelectorAll('input:checked')].map(x => +x.value);
  if (b.dataset.act === 'undo') trigger('select', {act: 'undo', first: 0, second: 0});
  else if (b.dataset.act === 'restore') {
    trigger('select', {act: 'restore', first: +b.dataset.first, second: 0});
  } else if (on.length === 2) trigger('select', {act: 'compare', first: on[0], second: on[1]});
});
"""

COMPARED = """
{{#if value.head}}<section class="compared" role="status"><h3>{{value.head}}</h3>
{{#each value.rows}}<p class="{{this.c}}">{{#each this.pieces}}\
<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>{{/each}}</section>{{/if}}
"""

LOCKS = """
{{#if value.title}}<details class="versions locks"><summary>{{value.title}}</summary><ol>
{{#each value.rows}}<li class="{{#if this.locked}}held{{/if}}"><span>{{this.text}}</span>
<button type="button" data-id="{{this.id}}" data-lock="{{this.to}}"
 data-base="{{../value.base}}" aria-pressed="{{this.locked}}">{{this.do}}</button></li>{{/each}}
</ol></details>{{/if}}
"""

LOCKS_SCRIPT = """
element.addEventListener('click', e => {
  const b = e.target.closest('[data-lock]');
  if (b) trigger('select', {sentence: b.dataset.id, lock: b.dataset.lock, base: +b.dataset.base});
});
"""

SNAPSHOTS = """
<ul class="snapshots">{{#each value.rows}}<li data-name="{{this.name}}"><b>{{this.name}}</b>
<small>{{this.who}} {{this.time}}</small>
<button type="button" data-act="compare">{{../value.compare}}</button>
<button type="button" data-act="restore" data-sure="{{../value.sure}}">{{../value.restore}}</button>
</li>{{/each}}</ul>
"""

SNAPSHOTS_SCRIPT = """
element.addEventListener('click', event => {
  const button = event.target.closest('button[data-act]');
  if (!button) return;
  if (button.dataset.sure && !button.classList.contains('sure')) {
    button.classList.add('sure'); button.textContent = button.dataset.sure;
    return;
  }
  trigger('select', {act: button.dataset.act, name: button.closest('li').dataset.name});
});
"""

PASSAGES = """
{{#if value.hint}}<p class="hint">{{value.hint}}</p>{{/if}}
{{#if value.rows}}<ol class="hits passages">{{#each value.rows}}
<li class="{{this.c}}" data-id="{{this.id}}"><p class="origin"><span>{{this.origin}}</span>
{{#each this.marks}}<small class="mark">{{this}}</small>{{/each}}</p>
{{#if this.text}}<blockquote>{{this.text}}</blockquote>{{/if}}
<p>{{#each this.acts}}<button type="button" data-act="{{this.act}}">{{this.t}}</button>
{{/each}}</p></li>{{/each}}</ol>{{/if}}
"""

PASSAGES_SCRIPT = """
element.addEventListener('click', event => {
  const button = event.target.closest('button[data-act]');
  if (button) trigger('select', {id: button.closest('li').dataset.id, act: button.dataset.act});
});
"""

CARRIED = """
{{#if value.hint}}<p class="hint">{{value.hint}}</p>{{/if}}
{{#if value.rows}}<ol class="hits passages carried-list">{{#each value.rows}}
<li data-id="{{this.id}}" data-section="{{this.section}}" data-version="{{this.version}}">
<p class="origin"><span>{{this.origin}}</span> <small class="mark">{{this.mark}}</small></p>
<textarea rows="3" aria-label="{{this.mark}}">{{this.text}}</textarea>
{{#each this.reasons}}<p class="state review">{{this}}</p>{{/each}}
<p><button type="button" data-verb="keep">{{../value.words.carried_keep}}</button>
<button type="button" data-verb="drop">{{../value.words.carried_drop}}</button></p></li>
{{/each}}</ol>{{/if}}
"""

CARRIED_SCRIPT = """
element.addEventListener('click', event => {
  const button = event.target.closest('button[data-verb]');
  if (!button) return;
  const row = button.closest('li'), box = row.querySelector('textarea');
  trigger('select', {id: row.dataset.id, section: row.dataset.section,
    version: +row.dataset.version, verb: button.dataset.verb, text: box.value});
});
"""
