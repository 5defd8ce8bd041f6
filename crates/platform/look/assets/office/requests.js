// htmx: the list of a page is exchanged alone when its filters, search and pages are used.
import htmx from 'htmx.org';
import { csrf, say } from './page.js';

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  // Pages of the office hold personal data; they are not kept in the browser's storage.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  timeout: 20000,
});

// Only what moves within a list; the links of its rows lead to other pages.
const INSIDE = '.chips, .find, .pager, .sort';

document.addEventListener('htmx:beforeProcessNode', ({ detail: { elt } }) => {
  const lists = elt.closest?.('[data-boost]') ? [elt] : elt.querySelectorAll('[data-boost]');
  for (const list of lists) {
    if (list.matches(INSIDE)) list.setAttribute('hx-boost', 'true');
    for (const part of list.querySelectorAll(INSIDE)) part.setAttribute('hx-boost', 'true');
  }
});

document.addEventListener('htmx:configRequest', ({ detail }) => {
  detail.headers['x-csrf-token'] = csrf();
});

// An answer without the list is another page: the login, after a lost session. Go there.
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  const { id } = detail.target;
  const { responseURL } = detail.xhr;
  if (!id || !responseURL || detail.serverResponse.includes(`id="${id}"`)) return;
  if (!detail.target.hasAttribute('data-boost')) return;
  detail.shouldSwap = false;
  location.assign(responseURL);
});

for (const event of ['htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(event, () =>
    say('bad', 'Sambungan terputus, jadi daftarnya belum berubah. Periksa internet Anda, lalu coba lagi.'));
}
document.addEventListener('htmx:responseError', ({ detail: { xhr } }) => {
  if (xhr.status === 401) location.reload();
  else say('bad', 'Server belum dapat menjawab. Coba lagi sebentar.');
});
