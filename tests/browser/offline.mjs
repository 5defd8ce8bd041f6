// The page that checks letters without a network, opened from the disk as whoever keeps it on a stick does.
//
//   node tests/browser/offline.mjs
import { readFileSync } from 'node:fs';
import { inContext, problemsOf, suite, together, widthOf } from './kit.mjs';

const page = new URL('../../docs/verify-offline.html', import.meta.url);
const vector = (name) => new URL(`../../crates/features/letters/tests/vector/${name}`, import.meta.url);
const read = (name) => readFileSync(vector(name), 'utf8').trim();
const keys = read('banua-keys.json');
const text = read('letter.txt');
const pdf = readFileSync(vector('letter.pdf'));
const changed = Buffer.from(pdf);
changed[changed.length >> 1] ^= 1;

// One letter of a text as another one.
const forged = (at) => text.slice(0, at) + (text[at] === '7' ? 'Q' : '7') + text.slice(at + 1);

await suite(() => together([
  { names: ['offline: valid HTML'], check: async () => [await problemsOf(readFileSync(page, 'utf8'))] },
  ...[
    ['a genuine QR', { letter: text }, 'good', ['Surat asli', 'Desa Pembantanan', '400.12.2.1/012/PBT/XI/2026', 'S*** R***', '25 November 2026']],
    ['a QR in small letters', { letter: text.toLowerCase() }, 'good', ['Surat asli']],
    ['a genuine file', { file: pdf }, 'good', ['berkasnya tidak berubah']],
    ['a file that was changed', { file: changed }, 'bad', ['Berkas diubah']],
    ['a forged signature', { letter: forged(text.length - 20) }, 'bad', ['Surat palsu']],
    ['a forged summary', { letter: forged(text.indexOf('/V/') + 100) }, 'bad', []],
    ['another address', { letter: forged(text.indexOf('/V/') + 5) }, 'bad', ['Surat palsu']],
    ['a QR that is cut off', { letter: text.slice(0, -9) }, 'bad', ['Bukan surat']],
    ['anything else', { letter: 'halo <b>dunia</b>' }, 'bad', ['Bukan surat']],
    ['no letter', {}, 'warn', ['tempel tulisan']],
    ['keys that were changed', { letter: text, keys: keys.replace(/"id": "./, '"id": "_') }, 'warn', ['pernah diubah']],
    ['keys of another village', { letter: text, keys: keys.replace('6303042007', '6303042008') }, 'bad', ['kunci desa lain']],
    ['a key that was retired before', { letter: text, keys: keys.replace('"retired": null', '"retired": "2026-11-20T00:00:00Z"') }, 'bad', ['tidak dipakai lagi']],
    ['no keys', { letter: text, keys: '' }, 'warn', ['kunci desa']],
  ].map(([name, given, is, said]) => ({
    names: [`offline: ${name}`],
    check: async () => [await judges(given, is, said)],
  })),
]));

function judges({ letter = '', file, keys: typed = keys }, is, said) {
  return inContext({ offline: true }, async (context, tab) => {
    const problems = [];
    tab.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    tab.on('request', (request) => {
      if (request.url() !== page.href) problems.push(`asks for ${request.url()}`);
    });
    // While letters of the vector are good.
    await tab.clock.setFixedTime(new Date('2026-12-24T10:00:00+08:00'));
    await tab.goto(page.href);
    await tab.fill('#keys', typed);
    await tab.fill('#letter', letter);
    if (file) await tab.setInputFiles('#letter-file', { name: 'surat.pdf', mimeType: 'application/pdf', buffer: file });
    await tab.click('button');
    await tab.waitForSelector('#result:not([hidden])');
    const result = tab.locator('#result');
    const told = await result.innerText();
    if (await result.getAttribute('data-is') !== is) problems.push(`is not ${is}: ${told}`);
    problems.push(...said.filter((words) => !told.includes(words)).map((words) => `"${words}" is not in: ${told}`));
    const wide = await widthOf(context, tab);
    if (wide > 390) problems.push(`the page is ${wide} px wide`);
    return problems;
  });
}
