// A small question in a dialog. Resolves to the text, to '' for "remove", to null when closed.
import { make } from '../page.js';

export function ask({ title, label, hint = '', value = '', button, remove = '', type = 'text', check = () => '' }) {
  return new Promise((resolve) => {
    let answer = null;
    const error = make('p', { class: 'err', role: 'alert', id: 'tanya-salah' });
    const input = make('input', { class: 'input', id: 'tanya', type, value, autocomplete: 'off', maxlength: 500, 'aria-describedby': 'tanya-petunjuk tanya-salah' });
    const close = () => dialog.close();
    const dialog = make('dialog', { class: 'slim', 'aria-labelledby': 'tanya-judul' },
      make('form', {
        novalidate: true,
        onsubmit(event) {
          event.preventDefault();
          // It lies in the page's own form as far as events go.
          event.stopPropagation();
          error.textContent = check(input.value.trim());
          if (error.textContent) return input.focus();
          answer = input.value.trim();
          close();
        },
      },
      make('h2', { id: 'tanya-judul' }, title),
      make('div', { class: 'f apart' },
        make('label', { for: 'tanya' }, label),
        make('span', { class: 'hint', id: 'tanya-petunjuk' }, hint),
        error, input),
      make('div', { class: 'submit' },
        make('button', { class: 'btn' }, button),
        remove && make('button', { type: 'button', class: 'btn ghost danger', onclick() { answer = ''; close(); } }, remove),
        make('button', { type: 'button', class: 'btn plain', onclick: close }, 'Batal'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
  });
}
