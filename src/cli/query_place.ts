import { displayWidth, fit, fitEnd, printable } from './printable';

const MARGIN = '  ';
const NARROWEST = 20;

/**
 * The query on one line and, below it, `^` under the place that is meant; of a query that is too wide what is around the place.
 * `offset` and `length` are UTF-16 units of the query, as a `query-syntax` error has them; `width` is in columns.
 */
export function queryPlace(query: string, { offset, length }: { readonly offset: number; readonly length: number }, width: number): string[] {
  let before = printable(query.slice(0, offset));
  let place = printable(query.slice(offset, offset + length));
  let after = printable(query.slice(offset + length));
  const room = Math.max(NARROWEST, width - MARGIN.length - 1);
  if (displayWidth(before + place + after) > room) {
    place = fit(place, Math.floor(room / 2));
    after = fit(after, Math.floor((room - displayWidth(place)) / 2));
    before = fitEnd(before, room - displayWidth(place + after));
  }
  const marks = '^'.repeat(Math.max(1, displayWidth(place)));
  return [`${MARGIN}${before}${place}${after}`, `${MARGIN}${' '.repeat(displayWidth(before))}${marks}`];
}
