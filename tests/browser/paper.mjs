// A letter on paper, as somebody far away gets it: printed, copied crookedly, sent on as a small picture.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function run(program, debian, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.code !== 'ENOENT') throw new Error(`${program} ${args.join(' ')}: ${error.stderr || error.message}`);
    throw new Error(`${program} is missing: sudo apt-get install ${debian}, or deploy/dev/prepare --purpose test`);
  }
}

// What the QR of a letter holds after its first page was rendered at 150 dpi, turned by three degrees
// and saved as a JPEG of quality 60. `page` is any page: its canvas does the turning.
export async function scanned(page, pdf, folder) {
  const picture = join(folder, 'halaman');
  run('pdftoppm', 'poppler-utils', ['-r', '150', '-png', '-singlefile', pdf, picture]);
  const jpeg = await page.evaluate(turned, readFileSync(`${picture}.png`).toString('base64'));
  const copy = join(folder, 'salinan.jpg');
  writeFileSync(copy, Buffer.from(jpeg, 'base64'));
  return run('zbarimg', 'zbar-tools', ['--quiet', '--raw', copy]).trim();
}

// Runs in the page.
async function turned(png) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate(3 * Math.PI / 180);
  pen.drawImage(image, -canvas.width / 2, -canvas.height / 2);
  return canvas.toDataURL('image/jpeg', 0.6).split(',')[1];
}

// What `banua letter verify` says of a file, or of a text on its standard input, with these keys alone.
export function verified(file, keys, input) {
  const banua = process.env.BANUA_PROGRAM ?? 'target/local/banua';
  const done = spawnSync(banua, ['letter', 'verify', file, '--keys', keys], { input, encoding: 'utf8' });
  if (done.error) throw done.error;
  return { code: done.status, said: `${done.stdout}${done.stderr}`.trim() };
}
