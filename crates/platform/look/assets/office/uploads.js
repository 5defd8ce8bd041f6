// Several photos at once: one request a photo, two at a time, each with its own line.
import { ask, each, make } from './page.js';
import { Refused, send } from './send.js';

const AT_ONCE = 2;

each('form[data-uploads]', (form) => {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('[data-upload-list]');
  const status = form.querySelector('[data-upload-status]');
  const queue = [];
  const tally = { all: 0, done: 0, failed: 0 };
  let running = 0;

  form.querySelector('[data-plain]').hidden = true;
  input.required = false;
  input.addEventListener('change', () => {
    add(input.files);
    input.value = '';
  });
  for (const [event, over] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
    form.addEventListener(event, (drag) => {
      drag.preventDefault();
      form.classList.toggle('over', over);
      if (event === 'drop') add(drag.dataTransfer.files);
    });
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('beforeunload', (event) => {
    if (running > 0 || queue.length > 0) event.preventDefault();
  });

  function add(files) {
    for (const file of files) {
      tally.all += 1;
      const line = lineOf(file);
      list.append(line.element);
      queue.push(line);
    }
    next();
  }

  function next() {
    tell();
    while (running < AT_ONCE && queue.length > 0) {
      running += 1;
      queue.shift().start().finally(() => {
        running -= 1;
        next();
      });
    }
  }

  function tell() {
    if (tally.all === 0) return;
    const failed = tally.failed > 0 ? `, ${tally.failed} belum berhasil` : '';
    const words = `${tally.done} dari ${tally.all} foto terunggah${failed}.`;
    if (running + queue.length === 0 && tally.done > 0) {
      status.replaceChildren(`${words} `, make('a', { href: location.href }, 'Tampilkan di pustaka'));
    } else {
      status.textContent = words;
    }
  }

  function lineOf(file) {
    const bar = make('progress', { max: 1, value: 0, 'aria-label': `Mengunggah ${file.name}` });
    const words = make('span', { class: 'small muted' }, 'Menunggu giliran');
    const act = make('span');
    const picture = make('canvas', { width: 64, height: 64, 'aria-hidden': 'true' });
    const element = make('li', {}, picture, make('div', {}, make('b', {}, file.name), bar, words), act);
    const start = async () => {
      act.replaceChildren();
      bar.hidden = false;
      words.className = 'small muted';
      await draw(file, picture);
      try {
        const photo = await send(file, form.action, {
          progress: (part) => {
            bar.value = part;
            words.textContent = part < 1 ? `${Math.round(part * 100)} %` : 'Memeriksa foto…';
          },
          waiting: (text) => (words.textContent = text),
        });
        tally.done += 1;
        words.textContent = photo.known ? 'Sudah ada di pustaka' : 'Terunggah';
        bar.hidden = true;
        if (photo.alt_href) act.replaceWith(altOf(photo));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        tally.failed += 1;
        bar.hidden = true;
        words.textContent = error.message;
        words.className = 'small bad';
        if (error.passing) act.append(make('button', { type: 'button', class: 'btn ghost', onclick: again }, 'Coba lagi'));
      }
    };
    const again = () => {
      tally.failed -= 1;
      queue.push({ element, start });
      next();
    };
    return { element, start };
  }
});

// The words for those who cannot see the photo, saved when the field is left.
function altOf(photo) {
  const id = `alt-${photo.id}`;
  const said = make('span', { class: 'small muted', role: 'status' });
  const input = make('input', {
    class: 'input', id, maxlength: 300, value: photo.alt ?? '', autocomplete: 'off', placeholder: 'Apa yang tampak di foto ini?',
    onchange: async () => {
      said.textContent = 'Menyimpan…';
      try {
        const answer = await ask(photo.alt_href, { method: 'POST', body: new URLSearchParams({ alt: input.value }) });
        said.textContent = answer.ok ? 'Tersimpan' : answer.body.message ?? 'Belum tersimpan, coba lagi';
      } catch {
        said.textContent = 'Belum tersimpan: sambungan terputus';
      }
    },
  });
  return make('div', { class: 'f' }, make('label', { class: 'small', for: id }, 'Keterangan foto'), input, said);
}

// Drawn small on a canvas: needs no address of the file, and 200 photos fit into a phone's memory.
async function draw(file, canvas) {
  try {
    const picture = await createImageBitmap(file, { resizeWidth: 128 });
    const side = Math.min(picture.width, picture.height);
    canvas.getContext('2d').drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, 64, 64);
    picture.close();
  } catch {
    // A format the browser cannot show; the server says whether it can.
  }
}
