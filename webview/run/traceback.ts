import { h } from '../shared/dom';

export interface TracebackPart {
  readonly text: string;
  /** where this part of the text points to */
  readonly place: { readonly path: string; readonly line: number } | null;
}

/** Splits a Python traceback so that the places in it can be opened; put together again the parts are the text. */
export function tracebackParts(traceback: string): TracebackPart[] {
  const parts: TracebackPart[] = [];
  let at = 0;
  for (const match of traceback.matchAll(/^ *File ("([^"\n<>]+)", line (\d+))/gm)) {
    const [, text = '', path = '', line = ''] = match;
    const start = match.index + match[0].length - text.length;
    parts.push({ text: traceback.slice(at, start), place: null }, { text, place: { path, line: Number(line) } });
    at = start + text.length;
  }
  parts.push({ text: traceback.slice(at), place: null });
  return parts.filter((part) => part.text !== '');
}

export function tracebackView(traceback: string, open: (place: NonNullable<TracebackPart['place']>) => void): HTMLElement {
  return h('pre', { class: 'traceback', tabindex: 0 }, ...tracebackParts(traceback.trimEnd()).map(({ text, place }) => {
    if (!place) return text;
    const follow = (event: Event) => {
      event.preventDefault();
      open(place);
    };
    return h('a', { href: '#', on: { click: follow } }, text);
  }));
}
