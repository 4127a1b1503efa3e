import { describe, expect, it } from 'vitest';
import { attributeEffect, functionEffect, iterationEffect, methodEffect, moduleAttributeKind, subscriptEffect } from '../../../../src/pipeline/effects/lookup';
import { LIBRARIES } from '../../../../src/pipeline/effects/libraries';
import { parseRules } from '../../../../src/pipeline/effects/notation';
import { call } from './call';

describe('the tables', () => {
  it('say nothing twice', () => {
    const parts = LIBRARIES.flatMap(({ functions, methods, attributes, values }) => [functions, methods, attributes, values]);
    const twice = parts.flatMap((part = {}) =>
      Object.entries(part).flatMap(([owners, text = '']) => {
        const names = parseRules(text).map(([name]) => name);
        return names.filter((name, place) => names.indexOf(name) !== place).map((name) => `${owners}: ${name}`);
      }),
    );
    expect(twice).toEqual([]);
  });
});

describe('a function', () => {
  it('is known by its whole name', () => {
    expect(functionEffect('pandas.read_csv', call(["'a.csv'"]))).toEqual({ result: 'dataframe', from: 'new', readsFile: 0 });
  });

  it('is known under the other names of its module', () => {
    expect(functionEffect('tensorflow.keras.layers.Dense', call([null]))).toEqual(functionEffect('keras.layers.Dense', call([null])));
  });

  it('is not known when no table has it', () => {
    expect(functionEffect('somewhere.something', call())).toBeUndefined();
    expect(functionEffect('', call())).toBeUndefined();
    expect(functionEffect('constructor', call())).toBeUndefined();
  });

  it('may be a method that is called on its class', () => {
    expect(functionEffect('pandas.DataFrame.insert', call([null, '0', "'x'", null]))).toEqual({ result: 'none', from: 'new', mutates: [0], own: true });
    expect(functionEffect('builtins.list.append', call([null, '1']))?.mutates).toEqual([0]);
  });

  it('may be a class, found by a pattern', () => {
    expect(functionEffect('sklearn.ensemble.RandomForestClassifier', call())).toEqual({ result: 'estimator', from: 'holds' });
  });
});

describe('an estimator', () => {
  const forest = 'sklearn.ensemble.RandomForestRegressor';

  it('is settled when it was told its random state, or never needs one', () => {
    expect(functionEffect(forest, call([], { random_state: '0' }))?.settled).toBe(true);
    expect(functionEffect(forest, call([], { random_state: null }))?.settled).toBe(true);
    expect(functionEffect('sklearn.linear_model.LinearRegression', call())?.settled).toBe(true);
  });

  it('is not settled otherwise', () => {
    expect(functionEffect(forest, call())?.settled).toBeUndefined();
    expect(functionEffect(forest, call([], { random_state: 'None' }))?.settled).toBeUndefined();
    expect(functionEffect('sklearn.linear_model.LogisticRegression', call([], { solver: "'saga'" }))?.settled).toBeUndefined();
  });

  it('is as settled as those that it is made of', () => {
    expect(functionEffect('sklearn.pipeline.Pipeline', call([null]))?.settled).toBe('through');
  });

  it('changes through and through when it is fitted', () => {
    expect(methodEffect('estimator', 'fit', call([null]))).toEqual({
      result: 'estimator', from: 'same', mutates: ['receiver'], deep: true, draws: 'numpy', drawsThrough: true,
    }); // prettier-ignore
  });
});

describe('a method of something that is not known', () => {
  it.each(['append', 'update', 'pop', 'insert', 'remove', 'sort', 'fit', 'extend', 'clear', 'setdefault', 'add', 'add_trace'])('changes its receiver: %s', (name) => {
    expect(methodEffect(undefined, name, call([null], {}, true))?.mutates).toContain('receiver');
  });

  it.each(['head', 'mean', 'groupby', 'predict', 'copy', 'replace', 'split', 'plot', 'drop', 'items', 'get', 'score', 'reset_index', 'describe'])('leaves its receiver as it is: %s', (name) => {
    const effect = methodEffect(undefined, name, call([null]));
    expect(effect).toBeDefined();
    expect(effect?.mutates ?? []).not.toContain('receiver');
  });

  it.each(['drop', 'fillna', 'rename', 'sort_values', 'replace', 'reset_index'])('changes its receiver in place when it is told to: %s', (name) => {
    expect(methodEffect(undefined, name, call([null], { inplace: 'True' }))?.mutates).toContain('receiver');
  });

  it('is not known when no kind has it', () => {
    expect(methodEffect(undefined, 'frobnicate', call())).toBeUndefined();
    expect(methodEffect(undefined, 'toString', call())).toBeUndefined();
  });
});

describe('parts', () => {
  it.each([
    ['a column', 'dataframe', 'string', { result: 'series', from: 'view' }],
    ['columns', 'dataframe', 'list', { result: 'dataframe', from: 'new' }],
    ['rows by a mask', 'dataframe', 'series', { result: 'dataframe', from: 'new' }],
    ['rows by their numbers', 'dataframe', 'slice', { result: 'dataframe', from: 'view' }],
    ['a column by loc', 'indexer', ['slice', 'string'], { result: 'series', from: 'view' }],
    ['columns by loc', 'indexer', ['slice', 'list'], { result: 'dataframe', from: 'new' }],
    ['columns by iloc', 'indexer', ['slice', 'slice'], { result: 'dataframe', from: 'view' }],
    ['a cell', 'indexer', ['scalar', 'string'], { from: 'element' }],
    ['a row of an array', 'ndarray', 'scalar', { result: 'ndarray', from: 'view' }],
    ['an element of a list', 'list', 'scalar', { from: 'element' }],
    ['a part of a list', 'list', 'slice', { result: 'list', from: 'holds' }],
  ] as const)('%s', (_, kind, index, effect) => {
    expect(subscriptEffect(kind, index)).toEqual(effect);
  });

  it('of a frame are columns, by their names too', () => {
    expect(attributeEffect('dataframe', 'price')).toEqual({ result: 'series', from: 'view' });
    expect(attributeEffect('dataframe', 'shape')).toEqual({ result: 'tuple', from: 'new' });
  });

  it('use up what gives them once', () => {
    expect(iterationEffect('generator')).toEqual({ from: 'element', mutates: ['receiver'] });
  });

  it('of modules have their kinds', () => {
    expect(moduleAttributeKind('numpy.pi')).toBe('scalar');
    expect(moduleAttributeKind('os.environ')).toBe('dict');
    expect(moduleAttributeKind('numpy.sqrt')).toBeUndefined();
  });
});
