// A photo is made small before it is sent: a camera's 8 MB take minutes on a weak line. Whatever does
// not work here is done by the server, so a file that resists is sent as it is.
import { each, make } from './page.js';

const SMALL_ENOUGH = 400 * 1024;

// <input type="file" data-shrink="1600">: the longest side, in pixels.
each('input[type=file][data-shrink]', (input) => {
  const status = make('span', { class: 'small muted', role: 'status' });
  input.after(status);
  let working = null;

  input.addEventListener('change', () => {
    const [file] = input.files;
    status.textContent = '';
    if (!file || file.size <= SMALL_ENOUGH || !file.type.startsWith('image/')) return;
    status.textContent = 'Mengecilkan foto…';
    const work = shrink(file, Number(input.dataset.shrink)).then((small) => {
      // Another photo was picked meanwhile.
      if (input.files[0] !== file) return;
      status.textContent = '';
      if (!small || small.size >= file.size) return;
      const chosen = new DataTransfer();
      chosen.items.add(small);
      input.files = chosen.files;
      status.textContent = `Foto dikecilkan dari ${size(file)} menjadi ${size(small)}.`;
    });
    working = work;
    work.finally(() => {
      if (working === work) working = null;
    });
  });

  input.form?.addEventListener('submit', (event) => {
    if (!working) return;
    event.preventDefault();
    const { submitter } = event;
    working.finally(() => input.form.requestSubmit(submitter));
  });
});

// Turned as the camera says, without where and when it was taken; nothing when the browser cannot.
async function shrink(file, side) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const part = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = make('canvas', { width: Math.round(picture.width * part), height: Math.round(picture.height * part) });
    const paper = canvas.getContext('2d');
    // What is transparent would be black in a JPEG.
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    const name = `${file.name.replace(/\.[^.]*$/, '')}.jpg`;
    return blob && new File([blob], name, { type: 'image/jpeg' });
  } catch {
    return null;
  }
}

function size({ size: bytes }) {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;
}
