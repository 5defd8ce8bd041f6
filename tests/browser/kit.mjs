// What the suites share: one browser, checks with their reasons, axe and html-validate.
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { HtmlValidate } from 'html-validate';
import { addressOf, launch } from './browser.mjs';
import { RULES } from './htmlvalidate.mjs';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const only = process.argv[2];
// Checks wait for pages as often as for the processor: one more than there are processors.
const AT_ONCE = Math.min(4, availableParallelism());
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

// Several at a time, of those that do not disturb each other, told of in their order. One check may
// answer for several names: it returns what is wrong for each of them.
export async function together(checks, atOnce = AT_ONCE) {
  const wanted = checks.filter(({ names }) => names.some(isWanted));
  const waiting = [...wanted];
  const results = new Map(wanted.map((one) => {
    let settle;
    const result = new Promise((resolve) => { settle = resolve; });
    return [one, { result, settle }];
  }));
  const work = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      results.get(one).settle(await one.check().catch((error) => one.names.map(() => [error.message])));
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, wanted.length) }, work);
  for (const one of wanted) {
    const found = await results.get(one).result;
    one.names.forEach((name, at) => { if (isWanted(name)) tell(name, found[at]); });
  }
  await Promise.all(workers);
}

const isWanted = (name) => !only || name.includes(only);

function tell(name, problems) {
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

// What a browser with these cookies is given, as bytes. Outside of Chromium nobody knows *.localhost, so
// the host is said and not looked up.
export function fetched(address, cookies = []) {
  const { hostname, host, port, pathname, search } = new URL(address);
  const sent = cookies.filter(({ domain }) => domain === hostname);
  const cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { host, accept: 'text/html', ...(cookie && { cookie }) };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: pathname + search, headers }, async (answer) => {
      const parts = await answer.toArray();
      resolve({ status: answer.statusCode, type: answer.headers['content-type'] ?? '', bytes: Buffer.concat(parts) });
    }).on('error', reject);
  });
}

// Asks again when the answer is 503: on a machine that is busy enough a service waits for Redis no longer
// than it should, and says so. A page that stays away is told.
async function patiently(ask, statusOf) {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await ask();
    if (statusOf(answer) !== 503 || attempt === 3) return answer;
    await new Promise((resolve) => { setTimeout(resolve, 2000); });
  }
}

// The page as it comes over the wire must be valid HTML.
export async function valid(address, storageState, status = 200) {
  const page = await patiently(() => fetched(address, storageState?.cookies), (answer) => answer.status);
  if (page.status !== status) return [`status ${page.status}, not ${status}`];
  return problemsOf(page.bytes.toString('utf8'));
}

export async function problemsOf(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`));
}

// How pages are looked at: both colour schemes, a phone and a desk.
export const VIEWS = ['light', 'dark'].flatMap((colorScheme) => [390, 1280].map((width) => ({ colorScheme, width })));
export const nameOf = ({ colorScheme, width }) => `accessible, ${colorScheme}, ${width} px`;

// What is wrong with a page in each of these views. It is loaded once and then turned; axe needs
// scripts and a way past the policy of the page, only here are both given.
export async function examined(address, options = {}) {
  // A browser that was given nothing to do for so long has forgotten the page.
  return await inTime(examine(address, options)) ?? await inTime(examine(address, options))
    ?? (options.views ?? VIEWS).map(() => ['the page was not examined in time']);
}

// What comes of it within a minute and a half; nothing when it takes longer.
function inTime(work) {
  return Promise.race([work, new Promise((resolve) => { setTimeout(resolve, 90_000).unref(); })]);
}

function examine(address, { storageState, status = 200, views = VIEWS } = {}) {
  const [{ colorScheme, width }] = views;
  return inContext({ storageState, colorScheme, bypassCSP: true, viewport: { width, height: 900 } }, async (context, page) => {
    const errors = [];
    page.on('pageerror', (error) => errors.push(`error: ${error.message}`));
    const response = await patiently(() => page.goto(address, { waitUntil: 'load' }), (answer) => answer.status());
    if (response.status() !== status) return views.map(() => [`status ${response.status()}, not ${status}`]);
    await page.evaluate(axeSource);
    const found = [];
    for (const view of views) {
      await page.emulateMedia({ colorScheme: view.colorScheme });
      await page.setViewportSize({ width: view.width, height: 900 });
      // Until both are painted. A page behind another one may be given no frame for a while.
      await page.evaluate(() => new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
        setTimeout(resolve, 1000);
      }));
      const problems = [...errors.splice(0), ...await axe(page)];
      const wide = await widthOf(context, page);
      if (wide > view.width) problems.push(`the page is ${wide} px wide`);
      found.push(problems);
    }
    return found;
  });
}

async function axe(page) {
  const { violations } = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
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
