// What a text may consist of: the same as what the server's allow-list lets through.
import { Schema } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';

const PLACES = ['left', 'right', 'wide'];
const SIDES = ['left', 'right', 'center'];
const classOf = (element, allowed) => allowed.find((name) => element.classList.contains(name)) ?? '';
const withClass = (name) => (name ? { class: name } : {});
const number = (text) => (/^\d{1,5}$/.test(text ?? '') ? Number(text) : null);

// Where a link may lead: the web, mail, telephone, this site.
export function safeHref(text) {
  const href = (text ?? '').trim();
  if (/^(https?:|mailto:|tel:|\/(?!\/))/i.test(href)) return href;
  return /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(href) ? `https://${href}` : '';
}

// Photos are this site's own; others' addresses would break or be watched.
export function ownSrc(text) {
  try {
    const url = new URL(text, location.href);
    return url.origin === location.origin && url.protocol.startsWith('http') ? url.pathname + url.search : '';
  } catch {
    return '';
  }
}

function photoAttrs(img, place) {
  const src = img && ownSrc(img.getAttribute('src'));
  if (!src) return false;
  const [width, height] = [number(img.getAttribute('width')), number(img.getAttribute('height'))];
  return { src, alt: img.getAttribute('alt') ?? '', width, height, place };
}

const cellSide = {
  default: '',
  getFromDOM: (cell) => classOf(cell, SIDES) || (SIDES.includes(cell.getAttribute('align')) ? cell.getAttribute('align') : ''),
  setDOMAttr: (value, attributes) => { if (value) attributes.class = value; },
};

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: {
      group: 'block',
      content: 'inline*',
      attrs: { kind: { default: '' } },
      parseDOM: [{ tag: 'p', getAttrs: (p) => ({ kind: classOf(p, ['lead', 'center']) }) }],
      toDOM: ({ attrs }) => ['p', withClass(attrs.kind), 0],
    },
    heading: {
      group: 'block',
      content: 'inline*',
      defining: true,
      attrs: { level: { default: 2 } },
      // The page has its own h1.
      parseDOM: [[1, 2], [2, 2], [3, 3], [4, 4], [5, 4], [6, 4]].map(([from, level]) => ({ tag: `h${from}`, attrs: { level } })),
      toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
    },
    blockquote: { group: 'block', content: 'block+', defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: () => ['blockquote', 0] },
    bullet_list: { group: 'block', content: 'list_item+', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    ordered_list: {
      group: 'block',
      content: 'list_item+',
      attrs: { start: { default: 1 } },
      parseDOM: [{ tag: 'ol', getAttrs: (ol) => ({ start: number(ol.getAttribute('start')) ?? 1 }) }],
      toDOM: ({ attrs }) => ['ol', attrs.start === 1 ? {} : { start: attrs.start }, 0],
    },
    list_item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    code_block: { group: 'block', content: 'text*', marks: '', code: true, defining: true, parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }], toDOM: () => ['pre', 0] },
    figure: {
      group: 'block',
      content: 'inline*',
      draggable: true,
      isolating: true,
      attrs: { src: {}, alt: { default: '' }, width: { default: null }, height: { default: null }, place: { default: '' } },
      parseDOM: [
        {
          tag: 'figure',
          getAttrs: (figure) => photoAttrs(figure.querySelector('img'), classOf(figure, PLACES)),
          contentElement: (figure) => figure.querySelector('figcaption') ?? document.createElement('figcaption'),
        },
        { tag: 'img', getAttrs: (img) => photoAttrs(img, classOf(img, PLACES)) },
      ],
      toDOM({ attrs: { src, alt, width, height, place } }) {
        return ['figure', withClass(place), ['img', { src, alt, width, height, loading: 'lazy' }], ['figcaption', 0]];
      },
    },
    // A photo on its way to the server; never written into the text.
    waiting: {
      group: 'block',
      atom: true,
      attrs: { id: {} },
      parseDOM: [{ tag: 'div[data-waiting]', getAttrs: (div) => ({ id: div.dataset.waiting }) }],
      toDOM: ({ attrs }) => ['div', { class: 'waiting', 'data-waiting': attrs.id }, 'Mengunggah foto…'],
    },
    ...tableNodes({ tableGroup: 'block', cellContent: '(paragraph | bullet_list | ordered_list)+', cellAttributes: { side: cellSide } }),
    hard_break: { group: 'inline', inline: true, selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
    text: { group: 'inline' },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (a) => { const href = safeHref(a.getAttribute('href')); return href ? { href } : false; } }],
      toDOM: ({ attrs }) => ['a', { href: attrs.href }, 0],
    },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    del: { parseDOM: [{ tag: 'del' }, { tag: 's' }, { tag: 'strike' }], toDOM: () => ['del', 0] },
    code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
    sub: { excludes: 'sup', parseDOM: [{ tag: 'sub' }], toDOM: () => ['sub', 0] },
    sup: { excludes: 'sub', parseDOM: [{ tag: 'sup' }], toDOM: () => ['sup', 0] },
  },
});
