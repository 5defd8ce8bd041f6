// What the suites share: one browser, checks with their reasons, axe and html-validate.
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { addressOf, launch } from './browser.mjs';
import { RULES } from './htmlvalidate.mjs';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const only = process.argv[2];
const phone = {
  viewport: { width: 390, height: 844 },
  locale: 'id-ID',
  timezoneId: 'Asia/Makassar',
  reducedMotion: 'reduce',
};
const validator = new HtmlValidate(RULES);
const browser = await launch();
let passed = 0;
let failed = 0;

export const at = addressOf(process.env.BASE_PORT ?? '8080');

// Runs the checks and ends the process's browser with what came of them.
export async function suite(checks) {
  try {
    await checks();
  } finally {
    await browser.close();
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && (passed > 0 || only) ? 0 : 1;
}

// A check returns what is wrong, as lines; a string instead is said next to its name.
export async function test(name, check) {
  if (only && !name.includes(only)) return;
  let problems;
  try {
    problems = await check();
  } catch (error) {
    problems = [error.message];
  }
  if (typeof problems === 'string' || problems.length === 0) {
    passed += 1;
    console.log(`ok    ${name}${typeof problems === 'string' ? `  (${problems})` : ''}`);
    return;
  }
  failed += 1;
  console.log(`FAIL  ${name}`);
  for (const problem of problems) console.log(`        ${problem}`);
}

export const newContext = (options) => browser.newContext({ ...phone, ...options });

export async function inContext(options, work) {
  const context = await newContext(options);
  try {
    return await work(context, await context.newPage());
  } finally {
    await context.close();
  }
}

// What a browser with the cookies of this context is given, as bytes. Outside of Chromium nobody knows
// *.localhost, so the host is said and not looked up.
export async function fetched(context, address) {
  const { host, port, pathname, search } = new URL(address);
  const cookie = (await context.cookies(address)).map(({ name, value }) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: pathname + search, headers: { host, cookie } }, async (answer) => {
      const parts = await answer.toArray();
      resolve({ status: answer.statusCode, type: answer.headers['content-type'] ?? '', bytes: Buffer.concat(parts) });
    }).on('error', reject);
  });
}

export async function problemsOf(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`));
}

// What axe finds on a page that is open, in a context that bypasses the page's policy.
export async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } }),
    WCAG,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`));
}

// How wide the page really is.
export async function widthOf(context, page) {
  const session = await context.newCDPSession(page);
  const { cssContentSize } = await session.send('Page.getLayoutMetrics');
  await session.detach();
  return Math.ceil(cssContentSize.width);
}

// Waits until a place of the page says this.
export async function expect(page, selector, text) {
  const place = page.locator(selector, { hasText: text }).first();
  try {
    await place.waitFor({ state: 'attached', timeout: 10000 });
  } catch {
    const shown = await page.locator(selector).first().innerText({ timeout: 1000 }).catch(() => '(nothing)');
    throw new Error(`${page.url()}: "${text}" is not in ${selector}, which says: ${shown.slice(0, 400)}`);
  }
}
