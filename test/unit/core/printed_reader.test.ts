import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRICS, WEAK } from '../../../src/core/printed/metric_words';
import { type PrintedPoint, PrintedReader } from '../../../src/core/printed/printed_reader';
import { randomNumbers } from '../../builders/random';

const folder = join(import.meta.dirname, '..', '..', 'cases', 'printed');
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll(/^=> .*\n/gm, ''))
  .join('');

function readAtOnce(text: string): PrintedPoint[] {
  return new PrintedReader().read(text);
}

/** Cuts the text at random places; after each piece another reader goes on from the state of the one before. */
function readInPieces(text: string, longest: number, seed: number): PrintedPoint[] {
  const random = randomNumbers(seed);
  const points: PrintedPoint[] = [];
  let state = '';
  for (let from = 0; from < text.length; ) {
    const to = from + 1 + Math.floor(random() * longest);
    const reader = new PrintedReader(state);
    points.push(...reader.read(text.slice(from, to)));
    state = reader.state;
    from = to;
  }
  return points;
}

describe('a reader', () => {
  it.each([1, 7, 200, 5000])('reads the same, wherever the text is cut and whoever goes on (%i)', (longest) => {
    expect(readInPieces(all, longest, longest)).toEqual(readAtOnce(all));
  });

  it('waits for the end of a line', () => {
    const reader = new PrintedReader();
    expect(reader.read('accuracy: 0.9')).toEqual([]);
    expect(reader.read('3\n')).toEqual([{ key: 'accuracy', step: null, value: 0.93 }]);
  });

  it('remembers nothing where nothing is open', () => {
    const reader = new PrintedReader();
    reader.read('loss: 0.5\nsome text\n');
    expect(reader.state).toBe('');
  });

  it('passes over a line of any length, remembers little of it, and reads the next one', () => {
    const reader = new PrintedReader();
    const long = 'loss: 0.5, '.repeat(100_000);
    expect(reader.read(long)).toEqual([]);
    expect(reader.state.length).toBeLessThan(200);
    expect(reader.read(`${long}\nloss: 0.25\n`)).toEqual([{ key: 'loss', step: null, value: 0.25 }]);
  });

  it('keeps a state that is bounded, whatever is printed', () => {
    const reader = new PrintedReader();
    reader.read('Epoch 1/9\n');
    for (let i = 0; i < 3000; i++) reader.read(`some_loss_${'x'.repeat(50)}${i}: 0.5\n`.repeat(2));
    reader.read('y'.repeat(4000));
    expect(reader.state.length).toBeLessThan(60_000);
  });

  it.each(['', 'null', '[]', '{', '{"rest":5,"table":{"a":1},"seen":"x","epoch":"3"}', '{"epoch":1e300}'])('begins anew from a state that is none: %j', (state) => {
    expect(new PrintedReader(state).read('loss: 0.5\n')).toEqual([{ key: 'loss', step: null, value: 0.5 }]);
  });

  it('never throws, and gives numbers only', () => {
    const random = randomNumbers(3);
    const bits = ['loss', 'Epoch', ' ', ':', '=', '0.5', '1', '\n', '{', '}', '(', ')', '[', ']', ',', '|', "'", '%', '/', '\t', '\r', '\0', '\ud800', '━', 'train', '- ', '\u2028', '2026-11-22 10:00:00 INFO '];
    const reader = new PrintedReader();
    for (let i = 0; i < 20_000; i++) {
      const text = Array.from({ length: 12 }, () => bits[Math.floor(random() * bits.length)]).join('');
      for (const { key, step, value } of reader.read(text)) {
        expect(typeof value).toBe('number');
        expect(step === null || Number.isSafeInteger(step)).toBe(true);
        expect(key).toMatch(/^\S{1,150}$/);
      }
    }
  });
});

it.each([...METRICS, ...WEAK])('the word %s is known for a metric, wherever it stands', (word) => {
  const capital = word[0]?.toUpperCase() + word.slice(1);
  for (const name of [word, capital, `my_${word}`, `${word}_b`]) {
    expect(readAtOnce(`step 3 ${name}: 0.5\n`)).toEqual([{ key: name.toLowerCase(), step: 3, value: 0.5 }]);
  }
});

describe('the numbers under a line that announces an epoch', () => {
  function steps(text: string): (number | null)[] {
    return readAtOnce(text).map(({ step }) => step);
  }

  it('are of that epoch', () => {
    expect(steps('Epoch 4/9\nloss: 0.5\nval_loss: 0.6\nEpoch 5/9\nloss: 0.4\n')).toEqual([4, 4, 5]);
  });

  it('follow each other where a key comes more than once in it', () => {
    expect(steps('Epoch 4/9\nloss: 0.5\nloss: 0.4\nEpoch 5/9\nloss: 0.3\n')).toEqual([4, null, null]);
  });

  it('are no more of it once a line tells its own', () => {
    expect(steps('Epoch 4/9\nepoch 1 loss: 0.5\nacc: 0.5\n')).toEqual([1, null]);
  });
});
