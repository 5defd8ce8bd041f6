// The keys above the text. The template draws them; this makes them do what they say.
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { NodeSelection, Plugin, TextSelection } from 'prosemirror-state';
import {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, toggleHeaderRow,
} from 'prosemirror-tables';
import { ask } from './asks.js';
import { safeHref, schema } from './schema.js';

const { nodes, marks } = schema;

export function toolbar(field, photos) {
  const bar = field.querySelector('[role=toolbar]');
  const buttons = [...bar.querySelectorAll('[data-key]')];
  const keys = keysOf(photos);

  function refresh(view) {
    const photo = photoAt(view.state);
    bar.querySelector('[data-more=table]').hidden = !isInTable(view.state);
    bar.querySelector('[data-more=photo]').hidden = photo === null;
    for (const button of buttons) {
      const { on, run } = keys[button.dataset.key];
      if (on) button.setAttribute('aria-pressed', String(on(view.state)));
      // A key that is focused stays, or the focus would be lost.
      if (run.length > 0 && button !== document.activeElement) button.disabled = !run(view.state);
    }
    if (!buttons.some((button) => button.tabIndex === 0 && reachable(button))) {
      for (const button of buttons) button.tabIndex = -1;
      buttons.find(reachable).tabIndex = 0;
    }
  }

  const plugin = new Plugin({
    view(view) {
      bar.addEventListener('mousedown', (event) => event.preventDefault());
      bar.addEventListener('click', ({ target }) => {
        const { run, act } = keys[target.closest('[data-key]')?.dataset.key] ?? {};
        if (act) act(view);
        else if (run) {
          run(view.state, view.dispatch, view);
          view.focus();
        }
      });
      bar.addEventListener('keydown', (event) => move(event, view));
      refresh(view);
      return { update: refresh };
    },
    props: {
      // A photo is chosen by a tap; its words below are written in like any others.
      handleClickOn(view, _, node, at, { target }) {
        if (node.type !== nodes.figure || target.localName !== 'img') return false;
        view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
        return true;
      },
      handleKeyDown(view, event) {
        if (event.altKey && event.key === 'F10') {
          buttons.find((button) => button.tabIndex === 0)?.focus();
          return true;
        }
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
          event.preventDefault();
          keys.link.act(view);
          return true;
        }
        return false;
      },
    },
  });

  // One stop of the Tab key for the whole bar; arrows move within it.
  function move(event, view) {
    if (event.key === 'Escape') return view.focus();
    const there = buttons.filter(reachable);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = { Home: there[0], End: there.at(-1) }[event.key]
      ?? (step && there.at((there.indexOf(document.activeElement) + step) % there.length));
    if (!next) return undefined;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    return next.focus();
  }

  return { plugin };
}

const reachable = (button) => !button.disabled && !button.closest('.more[hidden]');

// What each key does: `run` is a command, `act` something that asks first, `on` when it is lit.
function keysOf(photos) {
  const mark = (type) => ({ run: toggleMark(type), on: (state) => hasMark(state, type) });
  const heading = (level) => {
    const on = (state) => within(state, nodes.heading)?.attrs.level === level;
    return { on, run: (state, dispatch) => setBlockType(on(state) ? nodes.paragraph : nodes.heading, { level })(state, dispatch) };
  };
  const list = (type) => {
    const on = (state) => nearestList(state) === type;
    return { on, run: (state, dispatch) => switchList(type, on(state), state, dispatch) };
  };
  const quoted = (state) => Boolean(within(state, nodes.blockquote));
  const place = (name) => ({ run: (state, dispatch) => placePhoto(name, state, dispatch), on: (state) => photoAt(state) !== null && state.doc.nodeAt(photoAt(state)).attrs.place === name });
  return {
    h2: heading(2),
    h3: heading(3),
    strong: mark(marks.strong),
    em: mark(marks.em),
    link: { run: () => {}, act: askLink, on: (state) => hasMark(state, marks.link) },
    ul: list(nodes.bullet_list),
    ol: list(nodes.ordered_list),
    quote: { on: quoted, run: (state, dispatch) => (quoted(state) ? lift : wrapIn(nodes.blockquote))(state, dispatch) },
    photo: { run: () => {}, act: (view) => photos.choose(view) },
    table: { run: insertTable },
    plain: { run: plain },
    undo: { run: (state, dispatch) => undoDepth(state) > 0 && undo(state, dispatch) },
    redo: { run: (state, dispatch) => redoDepth(state) > 0 && redo(state, dispatch) },
    'row+': { run: addRowAfter },
    'col+': { run: addColumnAfter },
    head: { run: toggleHeaderRow },
    'row-': { run: deleteRow },
    'col-': { run: deleteColumn },
    'table-': { run: deleteTable },
    alt: { run: () => {}, act: (view) => photos.describe(view, photoAt(view.state)) },
    left: place('left'),
    center: place(''),
    right: place('right'),
    'photo-': { run: removePhoto },
  };
}

function hasMark({ selection: { from, to, empty, $from }, storedMarks, doc }, type) {
  return empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type);
}

function within({ selection: { $from } }, type) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === type) return $from.node(depth);
  }
  return null;
}

const isList = (type) => type === nodes.bullet_list || type === nodes.ordered_list;

function listDepth({ $from }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) if (isList($from.node(depth).type)) return depth;
  return 0;
}

function nearestList({ selection }) {
  const depth = listDepth(selection);
  return depth > 0 ? selection.$from.node(depth).type : null;
}

// Into a list, out of it, or from one kind to the other.
function switchList(type, on, state, dispatch) {
  if (on) return liftListItem(nodes.list_item)(state, dispatch);
  const depth = listDepth(state.selection);
  if (depth === 0) return wrapInList(type)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(depth), type));
  return true;
}

// Where the photo is that is selected or whose caption is being written.
function photoAt({ selection }) {
  if (selection instanceof NodeSelection && selection.node.type === nodes.figure) return selection.from;
  const { $from } = selection;
  return $from.parent.type === nodes.figure ? $from.before() : null;
}

function placePhoto(name, state, dispatch) {
  const at = photoAt(state);
  if (at === null) return false;
  dispatch?.(state.tr.setNodeAttribute(at, 'place', name));
  return true;
}

function removePhoto(state, dispatch) {
  const at = photoAt(state);
  if (at === null) return false;
  dispatch?.(state.tr.delete(at, at + state.doc.nodeAt(at).nodeSize).scrollIntoView());
  return true;
}

function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  const row = (type) => nodes.table_row.create(null, [0, 1].map(() => type.createAndFill()));
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  const { tr, selection } = state;
  tr.replaceSelectionWith(table);
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(selection.from + 1))).scrollIntoView());
  return true;
}

// Emphasis, links and headings of the selection, or of the whole paragraph, go.
function plain(state, dispatch) {
  const { $from, $to, empty } = state.selection;
  const [from, to] = empty ? [$from.start(), $from.end()] : [$from.pos, $to.pos];
  const { tr } = state;
  tr.removeMark(from, to).setStoredMarks([]);
  tr.doc.nodesBetween(from, to, (node, at) => {
    if (node.type === nodes.heading) tr.setNodeMarkup(at, nodes.paragraph);
  });
  dispatch?.(tr);
  return true;
}

async function askLink(view) {
  const { state } = view;
  let { from, to } = state.selection;
  const link = marks.link.isInSet(state.selection.$from.marks())
    ?? marks.link.isInSet(state.doc.resolve(Math.min(from + 1, state.doc.content.size)).marks());
  if (link && state.selection.empty) ({ from, to } = around(state.doc.resolve(from), link));
  const href = await ask({
    title: 'Tautan',
    label: 'Alamat',
    hint: 'Contoh: https://banjarkab.go.id atau /artikel/posyandu',
    value: link?.attrs.href ?? '',
    button: 'Pasang tautan',
    remove: link ? 'Lepas tautan' : '',
    check: (text) => (text && safeHref(text) ? '' : 'Alamat ini belum lengkap. Awali dengan https:// atau garis miring.'),
  });
  view.focus();
  if (href === null) return;
  const { tr } = view.state;
  tr.removeMark(from, to, marks.link);
  const mark = href && marks.link.create({ href: safeHref(href) });
  if (mark && from === to) tr.insert(from, schema.text(href, [mark]));
  else if (mark) tr.addMark(from, to, mark);
  view.dispatch(tr.scrollIntoView());
}

// The whole of the link around a position.
function around($at, link) {
  let from = $at.start();
  let index = 0;
  const { parent } = $at;
  while (index < parent.childCount && from + parent.child(index).nodeSize < $at.pos) {
    from += parent.child(index).nodeSize;
    index += 1;
  }
  let to = from;
  const same = (node) => link.isInSet(node.marks);
  while (index < parent.childCount && !same(parent.child(index))) {
    from = to = from + parent.child(index).nodeSize;
    index += 1;
  }
  while (index < parent.childCount && same(parent.child(index))) {
    to += parent.child(index).nodeSize;
    index += 1;
  }
  return { from, to };
}
