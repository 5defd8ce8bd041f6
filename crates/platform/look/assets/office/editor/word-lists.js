// Word's lists are paragraphs that look like lists: mso-list:l0 level1 lfo1, with the bullet or the
// number as text in a span "mso-list:Ignore". They become real lists, nested by level.

const styleOf = (element) => (element.dataset?.style ?? '').toLowerCase();
const NUMBERED = /^\(?(\d{1,3}|[a-z]|[ivxlc]+)[.)]/i;

export function lists(body) {
  const items = [...body.querySelectorAll('p')].filter((p) => levelOf(p) > 0);
  const done = new Set();
  for (const first of items) {
    if (done.has(first)) continue;
    const run = [];
    for (let p = first; p && p.localName === 'p' && levelOf(p) > 0; p = p.nextElementSibling) run.push(p);
    for (const p of run) done.add(p);
    build(run);
  }
  for (const mark of [...body.querySelectorAll('[data-style]')].filter(isMark)) mark.remove();
}

function levelOf(p) {
  const style = styleOf(p);
  if (/mso-list\s*:\s*none/.test(style)) return 0;
  const level = /mso-list\s*:[^;]*level(\d)/.exec(style)?.[1];
  if (level) return Number(level);
  return /MsoListParagraph/.test(p.className) && markOf(p) ? 1 : 0;
}

const isMark = (element) => /mso-list\s*:\s*ignore/.test(styleOf(element));
const markOf = (p) => [...p.querySelectorAll('[data-style]')].find(isMark);

function build(run) {
  const { ownerDocument: page } = run[0];
  const open = [];
  for (const p of run) {
    const level = levelOf(p);
    const mark = markOf(p);
    const words = mark?.textContent.replace(/[\s\u00a0]+/g, '') ?? '';
    const number = NUMBERED.exec(words)?.[1];
    mark?.remove();
    while (open.length > 0 && open.at(-1).level > level) open.pop();
    if (open.at(-1)?.level === level && open.at(-1).numbered !== Boolean(number)) open.pop();
    if (open.at(-1)?.level !== level) {
      const list = page.createElement(number ? 'ol' : 'ul');
      if (Number(number) > 1) list.setAttribute('start', number);
      const parent = open.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else p.before(list);
      open.push({ level, list, numbered: Boolean(number) });
    }
    const item = page.createElement('li');
    const text = page.createElement('p');
    text.append(...p.childNodes);
    item.append(text);
    open.at(-1).list.append(item);
    p.remove();
  }
}
