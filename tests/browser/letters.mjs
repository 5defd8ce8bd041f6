// The journey of a letter, at 390 px on both sides of the counter: a resident gets a PIN, asks for a
// letter, corrects what was sent back and takes it away; the bank scans a bad copy of the paper.
//
//   BASE_PORT=8080 ACCOUNTS=file BANUA_PROGRAM=target/local/banua node tests/browser/letters.mjs [part of a test's name]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VILLAGE } from './browser.mjs';
import { at, expect, fetched, inContext, newContext, suite, together, widthOf } from './kit.mjs';
import { scanned, verified } from './paper.mjs';
import { press, signIn } from './staff.mjs';

const WIDTH = 390;
const OWN_PIN = '482915';
const PURPOSE = 'Membuka rekening bank';
const CORRECTED = 'Membuka rekening Bank Kalsel';
const REASON = 'Sebutkan nama banknya.';
// What the page that answers a scan may weigh, with everything it loads.
const VERDICT_BUDGET = 50 * 1024;
const PHOTO = new URL('../../crates/platform/media/tests/fixtures/foto_orient6_gps.jpg', import.meta.url).pathname;
const PDF = Buffer.from('%PDF-');
const here = (path) => at(VILLAGE, path);
let journeys = 0;

await suite(() => together([true, false].map((javaScriptEnabled) => ({
  names: [`letter ${javaScriptEnabled ? 'with scripts' : 'without scripts'}, ${WIDTH} px`],
  check: async () => [await letter(javaScriptEnabled)],
}))));

async function letter(javaScriptEnabled) {
  const folder = mkdtempSync(join(tmpdir(), 'banua-letter-'));
  const view = { javaScriptEnabled, viewport: { width: WIDTH, height: 844 } };
  const problems = [];
  const look = (context, page) => fits(context, page, problems);
  try {
    const operator = { ...view, storageState: await signIn('operator', newContext) };
    const head = { ...view, storageState: await signIn('kades', newContext) };
    const resident = somebody();
    const pin = await inContext(operator, (context, page) => admitted(page, resident, () => look(context, page)));
    const { inside, request } = await inContext(view, (context, page) => asked(page, resident, { pin, hasScripts: javaScriptEnabled }, () => look(context, page)));
    const desk = here(request.replace('/mandiri/surat/', '/kantor/surat/permohonan/'));
    await inContext(operator, (context, page) => sentBack(context, page, desk, problems));
    await inContext({ ...view, storageState: inside }, (context, page) => corrected(page, request, () => look(context, page)));
    await inContext(operator, (context, page) => verifiedAtDesk(page, desk, () => look(context, page)));
    await inContext(head, (context, page) => signed(page, resident, () => look(context, page)));
    const pdf = join(folder, 'surat.pdf');
    await inContext({ ...view, storageState: inside }, async (context, page) => {
      await downloaded(page, request, pdf);
      await look(context, page);
    });
    const text = await inContext({}, (_, page) => scanned(page, pdf, folder));
    const path = /\/V\/.*/.exec(text)?.[0];
    if (!path) return [...problems, `the QR leads nowhere: ${text}`];
    const bank = () => inContext(view, (context, page) => judged(context, page, path, problems));
    await offline(pdf, text, folder, problems);
    const first = await bank();
    if (!first.told.includes('asli dan berlaku')) problems.push(`the bank reads: ${first.told}`);
    if (first.told.includes(resident.nik) || first.told.includes(resident.name)) problems.push(`the bank reads who it is: ${first.told}`);
    await inContext(head, (context, page) => revoked(page, desk, () => look(context, page)));
    const second = await bank();
    if (!second.told.includes('dicabut')) problems.push(`after it was revoked the bank reads: ${second.told}`);
    return problems.length ? problems : `the page that answers weighs ${(first.bytes / 1024).toFixed(1)} KB`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Whom no other run knows; her NIK says when she was born.
function somebody() {
  journeys += 1;
  const serial = String((Date.now() % 4999) * 2 + journeys % 2).padStart(4, '0');
  const word = [...serial].map((digit) => 'bcdfghjklm'[digit] + 'aiueo'[digit % 5]).join('');
  return {
    name: `Noor${word} Uji`,
    nik: `630304520390${serial}`,
    card: `630304020220${serial}`,
  };
}

// --- the office

// The office writes her down and reads her first PIN to her.
async function admitted(page, { name, nik, card }, look) {
  await page.goto(here('/kantor/penduduk/baru'));
  await page.fill('[name=nama]', name);
  await page.fill('[name=nik]', nik);
  await page.fill('[name=no_kk]', card);
  await page.selectOption('[name=jenis_kelamin]', '2');
  await page.selectOption('[name=hubungan]', '1');
  await page.fill('[name=tempat_lahir]', 'Martapura');
  await page.fill('[name=tanggal_lahir]', '1990-03-12');
  await page.fill('[name=tanggal]', '2026-11-01');
  await page.fill('[name=tanggal_lapor]', '2026-11-02');
  await page.fill('[name=alamat]', 'Jalan Handil RT 02');
  await page.fill('[name=rt]', '02');
  await press(page, 'main form[enctype] button[type=submit]');
  await expect(page, 'h1', name);
  await page.goto(here('/kantor/warga'));
  await page.fill('[name=q]', name);
  await press(page, 'form[action="/kantor/warga/cari"] button[type=submit]');
  await press(page, `main .rows a:has-text("${name}")`);
  await look();
  await press(page, 'button[value=layar]');
  await look();
  return (await page.innerText('.big')).replace(/\D/g, '');
}

// The operator sees the answers, the photo without its place, and how the letter will read; and wants more.
async function sentBack(context, page, desk, problems) {
  await page.goto(here('/kantor/surat'));
  await fits(context, page, problems);
  await page.goto(desk);
  await expect(page, 'main', PURPOSE);
  await fits(context, page, problems);
  const cookies = await context.cookies();
  const photo = await fetched(await addressOf(page, 'main a[href*="/foto/"]'), cookies);
  if (photo.status !== 200 || !photo.type.startsWith('image/')) problems.push(`the photo in the office: ${photo.status} ${photo.type}`);
  if (photo.bytes.includes('Exif')) problems.push('the photo still says where and with what it was taken');
  const preview = await fetched(await addressOf(page, 'main a[href$="/pratinjau"]'), cookies);
  if (!preview.bytes.subarray(0, 5).equals(PDF)) problems.push(`the preview: ${preview.status} ${preview.type}`);
  await page.click('summary:has-text("Kembalikan atau tolak")');
  await page.fill('[name=alasan]', REASON);
  await press(page, 'button[value=kembalikan]');
  await expect(page, 'main', 'Perlu diperbaiki');
}

async function verifiedAtDesk(page, desk, look) {
  await page.goto(desk);
  await expect(page, 'main', CORRECTED);
  await press(page, 'button[value=periksa]');
  await page.goto(desk);
  await press(page, 'button[value=verifikasi]');
  await page.goto(desk);
  await expect(page, 'main .badge', 'Menunggu tanda tangan');
  await look();
}

// From the queue, with the box ticked. What is behind the box says whose letter it is.
async function signed(page, { name }, look) {
  await page.goto(here('/kantor/surat'));
  await look();
  await page.locator(`tr:has-text("${name}") .pick input`).check();
  await look();
  await press(page, '.bulk button[value=tandatangan]');
  await expect(page, '#kabar', '1 permohonan selesai');
}

async function revoked(page, desk, look) {
  await page.goto(desk);
  await press(page, 'main a[href^="/kantor/surat/buku/"]:not(.back)');
  await look();
  await page.fill('[name=alasan]', 'Ia sudah pindah.');
  await press(page, 'form[action$="/cabut"] button[type=submit]');
  await expect(page, 'main .badge', 'Dicabut');
}

// --- the resident

// In with the office's PIN, on with her own, and up to the request that was sent; her cookies and its path.
async function asked(page, { nik, name }, { pin, hasScripts }, look) {
  await page.goto(here('/mandiri/masuk'));
  await page.fill('[name=nik]', nik);
  await page.fill('[name=pin]', pin);
  await press(page, 'main form button[type=submit]');
  await page.fill('[name=baru]', OWN_PIN);
  await page.fill('[name=ulang]', OWN_PIN);
  await look();
  await press(page, 'form[action="/mandiri/pin"] button[type=submit]');
  await expect(page, 'h1', name);
  await look();
  await press(page, 'main a[href="/mandiri/surat/baru"]');
  await look();
  await press(page, 'main a[href$="jenis=domisili"]');
  await look();
  // First without an answer: nothing is sent, and the form says what is missing.
  await press(page, 'main form.form button[type=submit]');
  await expect(page, '.errors', 'Keperluan');
  await page.fill('[name=j_keperluan]', PURPOSE);
  await press(page, 'main form.form button[type=submit]');
  await expect(page, 'h2', 'Periksa jawaban Anda');
  const request = new URL(page.url()).pathname;
  const photos = page.locator(`form[action="${request}/foto"]`).first();
  await photos.locator('input[type=file]').setInputFiles(PHOTO);
  if (hasScripts) await shrunk(page, photos.locator('input[type=file]'));
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), photos.locator('button').click()]);
  await expect(page, '#kabar', 'Foto tersimpan');
  await expect(page, '.facts', PURPOSE);
  await look();
  await press(page, 'button[value=kirim]');
  await expect(page, 'main .badge', 'Menunggu diperiksa');
  await look();
  return { inside: await page.context().storageState(), request };
}

// A camera's photo is made small on her phone; what is sent is what fits.
async function shrunk(page, input) {
  const photo = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3000, 2000);
    const paper = canvas.getContext('2d');
    const noise = paper.createImageData(3000, 2000);
    let seed = 1;
    noise.data.forEach((_, at, data) => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      data[at] = at % 4 === 3 ? 255 : seed >> 16;
    });
    paper.putImageData(noise, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    const reader = new FileReader();
    const read = new Promise((resolve) => reader.addEventListener('load', resolve));
    reader.readAsDataURL(blob);
    await read;
    return reader.result.split(',')[1];
  });
  const buffer = Buffer.from(photo, 'base64');
  await input.setInputFiles({ name: 'IMG_0001.png', mimeType: 'image/jpeg', buffer });
  await page.getByText('Foto dikecilkan dari').waitFor();
  const sent = await input.evaluate(({ files: [file] }) => ({ size: file.size, name: file.name }));
  if (sent.size >= buffer.length / 2 || sent.name !== 'IMG_0001.jpg') {
    throw new Error(`a photo of ${buffer.length} bytes is sent as ${JSON.stringify(sent)}`);
  }
}

// She reads what is wanted on her first page's way to her letters, changes her answer, and sends it again.
async function corrected(page, request, look) {
  await page.goto(here('/mandiri'));
  await expect(page, 'main', 'perlu Anda lengkapi');
  await press(page, 'main a[href="/mandiri/surat"]');
  await look();
  await press(page, `main a[href="${request}"]`);
  await expect(page, '.notice', REASON);
  await press(page, `main a[href="${request}/ubah"]`);
  if ((await page.inputValue('[name=j_keperluan]')) !== PURPOSE) throw new Error('what she wrote is lost');
  await page.fill('[name=j_keperluan]', CORRECTED);
  await look();
  await press(page, 'main form.form button[type=submit]');
  await expect(page, '.facts', CORRECTED);
  await press(page, 'button[value=kirim]');
  await expect(page, 'main .badge', 'Menunggu diperiksa');
}

// The paper is printed in the background; sooner or later it is there.
async function downloaded(page, request, to) {
  const link = page.locator('main a', { hasText: 'Unduh surat' });
  await page.goto(here(request));
  for (let tries = 0; tries < 60 && (await link.count()) === 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.reload();
  }
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  if (!file.suggestedFilename().endsWith('.pdf')) throw new Error(`the letter is called ${file.suggestedFilename()}`);
  await file.saveAs(to);
  if (!readFileSync(to).subarray(0, 5).equals(PDF)) throw new Error('the letter is no PDF');
}

// --- the bank

// Somebody without an account opens what the QR holds. Its host is the village's public one, written in
// capitals; here the same path at the service's own port.
async function judged(context, page, path, problems) {
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  const response = await page.goto(here(path), { waitUntil: 'networkidle' });
  if (!response.ok()) problems.push(`the bank's page answers ${response.status()}`);
  if (bytes === 0 || bytes > VERDICT_BUDGET) problems.push(`the page that answers weighs ${bytes} bytes`);
  await fits(context, page, problems);
  return { told: await page.innerText('main'), bytes };
}

// The same without the village: with its keys alone.
async function offline(pdf, text, folder, problems) {
  const keys = join(folder, 'banua-keys.json');
  writeFileSync(keys, (await fetched(here('/.well-known/banua-keys.json'))).bytes);
  const forged = text.slice(0, -20) + (text.at(-20) === '7' ? 'Q' : '7') + text.slice(-19);
  for (const [what, file, input, code] of [
    ['the PDF', pdf, undefined, 0],
    ['the QR', '-', text, 0],
    ['a forged QR', '-', forged, 1],
  ]) {
    const told = verified(file, keys, input);
    if (told.code !== code) problems.push(`banua letter verify of ${what} ends with ${told.code}: ${told.said}`);
  }
  const changed = join(folder, 'diubah.pdf');
  const bytes = readFileSync(pdf);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(changed, bytes);
  if (verified(changed, keys).code !== 1) problems.push('banua letter verify does not see a changed PDF');
}

// --- what each step shares

async function addressOf(page, selector) {
  return here(await page.locator(selector).first().getAttribute('href'));
}

async function fits(context, page, problems) {
  const wide = await widthOf(context, page);
  if (wide > WIDTH) problems.push(`${new URL(page.url()).pathname} is ${wide} px wide`);
}
