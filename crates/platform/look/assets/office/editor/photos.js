// Photos in the text: from the library, pasted, dropped, or inside what Word pasted. They go to the
// server first; until then a box stands in their place.
import { NodeSelection } from 'prosemirror-state';
import { ask } from './asks.js';
import { schema } from './schema.js';

const { figure, waiting } = schema.nodes;

// Behind the block with the cursor, so that no photo stands inside a list or a table.
const behind = ({ $to, to }) => ($to.depth > 0 ? $to.after(1) : to);

export function photosOf(field, tell) {
  const { library, upload } = field.dataset;
  let missing = '';

  function attrsOf(photo, alt = '') {
    const { src, width, height } = photo;
    return { src, alt: photo.alt || alt, width, height };
  }

  function replaceWaiting(view, id, node) {
    view.state.doc.descendants((found, at) => {
      if (found.type !== waiting || found.attrs.id !== id) return true;
      const { tr } = view.state;
      view.dispatch(node ? tr.replaceWith(at, at + found.nodeSize, node) : tr.delete(at, at + found.nodeSize));
      return false;
    });
  }

  function send(view, { id, file, alt }) {
    if (!upload) {
      replaceWaiting(view, id, null);
      tell('Foto tidak dapat ditempel di sini.');
      return;
    }
    tell('Mengunggah foto…');
    document.dispatchEvent(new CustomEvent('banua:send-photo', {
      detail: {
        file,
        upload,
        done(photo) {
          replaceWaiting(view, id, figure.create(attrsOf(photo, alt)));
          tell(`Foto terpasang. Jangan lupa keterangannya: ketuk foto, lalu "Keterangan foto".${missing}`);
        },
        failed(message) {
          replaceWaiting(view, id, null);
          tell(`Foto tidak terpasang. ${message}`);
        },
      },
    }));
  }

  return {
    // Pictures that stood in pasted HTML: their boxes are in the document a moment later.
    expect(view, images, lost) {
      missing = lost > 0
        ? ` ${lost} foto tidak ikut tersalin, karena Word atau situs lain menyimpannya di tempat lain. Pasang dengan tombol "Sisipkan foto".`
        : '';
      if (missing) tell(missing.trim());
      setTimeout(() => images.forEach((image) => send(view, image)));
    },

    // Files pasted or dropped by themselves. Word also sends a picture of its text; that is no photo.
    take(view, data, at) {
      const files = [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
      if (files.length === 0 || data.types.includes('text/html') || data.types.includes('text/rtf')) return false;
      for (const file of files) {
        const id = `berkas-${Date.now()}-${Math.random().toString(36).slice(2)}`;
        const { tr, selection } = view.state;
        view.dispatch(tr.insert(at === null ? behind(selection) : behind({ $to: tr.doc.resolve(at), to: at }), waiting.create({ id })));
        send(view, { id, file, alt: '' });
      }
      return true;
    },

    choose(view) {
      const done = async (photo) => {
        view.focus();
        if (!photo) return;
        const attrs = attrsOf(photo);
        if (!attrs.alt) attrs.alt = (await askAlt('')) ?? '';
        const { tr, selection } = view.state;
        const at = behind(selection);
        tr.insert(at, figure.create(attrs));
        view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, at)).scrollIntoView());
        view.focus();
      };
      document.dispatchEvent(new CustomEvent('banua:choose-photo', { detail: { href: library, upload, done } }));
    },

    async describe(view, at) {
      const alt = await askAlt(view.state.doc.nodeAt(at).attrs.alt);
      if (alt !== null) view.dispatch(view.state.tr.setNodeAttribute(at, 'alt', alt));
      view.focus();
    },
  };
}

const askAlt = (value) => ask({
  title: 'Keterangan foto',
  label: 'Apa yang tampak di foto ini?',
  hint: 'Dibacakan kepada orang yang tidak dapat melihatnya. Contoh: Warga memperbaiki titian kayu.',
  value,
  button: 'Simpan keterangan',
});
