import { h, type Child } from '../shared/dom';

/** Longer texts than this are folded. */
const longest = 400;

/** A text as it is; a long one folded to its beginning and its length, until somebody wants all of it. */
export function longValue(text: string): Child {
  if (text.length <= longest) return text;
  const all = h('pre', { class: 'long-value', tabindex: 0 });
  const fill = () => {
    all.textContent = details.open ? text : '';
  };
  const length = h('span', { class: 'muted' }, `${text.length.toLocaleString('en')} characters`);
  const details: HTMLDetailsElement = h('details', { on: { toggle: fill } }, h('summary', {}, beginningOf(text), ' ', length), all);
  return details;
}

/** So much of a text as fits where it is not the main thing. */
export function beginningOf(text: string): string {
  // A cut in the middle of a character would leave half of it.
  return text.length <= longest ? text : `${text.slice(0, longest / 2).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
