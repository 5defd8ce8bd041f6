// What comes from Word, Google Docs, WhatsApp and the web, made plain before the editor reads it.
import { Fragment, Slice } from 'prosemirror-model';
import { lists } from './word-lists.js';
import { ownSrc } from './schema.js';

let counter = 0;

// Gives the plain HTML, the pictures it carried inside as [{ id, file }], and how many were lost.
export function clean(html) {
  const page = new DOMParser().parseFromString(inert(html), 'text/html');
  const { body } = page;
  lists(body);
  tags(body);
  emphasis(body);
  const found = pictures(body);
  spaces(body);
  return { html: body.innerHTML, ...found };
}

const FOREIGN = /<(style|script|xml|head|title|svg|math|iframe|object|template|noscript|select|button)\b[\s\S]*?<\/\1\s*>/gi;

// Office's own parts and what runs go. Style attributes are kept under another name, because parsing
// them would offend the content policy, while Word's lists can only be told by them.
function inert(html) {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<!\[[^>]*>/g, '')
    .replace(FOREIGN, '')
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)(\s*=)/gi, ' data-$1$2'));
}

const styleOf = (element) => (element.dataset?.style ?? '').toLowerCase();

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function tags(body) {
  for (const element of body.querySelectorAll('*')) {
    if (/display\s*:\s*none|mso-hide\s*:\s*all/.test(styleOf(element))) element.remove();
    // <o:p>, <w:sdt>, <st1:place>
    else if (element.localName.includes(':')) unwrap(element);
    else if (element.localName === 'p' && /\bMsoTitle\b/.test(element.className)) rename(element, 'h2');
    else if (element.localName === 'caption' || element.localName === 'dt' || element.localName === 'dd') {
      const table = element.closest('table');
      if (element.localName === 'caption' && table) table.before(element);
      rename(element, 'p');
    }
  }
}

// Bold and italic that are only style, and <b> that only carries a whole document.
function emphasis(body) {
  for (const element of body.querySelectorAll('b, strong, i, em, span, font')) {
    const style = styleOf(element);
    const weight = /(?:^|[;\s])font-weight\s*:\s*(\w+)/.exec(style)?.[1];
    const slant = /(?:^|[;\s])font-style\s*:\s*(\w+)/.exec(style)?.[1];
    const { localName } = element;
    if ((localName === 'b' || localName === 'strong') && (weight === 'normal' || weight === '400')) unwrap(element);
    else if ((localName === 'i' || localName === 'em') && slant === 'normal') unwrap(element);
    else if (localName === 'span' || localName === 'font') {
      if (element.closest('h1, h2, h3, h4, h5, h6')) continue;
      if (weight === 'bold' || Number(weight) >= 600) wrapInside(element, 'strong');
      if (slant === 'italic') wrapInside(element, 'em');
    }
  }
  // A heading is bold already.
  for (const bold of body.querySelectorAll(':is(h1, h2, h3, h4, h5, h6) :is(b, strong)')) unwrap(bold);
}

function wrapInside(element, name) {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

function pictures(body) {
  const images = [];
  let lost = 0;
  for (const img of body.querySelectorAll('img')) {
    const src = img.getAttribute('src') ?? '';
    if (ownSrc(src)) {
      if (!img.closest('figure')) lift(img, img);
      continue;
    }
    const file = fileOf(src);
    if (file) {
      const id = `tempel-${Date.now()}-${counter += 1}`;
      images.push({ id, file, alt: img.getAttribute('alt') ?? '' });
      const place = body.ownerDocument.createElement('div');
      place.dataset.waiting = id;
      lift(img, place);
    } else {
      // Spacers and tracking dots are nobody's loss.
      if (!(Number(img.getAttribute('width')) < 8)) lost += 1;
      img.remove();
    }
  }
  return { images, lost };
}

// Puts `block` where the picture was, but beside its paragraph or table instead of inside.
function lift(img, block) {
  const around = img.closest('table') ?? img.closest('p, h1, h2, h3, h4, h5, h6, figure');
  if (around) around.after(block);
  else if (block !== img) img.replaceWith(block);
  if (block !== img) img.remove();
}

// The file inside a data: address; SVG is not a photo.
function fileOf(src) {
  const [, type, data] = /^data:(image\/(?:png|jpe?g|gif|webp|bmp));base64,(.*)$/is.exec(src) ?? [];
  if (!data) return null;
  try {
    const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
    return new File([bytes], `tempelan.${type.split('/')[1]}`, { type });
  } catch {
    return null;
  }
}

// Word writes hard spaces everywhere, empty paragraphs for distance, and line ends inside words.
function spaces(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest('pre')) {
      node.data = node.data.replace(/[\u200b\u2060\ufeff]/g, '').replace(/[\s\u00a0]+/g, ' ');
    }
  }
  for (const block of body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div:not([data-waiting])')) {
    if (!block.textContent.trim() && !block.querySelector('img, [data-waiting], table, hr')
      && !block.closest('td, th, li')) block.remove();
  }
}

// Plain text, such as a WhatsApp message: an empty line parts paragraphs, a single one stays one.
// Its *stars* and _lines_ are kept as they are: they may be meant.
export function paragraphs(text, schema) {
  const { paragraph, hard_break: line } = schema.nodes;
  const blocks = text.replace(/\r\n?/g, '\n').trim().split(/\n[^\S\n]*\n\s*/).map((part) => {
    const content = part.split('\n').flatMap((words, index) => [
      ...(index > 0 ? [line.create()] : []),
      ...(words.trim() ? [schema.text(words.trim())] : []),
    ]);
    return paragraph.create(null, content);
  });
  return new Slice(Fragment.from(blocks), 1, 1);
}
