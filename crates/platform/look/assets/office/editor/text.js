// Between the textarea's HTML and the editor's document.
import { DOMParser as Reader, DOMSerializer } from 'prosemirror-model';
import { clean } from './paste.js';
import { schema } from './schema.js';

const serializer = DOMSerializer.fromSchema(schema);
// A document that loads nothing.
const inert = document.implementation.createHTMLDocument('');

// Text without any tag is what someone typed without the script: paragraphs at empty lines.
export function read(html) {
  const { body } = new DOMParser().parseFromString(/<[a-z!/]/i.test(html) ? clean(html).html : typed(html), 'text/html');
  return Reader.fromSchema(schema).parse(body);
}

function typed(text) {
  const escaped = text.replace(/&(?!\w+;|#)/g, '&amp;').replace(/</g, '&lt;').trim();
  return escaped.split(/\n\s*\n/).map((part) => `<p>${part.replace(/\n/g, '<br>')}</p>`).join('');
}

// One block a line, so that the textarea and the differences of revisions can be read.
export function write(doc) {
  const root = inert.createElement('div');
  root.append(serializer.serializeFragment(doc.content, { document: inert }));
  for (const waiting of root.querySelectorAll('[data-waiting]')) waiting.remove();
  for (const caption of root.querySelectorAll('figcaption')) if (!caption.textContent.trim()) caption.remove();
  for (const box of root.querySelectorAll('li, td, th')) {
    const [first, second] = box.children;
    if (first?.localName === 'p' && !first.className && (!second || ['ul', 'ol'].includes(second.localName))) {
      first.replaceWith(...first.childNodes);
    }
  }
  // Empty lines for distance: the style sheet knows better.
  for (const empty of root.querySelectorAll('p:empty, li:empty')) empty.remove();
  return [...root.children].map((block) => block.outerHTML).join('\n');
}
