import { describe, expect, it } from 'vitest';
import { goalOf, headlineMetric } from '../../../src/core/headline';

describe('the headline metric', () => {
  it.each([
    [['loss', 'accuracy', 'val_loss', 'val_accuracy'], 'val_accuracy', 'max'],
    [['train/loss', 'test/f1', 'train/f1'], 'test/f1', 'max'],
    [['loss', 'val_loss'], 'val_loss', 'min'],
    [['acc', 'loss'], 'acc', 'max'],
    [['validAcc1', 'epoch', 'lr'], 'validAcc1', 'max'],
    [['metrics/mAP50(B)', 'val/box_loss', 'lr/pg0'], 'val/box_loss', 'min'],
    [['rmse', 'r2'], 'r2', 'max'],
    [['accuracy_per_class_7', 'accuracy'], 'accuracy', 'max'],
  ] as const)('of %j is %s, %s', (keys, key, goal) => {
    expect(headlineMetric(keys)).toEqual({ key, goal });
  });

  it('does not depend on the order of the keys', () => {
    expect(headlineMetric(['acc_b', 'acc_a'])).toEqual(headlineMetric(['acc_a', 'acc_b']));
  });

  it('is none where nothing says what is better', () => {
    expect(headlineMetric(['epoch', 'lr', 'system/memory_error'])).toBeNull();
  });
});

describe('what is better', () => {
  it.each([
    ['val_loss', 'min'],
    ['mean_absolute_error', 'min'],
    ['neg_mean_squared_error', 'max'],
    ['neg_rmse', 'max'],
    ['roc_auc', 'max'],
    ['top1_acc@5', 'max'],
    ['lossless', null],
    ['seconds', null],
  ])('for %s is %s', (key, goal) => {
    expect(goalOf(key)).toBe(goal);
  });
});
