import { describe, expect, it } from 'vitest';
import { verdict } from '../../../src/core/verdict';
import { verdictText } from '../../../src/core/verdict_text';
import { metricSummary } from '../../builders/run_detail';

const textOf = (before: Record<string, number | null>, after: Record<string, number | null>) => {
  const summaries = (values: Record<string, number | null>) => Object.entries(values).map(([key, value]) => metricSummary(key, value));
  return verdictText(verdict(summaries(before), summaries(after)), 'first');
};

describe('a verdict in words', () => {
  it.each([
    ['the same', { loss: 1 }, { loss: 1 }, 'same metrics as first'],
    ['nothing to compare', {}, {}, 'no metrics to compare with first'],
    ['one that differs', { loss: 0.5, acc: 1 }, { loss: 0.25, acc: 1 }, '1 of 2 metrics differ from first: loss 0.5 → 0.25'],
    ['the only one differs', { loss: 0.5 }, { loss: null }, 'the metric differs from first: loss 0.5 → NaN'],
    ['one that is missing', { acc: 1, loss: 0.5 }, { acc: 1 }, '1 of 2 metrics differ from first: loss 0.5 → none'],
  ])('tells %s', (_, before, after, text) => {
    expect(textOf(before, after)).toBe(text);
  });

  it('shows the digits in which two values differ', () => {
    expect(textOf({ loss: 0.123456789 }, { loss: 0.123456788 })).toBe('the metric differs from first: loss 0.123456789 → 0.123456788');
  });

  it('says so where only the way to the last value differs', () => {
    const summary = metricSummary('loss', 1);
    expect(verdictText(verdict([summary], [{ ...summary, max: 2 }]), 'first')).toBe('the metric differs from first: loss ends the same, and differs on the way');
  });
});
