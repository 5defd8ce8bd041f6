// Looks at every page of the gallery: screenshots, axe, html-validate, inline styles, weight.
// usage: node crates/platform/look/examples/gallery.mjs [folder] [name-part]
import { createServer } from "node:http";
import { readFile, writeFile, mkdir, mkdtemp } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { HtmlValidate } from "html-validate";

const folder = process.argv[2] ?? "/tmp/gallery";
const only = process.argv[3] ?? "";
const types = { ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".js": "text/javascript", ".css": "text/css" };
// The policy of the office: its scripts and its style sheet are files, its palette is known by hash.
const policy = (html) => {
  const hashes = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, css]) => ` 'sha256-${createHash("sha256").update(css).digest("base64")}'`);
  return `default-src 'none'; script-src 'self'; style-src 'self'${hashes.join("")}; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
};
const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://x").pathname;
  try {
    const body = await readFile(join(folder, path));
    const headers = { "content-type": types[extname(path)] ?? "text/plain" };
    if (path.startsWith("/kantor")) headers["content-security-policy"] = policy(body.toString());
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0);
const base = `http://localhost:${server.address().port}`;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: { "no-trailing-whitespace": "off", "attribute-boolean-style": "off", "long-title": "off", "svg-focusable": "off", "void-style": "off", "tel-non-breaking": "off", "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button", "reset"] }] },
});
// The office's style sheet is a file of its own; what is left of 24 KB for a page of it is 16 KB.
const budgets = [[/beranda$|^warna/, 20480], [/artikel-satu$/, 16384], [/^kantor/, 16384]];

await mkdir(join(folder, "shots"), { recursive: true });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let problems = 0;
const complain = (text) => { problems += 1; console.log("  !", text); };
const quick = process.argv.includes("--shots");
const names = (await readFile(join(folder, "index.txt"), "utf8")).trim().split("\n").filter((name) => only.split(",").some((part) => name.includes(part)));
const sizes = [[390, "hp"], [1280, "layar"], [320, "sempit"]];

for (const name of names) {
  const html = await readFile(join(folder, `${name}.html`), "utf8");
  const weight = gzipSync(html, { level: 9 }).length;
  console.log(name, `${(weight / 1024).toFixed(1)} KB gz`);
  for (const [pattern, budget] of budgets) if (pattern.test(name) && weight > budget) complain(`heavier than ${budget}`);
  if (/\sstyle="/.test(html)) complain("inline style");
  const report = await validator.validateString(html);
  for (const { messages } of report.results) for (const m of messages) complain(`html ${m.ruleId}: ${m.message} (${m.line}:${m.column})`);
  for (const [width, label] of sizes) {
    for (const colorScheme of width === 320 ? ["light"] : ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, reducedMotion: "reduce", deviceScaleFactor: 1 });
      const page = await context.newPage();
      page.on("console", (m) => m.type() === "error" && !/favicon|manifest/.test(m.location().url) && complain(`console: ${m.text()} ${m.location().url}`));
      page.on("pageerror", (error) => complain(`error: ${error.message}`));
      await page.goto(`${base}/${name}.html`, { waitUntil: "load" });
      await page.evaluate(async () => {
        for (const img of document.images) img.loading = "eager";
        await Promise.all([...document.images].map((img) => img.decode().catch(() => {})));
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) {
        const who = await page.evaluate(() => [...document.querySelectorAll("main *, header *, footer *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map((e) => `${e.tagName}.${e.getAttribute("class")}`).join(" "));
        complain(`${label} ${colorScheme}: ${wide} px too wide: ${who}`);
      }
      // Bars that stick to the edge of the screen belong at the edge of the picture.
      if (name.startsWith("kantor")) await page.setViewportSize({ width, height: Math.max(844, await page.evaluate(() => document.documentElement.scrollHeight)) });
      if (width !== 320) await page.screenshot({ path: join(folder, "shots", `${name}-${label}-${colorScheme}.png`), fullPage: true });
      if (quick || width === 320 || (width === 1280 && colorScheme === "dark")) { await context.close(); continue; }
      await page.evaluate(axe);
      const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const v of result.violations) complain(`axe ${label} ${colorScheme} ${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")} ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""}`);
      if (width === 390 && colorScheme === "light") {
        const small = await page.evaluate(() => [...document.querySelectorAll("a, button, input, summary, label")].filter((e) => {
          const box = e.getBoundingClientRect();
          if (!box.width || e.closest(".body, .skip, .meta, p, form > label, .hits, address, .hide, .crumbs") || e.matches(".hide, .share label, form > label, .f label:not(.choice), .lab, .line > label, .choice input, .pick input")) return false;
          const after = getComputedStyle(e, "::after");
          return after.position !== "absolute" && (box.height < 43.5 || box.width < 24);
        }).map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 30)} ${Math.round(e.getBoundingClientRect().height)}px`));
        for (const text of small) complain(`small target: ${text}`);
      }
      await context.close();
    }
  }
}
await browser.close();
server.close();
console.log(problems ? `${problems} problems` : "no problems");
process.exitCode = problems ? 1 : 0;
