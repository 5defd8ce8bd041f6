// Where the eye should fall: by tapping the photo, by arrow keys, or in the two number fields.
import { each } from './page.js';

const STEP = 5;

each('[data-focus-point]', (field) => {
  const spot = field.querySelector('[data-spot]');
  const dot = spot.querySelector('i');
  const crops = field.querySelector('[data-crops]');
  const [x, y] = field.querySelectorAll('input[type=number]');
  const within = (value) => Math.min(100, Math.max(0, Math.round(Number(value) || 0)));

  const show = () => {
    dot.style.left = `${within(x.value)}%`;
    dot.style.top = `${within(y.value)}%`;
    for (const crop of crops.children) crop.style.objectPosition = `${within(x.value)}% ${within(y.value)}%`;
    spot.setAttribute('aria-label',
      `Titik fokus: ${within(x.value)} persen dari kiri, ${within(y.value)} persen dari atas. Tombol panah menggesernya.`);
  };
  const move = (left, top) => {
    x.value = within(left);
    y.value = within(top);
    show();
    x.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const follow = (event) => {
    const box = spot.getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  };

  spot.disabled = false;
  dot.hidden = crops.hidden = false;
  spot.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    spot.focus();
    spot.setPointerCapture(event.pointerId);
    follow(event);
  });
  spot.addEventListener('pointermove', (event) => spot.hasPointerCapture(event.pointerId) && follow(event));
  spot.addEventListener('keydown', (event) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (dx === 0 && dy === 0) return;
    event.preventDefault();
    const step = event.shiftKey ? 1 : STEP;
    move(within(x.value) + dx * step, within(y.value) + dy * step);
  });
  for (const input of [x, y]) input.addEventListener('input', show);
  show();
});
