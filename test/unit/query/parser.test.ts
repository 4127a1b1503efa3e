import { describe, expect, it } from 'vitest';
import { TrialbookError } from '../../../src/core/errors';
import { parseQuery } from '../../../src/core/query/parser';
import cases from '../../cases/query.json' with { type: 'json' };

function failureOf(query: string): TrialbookError {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof TrialbookError) return error;
    throw error;
  }
  throw new Error(`no error: ${query}`);
}

describe('the shared queries', () => {
  it.each(cases.find.map(({ query }) => query))('can be read: %s', (query) => {
    expect(() => parseQuery(query)).not.toThrow();
  });

  it.each(cases.errors)('cannot be read: $query', ({ query, offset, length }) => {
    expect(failureOf(query)).toMatchObject({ code: 'query-syntax', details: { offset, length } });
  });
});

describe('a query', () => {
  it('that is empty asks for everything', () => {
    expect(parseQuery(' ')).toEqual({ type: 'and', items: [] });
  });

  it('binds not before and before or', () => {
    expect(parseQuery('note or not tags.a and tags.b')).toEqual({
      type: 'or',
      items: [
        { type: 'exists', field: { of: 'attribute', name: 'note' } },
        {
          type: 'and',
          items: [
            { type: 'not', item: { type: 'exists', field: { of: 'tag', key: 'a' } } },
            { type: 'exists', field: { of: 'tag', key: 'b' } },
          ],
        },
      ],
    });
  });

  it('keeps a chain of a thousand conditions flat', () => {
    const query = Array.from({ length: 1000 }, (_, i) => `tags.k${i}`).join(' or ');
    expect(parseQuery(query)).toMatchObject({ type: 'or', items: { length: 1000 } });
  });

  it('nested beyond reason is refused rather than overflowing', () => {
    expect(failureOf('('.repeat(100_000) + 'note').message).toContain('nested');
  });

  it('takes a text for a name as it is', () => {
    expect(parseQuery('"50%_\\"')).toMatchObject({ type: 'like', pattern: '%50\\%\\_\\\\%' });
  });

  it('reckons days from the moment given', () => {
    const noon = new Date(2026, 10, 22, 12).getTime();
    expect(parseQuery('started = yesterday', noon)).toMatchObject({
      value: { fromMs: new Date(2026, 10, 21).getTime(), toMs: new Date(2026, 10, 22).getTime() },
    });
  });

  it('takes a zone that is given', () => {
    expect(parseQuery('started > 2026-11-01T10:00+02:00')).toMatchObject({
      value: { fromMs: Date.UTC(2026, 10, 1, 8), toMs: Date.UTC(2026, 10, 1, 8, 1) },
    });
  });
});

describe('the message of an error', () => {
  it.each([
    ['val_acc > 0.9', 'val_acc is no field: write metrics.val_acc, params.val_acc or tags.val_acc, at character 1 of the query'],
    ['attributes.status = failed', 'attributes.status is no field: write status, at character 1 of the query'],
    ['metrics.acc >', 'expected a value after >, at the end of the query'],
    ['status = done', 'expected one of running, finished, failed, killed, crashed, unknown, at character 10 of the query'],
    ['starred & note', 'unexpected & (write and), at character 9 of the query'],
    ['heron and starred', 'heron is no field: to search names in a condition, write "heron", at character 1 of the query'],
  ])('of %s says what to write', (query, message) => {
    expect(failureOf(query).message).toBe(message);
  });
});
