// The journey of a table of residents: a bad file and its report, the right one, and what everybody
// reads of the village in numbers afterwards.
import { VILLAGE } from './browser.mjs';
import { at, inContext, newContext } from './kit.mjs';
import { press, signIn } from './staff.mjs';

const here = (path) => at(VILLAGE, path);
const HEAD = 'nama;nik;no_kk;sex;tanggallahir;kk_level;agama_id;rt';
// How many tables were sent: each has people of its own.
let sent = 0;

export async function census(width, javaScriptEnabled) {
  sent += 1;
  const serial = (Date.now() % 700) * 10 + sent * 3;
  const nik = (at) => `630304170890${String(serial + at).padStart(4, '0')}`;
  const card = `630304010120${String(serial).padStart(4, '0')}`;
  const row = (at, more = {}) => {
    const values = { name: `Warga Uji ${'ABCDEF'[at]}`, nik: nik(at), born: '17/08/1990', role: at === 0 ? '1' : '9', ...more };
    return [values.name, values.nik, card, '1', values.born, values.role, '1', '01'].join(';');
  };
  const bad = [HEAD, row(0, { nik: nik(0).slice(1) }), row(1, { born: '31/02/1990' }), row(2)].join('\n');
  const good = [HEAD, row(0), row(1), row(2)].join('\n');
  const problems = [];
  const before = await told();
  const storageState = await signIn('operator', newContext);
  await inContext({ storageState, javaScriptEnabled, viewport: { width, height: 844 } }, async (_, page) => {
    await send(page, 'penduduk-keliru.csv', bad);
    await comes(page, '#temuan');
    const found = await page.innerText('#temuan');
    for (const told of ['Baris 2', 'Baris 3']) if (!found.includes(told)) problems.push(`the report does not name ${told}: ${found}`);
    if (found.includes(nik(1))) problems.push('the report shows a NIK');
    await send(page, 'penduduk-benar.csv', good);
    await comes(page, 'form[action$="/mulai"]');
    await press(page, 'form[action$="/mulai"] button[type=submit]');
    await comes(page, 'h2:has-text("Hasil impor")');
  });
  const wanted = before + 3;
  for (let tries = 0; tries < 60; tries++) {
    if ((await told()) === wanted) return problems;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return [...problems, `the village tells ${await told()} people instead of ${wanted}`];
}

async function send(page, name, text) {
  await page.goto(here('/kantor/penduduk/impor'));
  await page.setInputFiles('[name=berkas]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await press(page, 'form[enctype] button[type=submit]');
}

// The page tells how far the work is; sooner or later what was asked for is there.
async function comes(page, selector) {
  for (let tries = 0; tries < 60; tries++) {
    if ((await page.locator(selector).count()) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.reload();
  }
  throw new Error(`${page.url()}: no ${selector}: ${await page.innerText('main')}`);
}

// How many people the public page tells, on a phone.
function told() {
  return inContext({ javaScriptEnabled: false }, async (_, page) => {
    await page.goto(here('/data/jenis-kelamin'));
    const total = page.locator('main table tr').last().locator('td').first();
    return (await total.count()) === 0 ? 0 : Number((await total.innerText()).replace(/\./g, ''));
  });
}
