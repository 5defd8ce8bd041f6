// Picking rows, and the small menus of rows.
import { each } from './page.js';

each('[data-picked]', (words) => {
  const list = words.closest('.picking') ?? words.closest('form');
  const boxes = () => [...list.querySelectorAll('.pick input:not([data-all] input)')];
  const all = list.querySelector('[data-all]');
  const count = () => {
    const every = boxes();
    const picked = every.filter((box) => box.checked).length;
    words.textContent = `${picked} dipilih`;
    if (all) {
      const box = all.querySelector('input');
      box.checked = picked > 0 && picked === every.length;
      box.indeterminate = picked > 0 && picked < every.length;
    }
  };
  if (all) {
    all.hidden = false;
    all.addEventListener('change', ({ target }) => {
      for (const box of boxes()) box.checked = target.checked;
    });
  }
  list.addEventListener('change', count);
  count();
});

document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('.dots[open], .tabs details[open]')) {
    if (!menu.contains(target)) menu.open = false;
  }
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of document.querySelectorAll('.dots[open], .tabs details[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
