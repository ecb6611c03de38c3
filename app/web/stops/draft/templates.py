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
  trigger('select', {key: at});
  const line = [...document.querySelectorAll('#paper .paper p')].find(p => p.dataset.key === at);
  if (line) line.scrollIntoView({block: 'start', behavior: 'smooth'});
});
document.addEventListener('jushi-section', e => { at = e.detail; show(); });
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
<span class="text stale">{{value.words.draft_stale}}</span>
<span class="text locked">{{value.words.draft_locked}}</span></div>
<article class="paper">{{#each value.lines}}<p class="{{this.kind}}" data-key="{{this.key}}">\
{{#each this.pieces}}<span
 class="{{this.c}}" data-id="{{this.id}}" aria-label="{{this.label}}">{{this.t}}</span>{{/each}}</p>
{{/each}}</article>{{#unless value.lines}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""

PAPER_SCRIPT = """
let chosen = '-1';
const mark = () => element.querySelectorAll('.paper .n').forEach(n => {
  n.setAttribute('role', 'button'); n.setAttribute('tabindex', '0');
  n.classList.toggle('chosen', n.dataset.id === chosen);
});
const choose = e => {
  const p = e.target.closest('.paper p');
  if (!p || !p.dataset.key) return;
  const n = e.target.closest('.n[data-id]');
  if (String(getSelection())) return;
  chosen = n ? n.dataset.id : '-1'; mark();
  document.dispatchEvent(new CustomEvent('jushi-section', {detail: p.dataset.key}));
  trigger('select', {key: p.dataset.key, number: +chosen, text: n ? n.textContent : ''});
};
element.addEventListener('click', choose);
element.addEventListener('keydown', e => {
  if ((e.key === 'Enter' || e.key === ' ') && e.target.closest('.n')) {
    e.preventDefault(); choose(e);
  }
});
watch('value', () => setTimeout(mark, 0));
setTimeout(mark, 0);
"""

EFFECTS = """
<div class="effects" role="status"><p class="head">{{value.head}}</p><p>{{value.note}}</p>
<ul>{{#each value.rows}}<li><b>{{this.section}}</b><p>{{#each this.pieces}}\
<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>
{{#if this.by_hand}}<p class="state review">{{this.by_hand}}</p>{{/if}}</li>{{/each}}</ul>
{{#each value.problems}}<p class="state error">{{this}}</p>{{/each}}</div>
"""

CONFLICT = """
{{#if value.note}}<section class="conflict" role="alert"><p class="state error">{{value.note}}</p>
<div class="sides"><div><h3>{{value.mine_title}}</h3>{{#each value.mine}}<p class="{{this.c}}">\
{{#each this.pieces}}<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>{{/each}}</div>
<div><h3>{{value.theirs_title}}</h3>{{#each value.theirs}}<p class="{{this.c}}">\
{{#each this.pieces}}<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>{{/each}}</div></div>
<p class="hint">{{value.clashes}}</p></section>{{/if}}
"""
