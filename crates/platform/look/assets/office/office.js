// The script of every office page. Each part enhances what already works without it.
import './requests.js';
import './lists.js';
import './small.js';
import './autosave.js';
import './uploads.js';
import './shrink.js';
import './library.js';
import './focus-point.js';
