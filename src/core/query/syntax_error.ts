import { TrialbookError } from '../errors';

/**
 * The error for a query that cannot be read: code `query-syntax`, details `{offset, length}` in UTF-16 units of the
 * query, for a page to underline. The message stands alone, on one line, and names the place.
 */
export function querySyntaxError(text: string, offset: number, length: number, problem: string): TrialbookError {
  const place = offset >= text.trimEnd().length ? 'at the end of the query' : `at character ${offset + 1} of the query`;
  return new TrialbookError('query-syntax', `${problem}, ${place}`, { offset, length });
}
