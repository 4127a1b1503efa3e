/**
 * VS Code carries messages to pages as JSON, in which NaN and the infinities turn into null. `toWire` writes them as
 * marked objects and `fromWire` reads them back. Typed arrays travel as they are and are not looked into.
 */
export function toWire(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { [mark]: String(value) };
  return mapInside(value, toWire);
}

export function fromWire(value: unknown): unknown {
  if (isMarked(value)) return Number(value[mark]);
  return mapInside(value, fromWire);
}

const mark = '$number';
const marked = new Set(['NaN', 'Infinity', '-Infinity']);

function isMarked(value: unknown): value is { readonly [mark]: string } {
  return typeof value === 'object' && value !== null && mark in value && typeof value[mark] === 'string' && marked.has(value[mark]);
}

/** Copies only what holds a number that had to change: most messages hold none. */
function mapInside(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    const changed = value.map(change);
    return changed.every((item, index) => Object.is(item, value[index])) ? value : changed;
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value;
  const entries = Object.entries(value);
  const changed = entries.map(([name, item]) => [name, change(item)] as const);
  return changed.every(([, item], index) => Object.is(item, entries[index]?.[1])) ? value : Object.fromEntries(changed);
}
