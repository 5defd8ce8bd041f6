// One photo to the server: progress, a broken line tried again, refusals in plain words.
import { csrf, renewCsrf } from './page.js';

const WAITS = [1000, 3000, 9000];
const LIMIT = 25 * 1024 * 1024;
const LOST = 'Sesi Anda berakhir. Masuklah lagi di tab baru, lalu tekan "Coba lagi".';
const REFUSALS = {
  401: LOST,
  403: LOST,
  413: 'Foto ini lebih besar dari 25 MB. Kirim lewat WhatsApp ke diri sendiri dulu, hasilnya lebih kecil.',
  415: 'Berkas ini bukan foto yang dikenal. Pakai JPG, PNG, atau WebP.',
  429: 'Terlalu banyak foto dalam waktu singkat. Tunggu sebentar, lalu coba lagi.',
};

// `passing` refusals may go well later; the others never will with this file.
export class Refused extends Error {
  constructor(message, passing) {
    super(message);
    this.passing = passing;
  }
}

// Why a file need not even be sent, or ''.
export function unfit(file) {
  if (file.size > LIMIT) return REFUSALS[413];
  if (file.size === 0) return 'Berkas ini kosong.';
  if (file.type && !file.type.startsWith('image/')) return REFUSALS[415];
  return '';
}

// Gives { id, src, alt, width, height, known, alt_href } or throws Refused with the words to show.
// `progress` gets 0 to 1, `waiting` the words while the line is down.
export async function send(file, url, { progress = () => {}, waiting = () => {} } = {}) {
  const words = unfit(file);
  if (words) throw new Refused(words, false);
  for (let attempt = 0; ; attempt += 1) {
    const { status, body } = await once(file, url, progress);
    if (status >= 200 && status < 300) return body;
    const broken = status === 0 || status === 408 || (status >= 502 && status <= 504);
    if ((status === 401 || status === 403) && (await renewCsrf())) continue;
    if (!broken) {
      const passing = [401, 403, 429].includes(status) || status >= 500;
      throw new Refused(body.message ?? REFUSALS[status] ?? 'Server belum dapat menerima foto ini. Coba lagi sebentar.', passing);
    }
    if (attempt >= WAITS.length) {
      throw new Refused('Sambungan terputus terus. Fotonya masih di sini; tekan "Coba lagi" bila internet sudah baik.', true);
    }
    waiting('Sambungan terputus, mencoba lagi…');
    await pause(WAITS[attempt]);
  }
}

function once(file, url, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('csrf', csrf());
    form.append('foto', file, file.name || 'foto.jpg');
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-csrf-token', csrf());
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total ? loaded / total : 0));
    for (const event of ['error', 'abort', 'timeout']) {
      request.addEventListener(event, () => resolve({ status: 0, body: {} }));
    }
    request.addEventListener('load', () => {
      // A redirect to the login arrives as its page.
      const json = request.getResponseHeader('content-type')?.includes('json');
      const status = json || request.status >= 400 ? request.status : 401;
      resolve({ status, body: json ? JSON.parse(request.responseText) : {} });
    });
    request.send(form);
  });
}

// Waits, and does not try while the phone itself says that there is no line.
function pause(time) {
  return new Promise((resolve) => setTimeout(() => {
    if (navigator.onLine) resolve();
    else addEventListener('online', resolve, { once: true });
  }, time));
}
