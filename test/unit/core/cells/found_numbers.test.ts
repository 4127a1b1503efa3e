import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CellOutput } from '../../../../src/core/cell';
import { foundNumbers } from '../../../../src/core/cells/found_numbers';
import { randomNumbers } from '../../../builders/random';

interface CellCase {
  readonly source: string;
  readonly outputs: readonly { readonly kind: CellOutput['kind']; readonly text: string | null; readonly html?: string }[];
  readonly found: readonly string[];
}

const folder = join(import.meta.dirname, '..', '..', '..', 'cases', 'cells', 'found');
const files = readdirSync(folder).map((name) => ({ name, ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as { cells: CellCase[] }) }));

function output(parts: Partial<CellOutput>): CellOutput {
  return { kind: 'result', text: null, cut: 0, mimes: [], artifacts: [], leftOut: [], ...parts };
}

/** What is found, as the cases write it. The path of an output's HTML is its place. */
function foundIn({ source, outputs }: Omit<CellCase, 'found'>): string[] {
  const kept = outputs.map(({ kind, text, html }, index) => output({ kind, text, artifacts: html === undefined ? [] : [{ mime: 'text/html', path: String(index), size: html.length }] }));
  const points = foundNumbers(kept, (path) => outputs[Number(path)]?.html ?? null, source);
  return points.map(({ key, value, step }) => `${key} ${value}${step === null ? '' : ` @${step}`}`);
}

function foundInResult(text: string, source = ''): string[] {
  return foundIn({ source, outputs: [{ kind: 'result', text }] });
}

function foundInHtml(html: string): string[] {
  return foundIn({ source: '', outputs: [{ kind: 'display', text: '<IPython.core.display.HTML object>', html }] });
}

describe.each(files)('in what cells of $name gave', ({ cells }) => {
  it.each(cells.map((cell) => [cell.source, cell] as const))('the numbers are found: %s', (_, cell) => {
    expect(foundIn(cell)).toEqual(cell.found);
  });
});

describe('a number that a cell gives', () => {
  it.each([
    ['f1_score(y_test, model.predict(X_test))', 'test_f1_score 0.5'],
    ['accuracy_score(y, p)', 'accuracy_score 0.5'],
    ['metrics.roc_auc_score(y_val,\n    p)', 'val_roc_auc_score 0.5'],
    ['score(X_train, X_test)', 'score 0.5'],
    ['loss.item()', 'loss 0.5'],
    ['float(val_loss)', 'val_loss 0.5'],
    ['round(float(results["f1"]), 3)', 'f1 0.5'],
    ['math.sqrt(mean_squared_error(y_test, p))', 'test_root_mean_squared_error 0.5'],
    ['cross_val_score(model, X, y).mean()', 'cross_val_score_mean 0.5'],
    ['x = 1\nif x:\n    y = 2\naccuracy # of all', 'accuracy 0.5'],
    ['%%time\nmodel.score(X_test, y_test)', 'test_score 0.5'],
    ['"#"; loss', 'loss 0.5'],
  ])('has the name of what it is: %s', (source, expected) => {
    expect(foundInResult('0.5', source)).toEqual([expected]);
  });

  it.each(['x', '0.5', 'len(losses)', 'a - loss', 'df["score"].mean()', 'df.error.mean()', 'losses[-1]', 'loss if a else b', 'lambda: loss', 'not acc', 'await loss', 'loss()()', 'z_score', 'spearmanr(a, b)', '(loss', 'for a in b:\n    loss', '%%bash\nloss', 'loss == 1', 'f(x).loss_weight', '', '"""', 'acc, f1'])(
    'has none where its source does not say what it is: %s',
    (source) => {
      expect(foundInResult('0.5', source)).toEqual([]);
    },
  );

  it.each([
    ['np.float64(0.5)'],
    ['tensor(0.5, grad_fn=<NllLossBackward0>)'],
    ["tensor(0.5, device='cuda:0')"],
    ['<tf.Tensor: shape=(), dtype=float32, numpy=0.5>'],
    ['Array(0.5, dtype=float32)'],
  ])('may be a scalar of a library: %s', (text) => {
    expect(foundInResult(text, 'loss')).toEqual(['loss 0.5']);
  });

  it.each(['47', 'np.int64(47)', '[0.5]', 'array([0.5, 0.6])', 'True', "datetime.date(2026, 1, 1)", 'Loss(0.5)'])('is none where it is another thing: %s', (text) => {
    expect(foundInResult(text, 'accuracy')).toEqual([]);
  });
});

describe('a dict', () => {
  it('gives what is a metric in it, and leaves the rest', () => {
    expect(foundInResult("{'accuracy': 0.93, 'n': 60, 'model': SVC(tol=0.1), 'time': 0.2, 'cm': array([[1, 2],\n       [3, 4]]), 'lr': 0.1}")).toEqual(['accuracy 0.93', 'lr 0.1']);
  });

  it('gives what is in the dicts in it, one level deep', () => {
    expect(foundInResult("{'svm': {'f1': 0.9, 'deep': {'acc': 0.1}}}")).toEqual(['svm_f1 0.9']);
  });

  it('of what a frame is described by gives none', () => {
    expect(foundInResult("{'score': {'count': 12.0, 'mean': 0.5, 'std': 0.1}}")).toEqual([]);
  });
});

describe('an HTML table', () => {
  const row = (cells: string) => `<table><thead><tr><th>Loss&nbsp;</th><th title="a > b">Val<br>Acc</th></tr></thead><tbody>${cells}</tbody></table>`;

  it('is read through what browsers put up with', () => {
    expect(foundInHtml(`<style>td { } <table><tr></style><!-- <td> -->${row('<tr><td>0.5<td>&#48;.25</tr>')}`)).toEqual(['loss 0.5', 'val_acc 0.25']);
  });

  it('without a head gives none', () => {
    expect(foundInHtml('<table><tr><td>loss</td><td>0.5</td></tr></table>')).toEqual([]);
  });

  it('stands in for the text only where the file is there', () => {
    const outputs = [output({ text: '   accuracy\n0      0.93', artifacts: [{ mime: 'text/html', path: 'gone', size: 9 }] })];
    expect(foundNumbers(outputs, () => null)).toEqual([{ key: 'accuracy', step: null, value: 0.93 }]);
  });
});

describe('a stream', () => {
  it('is read across its pieces, and to its end', () => {
    expect(
      foundIn({
        source: '',
        outputs: [
          { kind: 'stdout', text: 'Epoch 1/2\nlo' },
          { kind: 'stderr', text: 'a warning\n' },
          { kind: 'stdout', text: 'ss: 0.5\nTest accuracy: 0.9' },
        ],
      }),
    ).toEqual(['loss 0.5 @1', 'test_accuracy 0.9 @1']);
  });

  it('that rounds in a report what it told before keeps the exact value', () => {
    const report = '    accuracy                           0.63       100\n   macro avg       0.60      0.61      0.62       100\n';
    const found = foundIn({ source: '', outputs: [{ kind: 'stdout', text: `Accuracy: 0.6318\n${report}` }] });
    expect(found.filter((one) => one.startsWith('accuracy'))).toEqual(['accuracy 0.6318']);
  });

  it('of an error is not read', () => {
    expect(foundIn({ source: '', outputs: [{ kind: 'error', text: 'accuracy: 0.5' }] })).toEqual([]);
  });
});

describe('whatever a cell gives', () => {
  it('no more than 100 keys are found', () => {
    const text = Array.from({ length: 300 }, (_, index) => `loss_${index}: 0.5\n`).join('');
    expect(foundIn({ source: '', outputs: [{ kind: 'stdout', text }] })).toHaveLength(100);
  });

  it.each(['(', '[', '{', "{'a': ", 'f(', '"', "'''", '\\', '#', 'tensor(', '{"loss": 0.5, ', '0.', '-'])('it is read in one go: %s over and over', (bit) => {
    const text = bit.repeat(60_000 / bit.length);
    expect(foundInResult(text, text)).toEqual([]);
  });

  it.each(['<', '<table', '<table><tr><td>', '<!--', '<td a="', '<style', '&#', '</', '<table><tr><th>loss</th></tr>', '<tr><td>1'])('its HTML is read in one go: %s over and over', (bit) => {
    expect(foundInHtml(`<table>${bit.repeat(1_900_000 / bit.length)}`)).toEqual([]);
  });

  it('nothing is thrown, and keys are words', () => {
    const random = randomNumbers(5);
    const bits = ['loss', 'accuracy', "'", '"', ':', ' ', ',', '{', '}', '(', ')', '[', ']', '0.5', '1', 'nan', '\n', '<table>', '<tr>', '<th>', '<td>', '</table>', '  ', '\\', 'np.float64', '\ud800', '\0', '<', '>', 'value', 'metric'];
    for (let round = 0; round < 5000; round++) {
      const text = Array.from({ length: 16 }, () => bits[Math.floor(random() * bits.length)]).join('');
      const points = foundNumbers([output({ text, artifacts: round % 2 === 0 ? [] : [{ mime: 'text/html', path: 'x', size: 1 }] }), output({ kind: 'stdout', text })], () => text, text);
      for (const { key, step } of points) {
        expect(key).toMatch(/^\S{1,150}$/);
        expect(step === null || Number.isSafeInteger(step)).toBe(true);
      }
    }
  });
});
