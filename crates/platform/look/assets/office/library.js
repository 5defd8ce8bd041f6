// The library as a dialog: choose one photo or upload a new one. Used by the photo fields and,
// through events, by the editor (another script):
//   banua:choose-photo { href, upload, done(photo or null) }    banua:send-photo { file, upload, done, failed }
import { each, make } from './page.js';
import { Refused, send } from './send.js';

document.addEventListener('banua:choose-photo', ({ detail }) => choose(detail.href, detail.upload).then(detail.done));
document.addEventListener('banua:send-photo', ({ detail }) =>
  send(detail.file, detail.upload).then(detail.done, (error) => detail.failed(error.message)));

// Resolves to { id, src, alt, width, height } or to null when the dialog is closed.
function choose(href, upload) {
  return new Promise((resolve) => {
    const results = make('div', { 'aria-busy': 'true' });
    const words = make('p', { class: 'small muted', role: 'status' });
    const search = make('input', { class: 'input', type: 'search', 'aria-label': 'Cari foto', placeholder: 'Cari foto' });
    const file = make('input', { class: 'input', type: 'file', accept: 'image/jpeg,image/png,image/webp,image/gif', id: 'pustaka-unggah', onchange: () => bring(file.files[0]) });
    const dialog = make('dialog', { 'aria-labelledby': 'pustaka-judul' },
      make('div', { class: 'stack' },
        make('div', { class: 'top' },
          make('h2', { id: 'pustaka-judul' }, 'Pilih foto'),
          make('button', { type: 'button', class: 'btn ghost', onclick: () => dialog.close() }, 'Tutup')),
        make('div', {}, make('label', { class: 'lab', for: 'pustaka-unggah' }, 'Unggah foto baru'), file),
        make('form', { class: 'find', onsubmit: (event) => { event.preventDefault(); load(search.value); } },
          search, make('button', { class: 'btn ghost' }, 'Cari')),
        words, results));
    let chosen = null;

    async function load(query, address = href) {
      const url = new URL(address, location.href);
      if (query) url.searchParams.set('q', query);
      url.searchParams.set('pilih', '1');
      results.setAttribute('aria-busy', 'true');
      try {
        const response = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });
        if (!response.ok) throw new Error(response.status);
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const photos = page.querySelector('.photos');
        const more = page.querySelector('a[rel=next]');
        results.querySelector('[data-next]')?.remove();
        if (address === href) results.replaceChildren();
        if (photos) results.append(document.adoptNode(photos));
        words.textContent = photos?.childElementCount ? '' : 'Belum ada foto yang cocok. Unggah foto baru di atas.';
        if (more) {
          const onclick = () => load('', more.getAttribute('href'));
          results.append(make('p', { class: 'apart', 'data-next': true }, make('button', { type: 'button', class: 'btn ghost', onclick }, 'Tampilkan lagi')));
        }
      } catch {
        words.textContent = 'Pustaka foto belum dapat dibuka. Periksa internet Anda, lalu coba lagi.';
      }
      results.removeAttribute('aria-busy');
    }

    async function bring(picked) {
      if (!picked) return;
      file.disabled = true;
      try {
        chosen = await send(picked, upload, {
          progress: (part) => (words.textContent = part < 1 ? `Mengunggah… ${Math.round(part * 100)} %` : 'Memeriksa foto…'),
          waiting: (text) => (words.textContent = text),
        });
        dialog.close();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        words.textContent = error.message;
      }
      file.disabled = false;
      file.value = '';
    }

    results.addEventListener('click', ({ target }) => {
      const button = target.closest('[data-choose]');
      if (!button) return;
      const { choose: id, src, alt, width, height } = button.dataset;
      chosen = { id, src, alt, width: Number(width), height: Number(height) };
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    load('');
  });
}

each('[data-photo-picker]', (picker) => {
  const name = picker.dataset.photoPicker;
  const button = picker.querySelector('[data-open-library]');
  const chosen = picker.querySelector('[data-chosen]');
  const id = picker.querySelector(`input[name="${name}"]`);
  const alt = picker.querySelector(`input[name="${name}_alt"]`);
  const drop = picker.querySelector('[data-drop-photo]');
  const show = (photo) => {
    chosen.hidden = !photo;
    id.value = photo?.id ?? '';
    alt.value = photo?.alt ?? '';
    chosen.querySelector('img')?.remove();
    if (photo) chosen.prepend(make('img', { src: photo.src, alt: photo.alt ?? '', width: 96, height: 96 }));
    drop.checked = false;
    id.dispatchEvent(new Event('change', { bubbles: true }));
  };
  picker.querySelector('[data-plain]').hidden = true;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const photo = await choose(button.dataset.openLibrary, button.dataset.upload);
    button.focus();
    if (!photo) return;
    show(photo);
    if (!photo.alt) alt.focus();
  });
  drop.addEventListener('change', () => drop.checked && show(null));
});
