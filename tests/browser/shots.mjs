// docs/screenshots: the pages people meet first, on a phone and on a desktop.
//
//   BASE_PORT=8080 node tests/browser/shots.mjs
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { addressOf, launch, ARTICLE, EMPTY_VILLAGE, PORTAL, VILLAGE } from './browser.mjs';
import { signIn } from './staff.mjs';

const MAX_HEIGHT = 2600;
const MAX_BYTES = 400 * 1024;
const FOLDER = process.env.SHOTS ?? new URL('../../docs/screenshots/', import.meta.url).pathname;
const PAGES = [
  ['home', VILLAGE, '/'],
  ['article', VILLAGE, ARTICLE],
  ['data', VILLAGE, '/data'],
  ['data-umur', VILLAGE, '/data/umur'],
  ['layanan', VILLAGE, '/layanan'],
  ['layanan-satu', VILLAGE, '/layanan/domisili'],
  ['verifikasi', VILLAGE, '/verifikasi'],
  ['mandiri-masuk', VILLAGE, '/mandiri/masuk'],
  ['search', VILLAGE, '/cari?q=papuyu'],
  ['empty', EMPTY_VILLAGE, '/'],
  ['404', VILLAGE, '/tidak-ada'],
  ['portal', PORTAL, '/'],
  ['portal-peta', PORTAL, '/peta'],
  ['portal-kabar', PORTAL, '/kabar'],
  ['portal-data', PORTAL, '/data'],
];
// As the operator sees them.
const OFFICE = [
  ['kantor', '/kantor'],
  ['kantor-berita', '/kantor/artikel'],
  ['kantor-tulis', '/kantor/artikel/baru'],
  ['kantor-penduduk', '/kantor/penduduk'],
  ['kantor-keluarga', '/kantor/keluarga'],
  ['kantor-impor', '/kantor/penduduk/impor'],
  ['kantor-buku', '/kantor/penduduk/buku'],
  ['kantor-buku-induk', '/kantor/penduduk/buku/induk'],
  ['kantor-laporan', '/kantor/penduduk/laporan'],
  ['kantor-pada', '/kantor/penduduk/pada'],
  ['kantor-kelompok', '/kantor/kelompok'],
  ['kantor-rumah', '/kantor/rumah'],
  ['kantor-perbaikan', '/kantor/penduduk/perbaikan'],
  ['kantor-surat', '/kantor/surat'],
  ['kantor-surat-baru', '/kantor/surat/baru'],
  ['kantor-surat-buku', '/kantor/surat/buku'],
  ['kantor-surat-masuk', '/kantor/surat/masuk'],
  ['kantor-surat-jenis', '/kantor/surat/jenis'],
  ['kantor-surat-naskah', '/kantor/surat/jenis/ubah?jenis=domisili'],
  ['kantor-surat-aturan', '/kantor/surat/aturan'],
  ['kantor-warga', '/kantor/warga'],
  ['kantor-komentar', '/kantor/komentar'],
  ['kantor-foto', '/kantor/foto'],
  ['kantor-galeri', '/kantor/galeri'],
  ['kantor-halaman', '/kantor/halaman'],
  ['kantor-agenda', '/kantor/agenda'],
  ['kantor-perangkat', '/kantor/perangkat'],
  ['kantor-menu', '/kantor/menu'],
  ['kantor-tampilan', '/kantor/tampilan'],
  ['kantor-situs', '/kantor/situs'],
  ['kantor-beranda', '/kantor/beranda'],
  ['kantor-pengguna', '/kantor/pengguna'],
  ['kantor-catatan', '/kantor/catatan'],
  ['kantor-akun', '/kantor/akun'],
];
// As district IT sees them.
const CONSOLE = [
  ['konsol', '/konsol'],
  ['konsol-baru', '/konsol/baru'],
  ['konsol-banyak', '/konsol/banyak'],
  ['konsol-desa', `/konsol/desa/${VILLAGE}`],
  ['konsol-kabar', '/konsol/kabar'],
  ['konsol-kunci', '/konsol/kunci-program'],
  ['konsol-pengguna', '/konsol/pengguna'],
  ['konsol-catatan', '/konsol/catatan'],
  ['konsol-pembaruan', '/konsol/pembaruan'],
  ['konsol-kesehatan', '/konsol/kesehatan'],
  ['konsol-akun', '/konsol/akun'],
];
const only = process.argv[3];
const SIZES = [[390, 844], [1280, 900]];

const at = addressOf(process.env.BASE_PORT ?? process.argv[2] ?? '8080');
mkdirSync(FOLDER, { recursive: true });
const browser = await launch();
try {
  for (const [width, height] of SIZES) {
    const context = await browser.newContext({
      viewport: { width, height },
      javaScriptEnabled: false,
      locale: 'id-ID',
      timezoneId: 'Asia/Makassar',
      colorScheme: 'light',
      reducedMotion: 'no-preference',
    });
    for (const [name, label, path] of PAGES) {
      if (only && !name.includes(only)) continue;
      await shoot(context, name, at(label, path), [width, height]);
    }
    await context.close();
    for (const [role, label, pages] of [['operator', VILLAGE, OFFICE], ['superadmin', PORTAL, CONSOLE]]) {
      const wanted = pages.filter(([name]) => !only || name.includes(only));
      if (wanted.length === 0) continue;
      const storageState = await signIn(role, () => browser.newContext());
      const room = await browser.newContext({
        viewport: { width, height },
        storageState,
        locale: 'id-ID',
        timezoneId: 'Asia/Makassar',
        colorScheme: 'light',
      });
      for (const [name, path] of wanted) await shoot(room, name, at(label, path), [width, height]);
      await room.close();
    }
  }
} finally {
  await browser.close();
}

async function shoot(context, name, address, [width, height]) {
  const page = await context.newPage();
  const response = await page.goto(address, { waitUntil: 'load' });
  if (name !== '404' && !response.ok()) throw new Error(`${address}: ${response.status()}`);
  const full = await pageHeight(page);
  // A tall viewport, so that pictures that load late are there too.
  await page.setViewportSize({ width, height: Math.max(height, Math.min(full, MAX_HEIGHT)) });
  await page.waitForLoadState('networkidle');
  const file = `${FOLDER}${name}-${width}.png`;
  await page.screenshot({ path: file, animations: 'disabled' });
  shrink(file);
  console.log(`${name}-${width}.png  ${Math.round(statSync(file).size / 1024)} KB`);
  await page.close();
}

async function pageHeight(page) {
  const session = await page.context().newCDPSession(page);
  const { cssContentSize } = await session.send('Page.getLayoutMetrics');
  await session.detach();
  return Math.ceil(cssContentSize.height);
}

function shrink(file) {
  try {
    for (const colors of ['128', '64', '32']) {
      if (statSync(file).size <= MAX_BYTES) return;
      execFileSync('convert', [file, '+dither', '-colors', colors, '-strip', `PNG8:${file}`]);
    }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error(`${file} is large; ImageMagick (convert) would make it smaller`);
  }
}
