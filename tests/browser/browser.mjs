// One Chromium for the suite and the screenshots. *.localhost resolves inside it.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  process.env.BANUA_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const VILLAGE = 'pembantanan';
export const EMPTY_VILLAGE = 'tanipah';
export const PORTAL = 'desa';
export const ARTICLE = '/artikel/perjalanan-selembar-tikar-purun';

export async function launch() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (!executablePath) {
    throw new Error('No Chromium found; install it (apt-get install chromium) or set BANUA_CHROMIUM.');
  }
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--no-proxy-server', '--disable-dev-shm-usage', '--disable-gpu',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb', '--hide-scrollbars'],
  });
}

export function addressOf(port) {
  return (label, path) => `http://${label}.localhost:${port}${path}`;
}
