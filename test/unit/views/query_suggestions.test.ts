import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query/parser';
import { suggestNext } from '../../../src/views/explorer/query_suggestions';

const COLUMNS = { metrics: ['loss', 'val acc'], params: ['model'], tags: ['team'] };

const words = (typed: string) => suggestNext(typed, COLUMNS).map(({ word }) => word);

describe('what may follow in a query', () => {
  it('is at the beginning what people look for most, then the fields there are', () => {
    expect(words('')).toEqual(expect.arrayContaining(['status = running', 'metrics.loss', 'params.model', 'starred', 'tags.team']));
  });

  it('is what goes on with the word that was begun', () => {
    expect(words('metrics.l')).toEqual(['metrics.loss']);
  });

  it('finds a field by any part of its name', () => {
    expect(words('loss')).toEqual(['metrics.loss']);
  });

  it('is an operator after a field', () => {
    expect(words('metrics.loss ')).toEqual(['=', '!=', '<', '<=', '>', '>=', 'like', 'in', 'is missing']);
  });

  it('is a value where all are known', () => {
    expect(words('status = f')).toEqual(['finished', 'failed']);
  });

  it('joins a condition to the next', () => {
    expect(words('metrics.loss < 1 ')).toEqual(['and', 'or']);
  });

  it('is nothing inside of quotes', () => {
    expect(words('name = "hero')).toEqual([]);
  });

  it('quotes a key that needs it, so that the query can be read', () => {
    const [suggestion] = suggestNext('acc', COLUMNS);
    expect(suggestion?.word).toBe('metrics.`val acc`');
    expect(() => parseQuery(`${suggestion?.query ?? ''}> 0.5`)).not.toThrow();
  });

  it('keeps what was typed before', () => {
    expect(suggestNext('starred and mod', COLUMNS)).toEqual([{ word: 'params.model', query: 'starred and params.model ' }]);
  });
});
