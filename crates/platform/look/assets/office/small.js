// Copying, showing a password, titles of one line, and the way from an error to its field.
import { each } from './page.js';

// <button data-copy="#element or text"> says for two seconds that it is done.
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button || button.dataset.busy) return;
  const what = button.dataset.copy;
  const source = what.startsWith('#') ? document.querySelector(what) : null;
  const words = button.innerHTML;
  button.dataset.busy = 'ya';
  try {
    await navigator.clipboard.writeText((source?.value ?? source?.innerText ?? what).trim());
    button.textContent = 'Tersalin';
  } catch {
    // No clipboard without https: select it, the menu of the phone does the rest.
    if (source) getSelection().selectAllChildren(source);
    button.textContent = 'Tekan lama lalu Salin';
  }
  setTimeout(() => {
    button.innerHTML = words;
    delete button.dataset.busy;
  }, 2000);
});
each('[data-copy]', (button) => {
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
});

each('[data-reveal]', (button) => {
  const input = document.getElementById(button.dataset.reveal);
  if (!input) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!shown));
  });
});

// The office's tablet: how long it still waits. Coming back by the browser's button asks the service anew.
each('[data-clock]', (clock) => {
  const end = Date.now() + clock.dataset.clock * 1000;
  const words = clock.querySelector('span');
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    words.textContent = `Layar ini kembali ke awal dalam ${left} detik.`;
  };
  tick();
  setInterval(tick, 1000);
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
});

// A title may wrap on the screen, but it has no lines.
each('textarea[data-one-line]', (area) => {
  area.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  area.addEventListener('input', () => {
    if (area.value.includes('\n')) area.value = area.value.replace(/\s*\n\s*/g, ' ');
  });
});

each('[data-errors]', (errors) => {
  errors.focus();
  errors.addEventListener('click', (event) => {
    const field = document.getElementById(event.target.closest('a')?.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.closest('.f')?.scrollIntoView({ block: 'start' });
  });
});
