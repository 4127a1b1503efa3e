import { describe, expect, it } from 'vitest';
import { bestMatch, likeness } from '../../../../src/core/cells/likeness';

const train = 'model = SVC(C=1.0)\nmodel.fit(X_train, y_train)\nprint("accuracy", model.score(X_test, y_test))';

describe('likeness', () => {
  it('is 1 for the same, whatever its white space', () => {
    expect(likeness('x = 1\ny = 2', 'x=1\n\ny  =  2')).toBe(1);
  });

  it('is 0 where nothing is shared', () => {
    expect(likeness('import numpy', 'x = 1')).toBe(0);
  });

  it('is of both sides alike', () => {
    expect(likeness(train, 'model.fit(X, y)')).toBe(likeness('model.fit(X, y)', train));
  });

  it('falls with each change', () => {
    const once = train.replace('1.0', '10');
    const twice = once.replace('SVC', 'LinearSVC');
    expect(likeness(train, once)).toBeGreaterThan(likeness(train, twice));
  });

  it('of nothing and nothing is 1', () => {
    expect(likeness('', ' \n')).toBe(1);
  });
});

describe('the best match', () => {
  it('is the same source', () => {
    expect(bestMatch(train, ['x', train, `${train}\n`])).toEqual({ index: 1, likeness: 1 });
  });

  it('is what an edited cell has become', () => {
    expect(bestMatch(train, ['import numpy as np', train.replace('1.0', '10'), 'model.fit(X, y)'])?.index).toBe(1);
  });

  it('is none where all are something else', () => {
    expect(bestMatch(train, ['df.head()', 'plt.plot(x)', ''])).toBeNull();
  });

  it('of several that are the same is the one nearest to where it was', () => {
    expect(bestMatch('df.head()', ['df.head()', 'x', 'x', 'df.head()'], 2)?.index).toBe(3);
  });
});
