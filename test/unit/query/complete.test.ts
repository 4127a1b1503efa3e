import { describe, expect, it } from 'vitest';
import { completeQuery, fieldText } from '../../../src/core/query/complete';
import { parseQuery } from '../../../src/core/query/parser';

const columns = { metrics: ['val_acc', 'val loss'], params: ['lr', 'model'], tags: ['keep'] };

/** Candidates at the bar. */
function at(marked: string): string[] {
  const offset = marked.indexOf('|');
  return completeQuery(marked.replace('|', ''), offset, columns).candidates.map(({ text }) => text);
}

describe('completion offers', () => {
  it('fields at the beginning', () => expect(at('|')).toEqual(expect.arrayContaining(['metrics.val_acc', 'params.lr', 'tags.keep', 'status', 'min('])));
  it('fields by any part of their key', () => expect(at('acc|')).toEqual(['metrics.val_acc']));
  it('what begins with it first', () => expect(at('k|')).toEqual(['kind', 'tags.keep']));
  it('fields after and', () => expect(at('starred and para|')).toEqual(['params.lr', 'params.model']));
  it('fields in parentheses', () => expect(at('(par|')).toEqual(['params.lr', 'params.model']));
  it('metrics in min()', () => expect(at('min(|')).toEqual(['metrics.val_acc', 'metrics.`val loss`']));
  it('keys in backquotes where they need them', () => expect(at('metrics.`val |')).toEqual(['metrics.`val loss`']));
  it('operators after a field', () => expect(at('params.lr |')).toEqual(expect.arrayContaining(['=', '>', 'like', 'is missing'])));
  it('operators after min(…)', () => expect(at('min(metrics.val_acc) |')).toContain('<'));
  it('choices as values', () => expect(at('status = f|')).toEqual(['finished', 'failed']));
  it('choices in a list', () => expect(at('kind in (script, no|')).toEqual(['notebook']));
  it('no values where they are many', () => expect(at('params.model = |')).toEqual([]));
  it('and and or after a condition', () => expect(at('params.lr > 0.1 |')).toEqual(['and', 'or']));
  it('nothing inside of a text', () => expect(at('name = "ab|')).toEqual([]));
  it('nothing behind what cannot be read', () => expect(at('a & b|')).toEqual([]));
});

it('the place to replace is the word at the cursor', () => {
  expect(completeQuery('starred and acc > 1', 15, columns).from).toBe(12);
});

it.each(['val_acc', 'val loss', 'a`b', 'x,y', 'é/1'])('the key %s is written so that it is read as itself', (key) => {
  expect(parseQuery(fieldText('metrics', key))).toMatchObject({ type: 'exists', field: { key } });
});
