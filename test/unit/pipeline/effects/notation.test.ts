import { describe, expect, it } from 'vitest';
import type { CallShape, Effect } from '../../../../src/pipeline/effects/effect';
import { effectOf, parseRules } from '../../../../src/pipeline/effects/notation';
import { call } from './call';

function effect(rule: string, shape: CallShape = call()): Effect {
  const [[, parsed] = []] = parseRules(`name: ${rule}`);
  if (parsed === undefined) throw new Error('no rule');
  return effectOf(parsed, shape);
}

describe('the notation of the tables', () => {
  it('says one thing of several names, over several lines', () => {
    const text = `
      # a comment
      one two: new list
      three: none, # a comment at the end
        shows
    `;
    expect(parseRules(text).map(([name, rule]) => [name, effectOf(rule, call())])).toEqual([
      ['one', { result: 'list', from: 'new' }],
      ['two', { result: 'list', from: 'new' }],
      ['three', { result: 'none', from: 'new', shows: true }],
    ]);
  });

  it.each<[string, Effect]>([
    ['dataframe', { result: 'dataframe', from: 'new' }],
    ['view', { from: 'view' }],
    ['holds estimator, settled through', { result: 'estimator', from: 'holds', settled: 'through' }],
    ['tuple(figure ?)', { result: 'tuple', from: 'new', items: ['figure', undefined] }],
    ['two-of-each', { result: 'list', from: 'new', items: 'two-of-each' }],
    ['new, like receiver', { from: 'new', like: 'receiver' }],
    ['same, changes receiver, deep, draws numpy, through', { from: 'same', mutates: ['receiver'], deep: true, draws: 'numpy', drawsThrough: true }],
    ['none, changes receiver, own', { result: 'none', from: 'new', mutates: ['receiver'], own: true }],
    ['none, changes all', { result: 'none', from: 'new', mutates: ['all-arguments'] }],
    ['none, setting', { result: 'none', from: 'new', setting: true }],
    ['string, constant', { result: 'string', from: 'new', constant: true }],
    ['none, seeds all', { result: 'none', from: 'new', seeds: 'all' }],
    ['refuses widget', { refuses: 'widget' }],
    ['new, any-file, calls later', { from: 'new', anyFile: true, calls: 'later' }],
  ])('reads %s', (rule, told) => {
    expect(effect(rule)).toEqual(told);
  });

  it.each([
    ['by its keyword where that is given', call([null], { path: null }), { keyword: 'path' }],
    ['else by its place', call([null]), 0],
    ['and not at all where a call has none', call(), undefined],
  ])('tells a part of a call %s', (_, shape, part) => {
    expect(effect('none, writes 0/path=', shape).writesFile).toEqual(part);
  });

  it('tells as changed only the parts that a call has', () => {
    expect(effect('new, changes 1/out= 0', call([null])).mutates).toEqual([0]);
    expect(effect('new, changes out=', call([null])).mutates).toBeUndefined();
  });

  it.each([
    ['False', undefined],
    ['None', undefined],
    ['True', ['receiver']],
    ['1', ['receiver']],
  ])('decides by a flag that is %s', (value, changed) => {
    expect(effect('new ; inplace=True: none, changes receiver', call([], { inplace: value })).mutates).toEqual(changed);
  });

  it('says both of a flag that is not known', () => {
    const told = effect('new dataframe, shows ; inplace=True: none, changes receiver', call([], { inplace: null }));
    expect(told).toEqual({ from: 'new', mutates: ['receiver'] });
  });

  it.each([
    ["'r'", 'reads'],
    ["'wb'", 'writes'],
    [null, 'both'],
  ])('decides by the characters of a mode that is %s', (mode, does) => {
    const told = effect('file, reads 0/file= ; mode@1~wax: file, writes 0/file=', call([null, mode]));
    const reads = told.readsFile !== undefined;
    const writes = told.writesFile !== undefined;
    expect(reads && writes ? 'both' : reads ? 'reads' : 'writes').toBe(does);
  });

  it.each<[string, CallShape, object]>([
    ['when it is not given', call([null]), { draws: 'numpy' }],
    ['when it is None', call([null], { random_state: 'None' }), { draws: 'numpy' }],
    ['not when it is a number', call([null], { random_state: '0' }), {}],
    ['but from what is given, which may be a generator', call([null], { random_state: null }), { mutates: [{ keyword: 'random_state' }] }],
  ])('draws unless it is told how: %s', (_, shape, told) => {
    expect(effect('new, draws numpy unless random_state=', shape)).toEqual({ from: 'new', ...told });
  });

  it('tells statements from expressions, and long calls from short ones', () => {
    const rule = 'new ; statement: none, changes receiver ; >1: holds';
    expect(effect(rule, call([], {}, true)).mutates).toEqual(['receiver']);
    expect(effect(rule, call([null, null])).from).toBe('holds');
    expect(effect(rule, call([null])).from).toBe('new');
  });

  it.each(['new datframe', 'changes', 'reads', 'new ; when: none', 'tuple(figure axis)', 'changes x y z!'])('refuses what it does not know: %s', (rule) => {
    expect(() => parseRules(`name: ${rule}`)).toThrow();
  });
});
