// What is known of every number came with the report: a click asks nobody. `value` is JSON as one
// text, which the page library passes on whole instead of looking into it at every change.
let known = {cards: [], figures: []}, at = -1, looked = '';
const one = selector => element.querySelector(selector);
const field = act => one(`form[data-act="${act}"] input`);
const forget = () => { looked = ''; document.querySelector('#effects .effects')?.setAttribute('hidden', ''); };
const shut = () => element.querySelectorAll('.opens').forEach(opens => {
  opens.setAttribute('aria-expanded', 'false'); opens.nextElementSibling.hidden = true;
});
const part = (name, words) => {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
};
const draw = () => {
  const card = known.cards[at];
  one('.card').className = card ? `card ${card.c}` : 'card';
  one('.card .hint').hidden = Boolean(card);
  one('.card h2').textContent = card ? card.text : '';
  one('.card dl').replaceChildren(...(card ? card.rows : []).flatMap(
    row => [part('dt', row.name), part('dd', row.value)]));
  one('.numberacts').hidden = !card || !card.acts;
  field('bind').value = ''; field('accept').value = '';
  field('reword').value = card ? card.words : '';
  field('change').value = card ? card.value : '';
  one('form[data-act="change"]').closest('section').hidden = !card || !card.figure;
  forget(); shut();
};
const send = (act, given) => {
  const card = known.cards[at];
  if (!card) return;
  const told = {act, number: at, start: card.start, text: card.text, figure: card.figure, given};
  if (act === 'look') trigger('input', told); else trigger('select', told);
};
const learn = () => {
  known = props.value ? JSON.parse(props.value) : {cards: [], figures: []};
  if (at >= known.cards.length) at = -1;
  one('#bind-figures').replaceChildren(...known.figures.map(([name]) => {
    const option = document.createElement('option');
    option.value = name;
    return option;
  }));
  draw();
};
element.addEventListener('click', event => {
  const opens = event.target.closest('.opens');
  if (!opens) return;
  const isOpen = opens.getAttribute('aria-expanded') === 'true';
  shut(); forget();
  if (isOpen) return;
  opens.setAttribute('aria-expanded', 'true');
  opens.nextElementSibling.hidden = false;
  opens.nextElementSibling.querySelector('input').focus();
});
element.addEventListener('submit', event => {
  event.preventDefault();
  const act = event.target.dataset.act, given = event.target.querySelector('input').value;
  if (act === 'change') { looked = given; send('look', given); return; }
  const figure = known.figures.find(([name]) => name === given);
  send(act, act === 'bind' ? (figure ? figure[1] : '') : given);
});
// What was looked at is what is kept: a value typed since has to be looked at first.
element.addEventListener('input', event => { if (event.target === field('change')) forget(); });
document.addEventListener('click', event => {
  if (event.target.closest('#change-value') && looked) send('change', looked);
});
document.addEventListener('jushi-number', event => { at = event.detail; draw(); });
watch('value', learn);
learn();
