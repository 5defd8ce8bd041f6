// Keys, undo, tables, and the two courtesies: a placeholder and a line to go on with.
import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { inputRules, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { Plugin, TextSelection } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { schema } from './schema.js';

const { nodes, marks } = schema;

const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

// Behind the words under a photo the text goes on; a photo cannot be cut in two.
function leaveFigure(state, dispatch) {
  const { $from } = state.selection;
  if ($from.parent.type !== nodes.figure) return false;
  const at = $from.after();
  const { tr } = state;
  if (tr.doc.nodeAt(at)?.type !== nodes.paragraph) tr.insert(at, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

const keys = {
  'Mod-b': toggleMark(marks.strong),
  'Mod-i': toggleMark(marks.em),
  'Mod-z': undo,
  'Mod-y': redo,
  'Shift-Mod-z': redo,
  'Shift-Enter': lineBreak,
  Enter: chainCommands(leaveFigure, splitListItem(nodes.list_item)),
  // Where there is nothing to indent the key moves on, as everywhere in a browser.
  Tab: chainCommands(goToNextCell(1), sinkListItem(nodes.list_item)),
  'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(nodes.list_item)),
};

// "- " and "1. " at the start of a line begin a list, as in Word.
const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*•]\s$/, nodes.bullet_list),
    wrappingInputRule(/^(\d{1,3})\.\s$/, nodes.ordered_list,
      (match) => ({ start: Number(match[1]) }),
      (match, node) => node.childCount + node.attrs.start === Number(match[1])),
  ],
});

const placeholder = new Plugin({
  props: {
    decorations({ doc }) {
      if (doc.childCount !== 1 || doc.firstChild.type !== nodes.paragraph || doc.firstChild.content.size > 0) return null;
      return DecorationSet.create(doc, [
        Decoration.node(0, doc.firstChild.nodeSize, { 'data-empty': 'Tulis di sini, atau tempel dari Word dan WhatsApp.' }),
      ]);
    },
  },
});

// After a table or a photo there is always a paragraph to write on in.
const lastLine = new Plugin({
  appendTransaction(transactions, _, { doc, tr }) {
    const { type } = doc.lastChild;
    if (!transactions.some(({ docChanged }) => docChanged)) return null;
    return type === nodes.table || type === nodes.figure ? tr.insert(doc.content.size, nodes.paragraph.create()) : null;
  },
});

export const plugins = (toolbar) =>
  [toolbar, rules, keymap(keys), keymap(baseKeymap), history(), tableEditing(), placeholder, lastLine];
