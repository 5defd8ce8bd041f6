// The editor: replaces the textarea of a [data-editor] field and keeps it filled with clean HTML.
// Everything the server would strip cannot be written or pasted here in the first place.
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { schema } from './editor/schema.js';
import { read, write } from './editor/text.js';
import { clean, paragraphs } from './editor/paste.js';
import { plugins } from './editor/plugins.js';
import { photosOf } from './editor/photos.js';
import { toolbar } from './editor/toolbar.js';

for (const field of document.querySelectorAll('[data-editor]')) start(field);

function start(field) {
  const textarea = field.querySelector('textarea');
  const label = field.querySelector('label');
  const status = field.querySelector('[data-editor-status]');
  const tell = (text) => (status.textContent = text);
  const photos = photosOf(field, tell);
  let pending;

  const fresh = (html) => EditorState.create({ doc: read(html), plugins: plugins(tools.plugin) });
  const tools = toolbar(field, photos);
  const id = textarea.id;
  const view = new EditorView({ mount: field.querySelector('[data-write]') }, {
    state: fresh(textarea.value),
    attributes: {
      id,
      class: 'write body',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-labelledby': label.id,
      ...(textarea.getAttribute('aria-describedby') && { 'aria-describedby': textarea.getAttribute('aria-describedby') }),
      ...(textarea.dataset.required !== undefined && { 'aria-required': 'true' }),
      ...(textarea.getAttribute('aria-invalid') && { 'aria-invalid': 'true' }),
      spellcheck: 'false',
    },
    transformPastedHTML(html) {
      const { html: rest, images, lost } = clean(html);
      photos.expect(view, images, lost);
      return rest;
    },
    clipboardTextParser: (text, context, plain, { state }) => paragraphs(text, state.schema),
    handlePaste: (_, event) => photos.take(view, event.clipboardData, null),
    handleDrop(_, event, __, moved) {
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      return !moved && photos.take(view, event.dataTransfer, at?.pos ?? null);
    },
    handleDOMEvents: { blur: () => { flush(); } },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (!transaction.docChanged) return;
      clearTimeout(pending);
      pending = setTimeout(flush, 400);
    },
  });

  // The textarea is what is sent, kept on the device and given back after an error.
  function flush() {
    clearTimeout(pending);
    const html = write(view.state.doc);
    if (html === textarea.value) return;
    textarea.value = html;
    textarea.dispatchEvent(new Event('input', { bubbles: true }));
  }
  textarea.form?.addEventListener('formdata', ({ formData }) => {
    flush();
    formData.set(textarea.name, textarea.value);
  });
  textarea.addEventListener('banua:refill', () => view.updateState(fresh(textarea.value)));

  textarea.removeAttribute('id');
  textarea.hidden = true;
  field.querySelector('.editor').hidden = false;
  label.removeAttribute('for');
  label.addEventListener('click', () => view.focus());
  // The browser's and the server's way of writing the same text differ; that is no change.
  textarea.value = write(view.state.doc);
}
