// The way into the office for scripts: accounts that `banua example-accounts` made.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PORTAL, VILLAGE, addressOf } from './browser.mjs';

const at = addressOf(process.env.BASE_PORT ?? '8080');
const accounts = JSON.parse(readFileSync(process.env.ACCOUNTS ?? 'var/example-accounts.json', 'utf8'));

// The six digits of an authenticator now (RFC 6238).
export function code(secret) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// Roles of the district come in at the console of the portal.
const DISTRICT = ['superadmin', 'auditor', 'pembina'];

async function enter(page, role) {
  const [label, base] = DISTRICT.includes(role) ? [PORTAL, '/konsol'] : [VILLAGE, '/kantor'];
  const here = (path) => at(label, path);
  const account = accounts.find((one) => one.role === role && one.host.startsWith(`${label}.`));
  // A code opens once; the next one comes within half a minute.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await page.goto(here(`${base}/masuk`));
    await page.fill('[name=email]', account.login);
    await page.fill('[name=sandi]', account.password);
    await press(page, 'button[type=submit]');
    if (account.totp_secret) {
      await page.fill('[name=kode]', code(account.totp_secret));
      await press(page, 'button[type=submit]');
    }
    if (new URL(page.url()).pathname === base) return;
    await new Promise((resolve) => setTimeout(resolve, 31000 - (Date.now() % 30000)));
  }
  throw new Error(`${role} cannot come in: ${page.url()}`);
}

// Presses a button that leads to another page.
export async function press(page, selector) {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click(selector)]);
}

const sessions = new Map();

// Cookies of somebody who is in; each role comes in once, whoever asks meanwhile waits for it.
export function signIn(role, newContext) {
  if (!sessions.has(role)) sessions.set(role, comesIn(role, newContext));
  return sessions.get(role);
}

async function comesIn(role, newContext) {
  const context = await newContext();
  try {
    await enter(await context.newPage(), role);
    return await context.storageState();
  } finally {
    await context.close();
  }
}
