// What the parts share: elements, the token against forged requests, messages, late content.

export const csrf = () => document.querySelector('meta[name=csrf]')?.content ?? '';

// After a new login in another tab: its token, for requests and for every form of this page.
// Says whether there was a new one.
export async function renewCsrf() {
  try {
    const page = await fetch(location.href, { redirect: 'manual' });
    const token = /<meta name="csrf" content="([^"]+)"/.exec(await page.text())?.[1];
    if (!token || token === csrf()) return false;
    document.querySelector('meta[name=csrf]').content = token;
    for (const input of document.querySelectorAll('input[name=csrf]')) input.value = token;
    return true;
  } catch {
    return false;
  }
}

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A message where the server's own messages stand; it is read out.
export function say(kind, text) {
  const place = document.getElementById('kabar');
  if (!place) return;
  place.replaceChildren(make('div', { class: `flash ${kind}` }, make('p', {}, text)));
  place.scrollIntoView({ block: 'nearest' });
}

const arrivals = [];

// Runs `work` for every element that matches, now and whenever htmx brings a new one.
export function each(selector, work) {
  const visit = (root) => {
    if (root.matches?.(selector)) work(root);
    for (const element of root.querySelectorAll(selector)) work(element);
  };
  arrivals.push(visit);
  visit(document);
}

document.addEventListener('htmx:load', (event) => {
  if (event.detail.elt === document.body) return;
  for (const visit of arrivals) visit(event.detail.elt);
});

// What the office's own addresses answer: { ok, status, lost, body }. `lost` means that the
// session has ended, however the server says it. A broken connection throws.
export async function ask(url, options = {}) {
  const response = await fetch(url, {
    redirect: 'manual',
    credentials: 'same-origin',
    ...options,
    headers: { accept: 'application/json', 'x-csrf-token': csrf(), ...options.headers },
  });
  const lost = response.type === 'opaqueredirect' || response.status === 401;
  let body = {};
  if (!lost && response.headers.get('content-type')?.includes('json')) {
    body = await response.json();
  }
  return { ok: response.ok, status: response.status, lost, body };
}

export const LOST = 'Sesi Anda berakhir. Tulisan Anda aman di perangkat ini; masuklah lagi di tab baru, lalu lanjutkan di sini.';
