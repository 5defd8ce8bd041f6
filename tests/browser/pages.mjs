// Every public page the suite looks at: [village or portal, path, status].
import { ARTICLE, EMPTY_VILLAGE, PORTAL, VILLAGE } from './browser.mjs';

export const PAGES = [
  [VILLAGE, '/'],
  [VILLAGE, '/artikel'],
  [VILLAGE, ARTICLE],
  [VILLAGE, '/kategori/pelayanan'],
  [VILLAGE, '/arsip'],
  [VILLAGE, '/halaman/profil'],
  [VILLAGE, '/agenda'],
  [VILLAGE, '/galeri'],
  [VILLAGE, '/galeri/kampung-di-tepi-air'],
  [VILLAGE, '/pemerintahan'],
  [VILLAGE, '/kontak'],
  [VILLAGE, '/privasi'],
  [VILLAGE, '/layanan'],
  [VILLAGE, '/layanan/domisili'],
  [VILLAGE, '/verifikasi'],
  [VILLAGE, '/verifikasi/0000000000', 404],
  [VILLAGE, '/mandiri/masuk'],
  [VILLAGE, '/data'],
  [VILLAGE, '/data/pekerjaan'],
  [VILLAGE, '/cari'],
  [VILLAGE, '/cari?q=papuyu'],
  [VILLAGE, '/cari?q=tidakadaapapun'],
  [VILLAGE, '/kabupaten/vaksinasi-keliling'],
  [VILLAGE, '/tidak-ada', 404],
  [EMPTY_VILLAGE, '/'],
  [EMPTY_VILLAGE, '/kontak'],
  [PORTAL, '/'],
  [PORTAL, '/?q=sungai'],
  [PORTAL, '/?q=tidakadaapapun'],
  [PORTAL, '/kecamatan/sungai-tabuk'],
  [PORTAL, '/peta'],
  [PORTAL, '/kabar'],
  [PORTAL, '/data'],
  [PORTAL, '/kabar-kabupaten'],
  [PORTAL, '/kabar-kabupaten/vaksinasi-keliling'],
  [PORTAL, '/tidak-ada', 404],
].map(([label, path, status = 200]) => ({ label, path, status, name: `${label} ${path}` }));

const KB = 1024;

// Compressed bytes over the wire. `html` is the document with its inline CSS, `rest` all but the
// photographs of the content (/media/), `all` everything a phone loads at 390 px.
export const BUDGETS = [
  { label: VILLAGE, path: '/', name: 'home', html: 20 * KB, rest: 45 * KB, all: 250 * KB },
  { label: PORTAL, path: '/', name: 'portal', html: 20 * KB, rest: 45 * KB, all: 250 * KB },
  { label: PORTAL, path: '/peta', name: 'map', html: 32 * KB, rest: 56 * KB, all: 64 * KB },
  { label: VILLAGE, path: '/data', name: 'statistics', html: 24 * KB, rest: 45 * KB, all: 45 * KB },
  { label: VILLAGE, path: ARTICLE, name: 'article', html: 16 * KB, rest: 40 * KB, all: 180 * KB },
];
