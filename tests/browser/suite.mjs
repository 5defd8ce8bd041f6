// The promises of the public pages, in a real browser. One line per promise that holds, the
// reasons below each that does not.
//
//   BASE_PORT=8080 node tests/browser/suite.mjs [part of a test's name]
import { at, examined, inContext, nameOf, suite, together, valid, VIEWS } from './kit.mjs';
import { BUDGETS, PAGES } from './pages.mjs';

await suite(() => together([
  ...PAGES.flatMap((page) => [
    {
      names: [`${page.name}: loads without scripts, complaints or strangers`, `${page.name}: fits 390 px`],
      check: () => cleanAndFits(page),
    },
    { names: [`${page.name}: valid HTML`], check: async () => [await valid(address(page), undefined, page.status)] },
    {
      names: VIEWS.map((view) => `${page.name}: ${nameOf(view)}`),
      check: () => examined(address(page), { status: page.status }),
    },
  ]),
  ...BUDGETS.flatMap((budget) => [1, 2].map((dpr) => ({
    names: [`${budget.name}: weight at 390 px, ${dpr}x`],
    check: async () => [await weighs(budget, dpr)],
  }))),
]));

function address({ label, path }) {
  return at(label, path);
}

function cleanAndFits({ label, path, status }) {
  return inContext({ javaScriptEnabled: false }, async (context, page) => {
    const problems = [];
    const home = new URL(at(label, path)).origin;
    const session = await context.newCDPSession(page);
    await session.send('Log.enable');
    await session.send('Audits.enable');
    // Chromium's own complaint about the 404 that was asked for is not one of the page's.
    const asked = (text, url) => status !== 200 && url === at(label, path) && text.includes(`${status}`);
    session.on('Log.entryAdded', ({ entry }) => {
      if (['error', 'warning'].includes(entry.level) && !asked(entry.text, entry.url)) {
        problems.push(`console ${entry.level}: ${entry.text} ${entry.url ?? ''}`);
      }
    });
    session.on('Audits.issueAdded', ({ issue }) => {
      if (issue.code === 'ContentSecurityPolicyIssue') {
        const { violatedDirective, blockedURL } = issue.details.contentSecurityPolicyIssueDetails;
        problems.push(`CSP: ${violatedDirective} ${blockedURL ?? 'inline'}`);
      }
    });
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && url.origin !== home) problems.push(`third party: ${url}`);
      if (request.resourceType() === 'script') problems.push(`script: ${url}`);
    });
    page.on('requestfailed', (request) => {
      problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && response.url() !== at(label, path)) {
        problems.push(`${response.status()}: ${response.url()}`);
      }
    });
    const response = await page.goto(at(label, path), { waitUntil: 'load' });
    if (response.status() !== status) problems.push(`status ${response.status()}, not ${status}`);
    if (!response.headers()['content-security-policy']) problems.push('no Content-Security-Policy');
    // Down to the foot, so that late pictures are asked for too.
    const { cssContentSize } = await session.send('Page.getLayoutMetrics');
    const wide = Math.ceil(cssContentSize.width);
    await page.setViewportSize({ width: 390, height: Math.ceil(cssContentSize.height) });
    await page.waitForLoadState('networkidle');
    if ((await page.title()).trim() === '') problems.push('no title');
    return [problems, wide > 390 ? [`the page is ${wide} px wide`] : []];
  });
}

function weighs({ label, path, html, rest, all }, deviceScaleFactor) {
  return inContext({ javaScriptEnabled: false, deviceScaleFactor }, async (context, page) => {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const asked = new Map();
    const sum = { html: 0, rest: 0, all: 0 };
    const parts = [];
    session.on('Network.responseReceived', ({ requestId, response, type }) =>
      asked.set(requestId, { url: response.url, type }));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const { url, type } = asked.get(requestId) ?? {};
      if (!url || url.startsWith('data:')) return;
      const photo = /^\/(media|kabar\/foto)\//.test(new URL(url).pathname);
      if (type === 'Document') sum.html += encodedDataLength;
      if (!photo) sum.rest += encodedDataLength;
      sum.all += encodedDataLength;
      parts.push(`${kb(encodedDataLength)}  ${new URL(url).pathname}`);
    });
    await page.goto(at(label, path), { waitUntil: 'load' });
    const { cssContentSize } = await session.send('Page.getLayoutMetrics');
    await page.setViewportSize({ width: 390, height: Math.ceil(cssContentSize.height) });
    await page.waitForLoadState('networkidle');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const over = [['HTML', sum.html, html], ['without photographs', sum.rest, rest], ['everything', sum.all, all]]
      .filter(([, is, limit]) => is === 0 || is > limit)
      .map(([what, is, limit]) => `${what}: ${kb(is)}, budget ${kb(limit)}`);
    if (over.length) return [...over, ...parts];
    return `HTML ${kb(sum.html)}, without photographs ${kb(sum.rest)}, everything ${kb(sum.all)}`;
  });
}

function kb(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
