// Copies of what was typed, on this device only, until the server has it.

const PREFIX = 'banua:tulisan:';
const MONTH = 30 * 24 * 60 * 60 * 1000;

const user = () => document.body.dataset.user ?? '';

export const keyOf = (form) =>
  `${PREFIX}${location.host}${location.pathname}#${form.id || [...document.forms].indexOf(form)}`;

// The texts of a form as [name, value]; no files, no secrets, no token.
export function textsOf(form) {
  return [...new FormData(form)].filter(([name, value]) =>
    typeof value === 'string' && name !== 'csrf' && form.elements[name]?.type !== 'password');
}

export function keep(form, sent = false) {
  const copy = JSON.stringify({ user: user(), at: Date.now(), sent, texts: textsOf(form) });
  try {
    localStorage.setItem(keyOf(form), copy);
  } catch {
    // Full or forbidden: the copies of other pages go first, then we do without.
    for (const [key] of copies()) localStorage.removeItem(key);
    try {
      localStorage.setItem(keyOf(form), copy);
    } catch {
      return false;
    }
  }
  return true;
}

export function forget(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // Nothing was kept then.
  }
}

// The copy of this form by the same person, when it differs from what the form holds.
export function lost(form) {
  const copy = copies().find(([key]) => key === keyOf(form))?.[1];
  if (!copy || copy.user !== user()) return null;
  const now = new Map(textsOf(form));
  const differs = copy.texts.some(([name, value]) =>
    form.elements[name] && form.elements[name].type !== 'hidden' && (now.get(name) ?? '') !== value);
  return differs ? copy : null;
}

export function restore(form, copy) {
  const texts = new Map(copy.texts);
  for (const field of form.elements) {
    if (!field.name || ['hidden', 'file', 'submit', 'button', 'password'].includes(field.type)) continue;
    if (field.type === 'checkbox' || field.type === 'radio') {
      field.checked = copy.texts.some(([name, value]) => name === field.name && value === field.value);
    } else if (texts.has(field.name)) {
      field.value = texts.get(field.name);
    } else {
      continue;
    }
    field.dispatchEvent(new CustomEvent('banua:refill', { bubbles: true }));
  }
}

function copies() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => [key, JSON.parse(localStorage.getItem(key))]);
  } catch {
    return [];
  }
}

// A page that says "saved" means that what was sent has arrived; nothing is kept for ever.
export function tidy(saved) {
  for (const [key, copy] of copies()) {
    if ((saved && copy.sent) || Date.now() - copy.at > MONTH) localStorage.removeItem(key);
  }
}

// Leaving on purpose leaves nothing behind on a shared computer.
export function forgetAll() {
  for (const [key] of copies()) localStorage.removeItem(key);
}
