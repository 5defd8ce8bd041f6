// Saving while writing: to the server every ten seconds after a change and when the page is
// hidden, and at once to this device, so that a lost session or line loses nothing.
//
// <form data-autosave="address"> sends its texts there. Answers, as JSON:
//   200 { saved_at: "09.41", others: [{ name, since }], autosave: new address?, address: new page?,
//         values: { hidden field: text }? }
//   401 or a redirect: the session has ended     409 { message, href? }: someone else saved
//   422 { message }: not fit to be kept yet
// <form data-warn> only asks before unsaved changes are left.
import { ask, each, LOST, renewCsrf } from './page.js';
import { forget, forgetAll, keep, lost, restore, textsOf, tidy } from './drafts.js';

const PAUSE = 10000;
// A request that outlives its page may carry this much.
const LAST_BREATH = 60000;

tidy(document.querySelector('[data-flash=good]') !== null);

each('form[data-autosave], form[data-warn]', (form) => {
  const find = (name) => form.querySelector(`[data-${name}]`) ?? document.querySelector(`[data-${name}]`);
  let changed = 0;
  let saved = 0;
  let leaving = false;
  let timer;
  let copying;

  const state = (text) => {
    const place = find('autosave-state');
    if (place && place.textContent !== text) place.textContent = text;
  };
  const trouble = (text, link = '', words = '') => {
    const box = find('trouble');
    if (!box) return;
    box.hidden = !text;
    box.querySelector('[data-trouble-text]').textContent = text;
    const anchor = box.querySelector('[data-trouble-link]');
    anchor.hidden = !link;
    if (link) Object.assign(anchor, { href: link, textContent: words });
  };

  form.addEventListener('input', touched);
  form.addEventListener('change', touched);
  function touched() {
    changed += 1;
    clearTimeout(copying);
    copying = setTimeout(() => form.dataset.autosave && changed > saved && keep(form), 1000);
    if (form.dataset.autosave) {
      state('Ada perubahan yang belum tersimpan…');
      timer ??= setTimeout(save, PAUSE);
    }
  }

  async function save() {
    clearTimeout(timer);
    timer = undefined;
    if (leaving || changed === saved) return;
    keep(form);
    const body = new URLSearchParams(textsOf(form));
    // Reading the form lets the editor hand over its last letters, which counts as a change.
    const mark = changed;
    state('Menyimpan…');
    body.set('csrf', form.elements.csrf?.value ?? '');
    try {
      const keepalive = document.hidden && body.toString().length < LAST_BREATH;
      const answer = await ask(form.dataset.autosave, { method: 'POST', body, keepalive });
      arrived(answer, mark);
    } catch {
      state('');
      trouble('Sambungan terputus. Tulisan Anda aman di perangkat ini dan disimpan lagi begitu internet kembali.');
      timer ??= setTimeout(save, PAUSE);
    }
  }

  function arrived({ ok, status, lost: ended, body }, mark) {
    if (ok) {
      saved = mark;
      trouble('');
      if (changed === saved) {
        forget(form);
        state(body.saved_at ? `Tersimpan otomatis pukul ${body.saved_at}` : 'Tersimpan otomatis');
      }
      if (body.autosave) form.dataset.autosave = body.autosave;
      if (body.address) history.replaceState(null, '', body.address);
      for (const [name, value] of Object.entries(body.values ?? {})) {
        if (form.elements[name]?.type === 'hidden') form.elements[name].value = value;
      }
      others(body.others ?? []);
      return;
    }
    state('');
    if (ended || status === 403) {
      trouble(LOST, '/kantor', 'Masuk lagi');
    } else if (status === 409) {
      trouble(body.message ?? 'Orang lain sudah menyimpan halaman ini. Salin tulisan Anda, lalu muat ulang.',
        body.href, 'Lihat perubahannya');
    } else {
      state(body.message ?? 'Belum dapat disimpan otomatis; tulisan Anda aman di perangkat ini.');
      if (status >= 500) timer ??= setTimeout(save, PAUSE);
    }
  }

  function others(people) {
    const box = find('others');
    if (!box) return;
    box.hidden = people.length === 0;
    const names = people.map(({ name, since }) => (since ? `${name} (sejak ${since})` : name));
    box.querySelector('[data-others-text]').textContent =
      `${names.join(', ')} juga sedang membuka halaman ini. Sepakati dulu siapa yang menyimpan.`;
  }

  // Back from the login in another tab: its session has another token.
  document.addEventListener('visibilitychange', async () => {
    if (!form.dataset.autosave) return;
    if (document.hidden) {
      save();
    } else if (find('trouble')?.hidden === false && changed > saved) {
      await renewCsrf();
      save();
    }
  });
  addEventListener('online', save);

  form.addEventListener('submit', () => {
    leaving = true;
    clearTimeout(timer);
    if (form.dataset.autosave) keep(form, true);
  });
  addEventListener('pageshow', () => (leaving = false));
  addEventListener('beforeunload', (event) => {
    if (!leaving && changed > saved) event.preventDefault();
  });

  offer();
  function offer() {
    const copy = form.dataset.autosave && lost(form);
    const box = find('draft');
    if (!copy || !box) return;
    box.hidden = false;
    box.querySelector('[data-draft-time]').textContent = new Date(copy.at).toLocaleString('id-ID', {
      weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit',
    });
    box.querySelector('[data-draft-restore]').addEventListener('click', () => {
      restore(form, copy);
      box.hidden = true;
      touched();
      save();
    });
    box.querySelector('[data-draft-forget]').addEventListener('click', () => {
      forget(form);
      box.hidden = true;
    });
  }
});

document.addEventListener('submit', ({ target }) => {
  if (target.matches('[data-logout]')) forgetAll();
});
