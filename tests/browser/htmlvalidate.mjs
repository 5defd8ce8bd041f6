// html-validate's recommended rules but for those about how markup is written, not what it means.
export const RULES = {
  extends: ['html-validate:recommended'],
  elements: ['html5'],
  rules: {
    // Templates leave spaces and line ends where a condition was false.
    'no-trailing-whitespace': 'off',
    'attr-quotes': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'no-inline-style': 'error',
    // The boxes of a list share their name.
    'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],
    // The page's title is the village's own; search engines cut it, nothing breaks.
    'long-title': 'off',
  },
};
