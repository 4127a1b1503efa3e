import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CellOutput } from '../../../../src/core/cell';
import { foundNumbers } from '../../../../src/core/cells/found_numbers';

type Text = string | readonly string[];
interface SavedOutput {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: Text;
  readonly data?: Readonly<Record<string, Text>>;
}
interface SavedCell {
  readonly source?: Text;
  readonly input?: Text;
  readonly outputs?: readonly SavedOutput[];
}
interface SavedNotebook {
  readonly cells?: readonly SavedCell[];
  readonly worksheets?: readonly { readonly cells: readonly SavedCell[] }[];
}

const folder = join(import.meta.dirname, '..', '..', '..', 'notebooks');
const textOf = (text: Text = ''): string => (typeof text === 'string' ? text : text.join(''));

function outputOf({ output_type, name, text, data }: SavedOutput, index: number): CellOutput {
  const kind = output_type === 'stream' ? (name === 'stderr' ? 'stderr' : 'stdout') : /result|pyout/.test(output_type) ? 'result' : /err/.test(output_type) ? 'error' : 'display';
  const html = data?.['text/html'];
  return { kind, text: textOf(text ?? data?.['text/plain']), cut: 0, mimes: [], artifacts: html === undefined ? [] : [{ mime: 'text/html', path: String(index), size: 1 }], leftOut: [] };
}

/** What is found in a notebook as it was saved: each key with its last value. */
function foundIn(file: string): Record<string, number> {
  const { cells, worksheets } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as SavedNotebook;
  const points = (cells ?? worksheets?.[0]?.cells ?? []).flatMap(({ source, input, outputs = [] }) =>
    foundNumbers(outputs.map(outputOf), (path) => textOf(outputs[Number(path)]?.data?.['text/html']), textOf(source ?? input)),
  );
  return Object.fromEntries(points.map(({ key, value }) => [key, value]));
}

it('in notebooks as people write them what they quote is found, and nothing else', () => {
  const found = readdirSync(folder).filter((name) => name.endsWith('.ipynb')).map((name) => [name, foundIn(name)] as const);
  expect(Object.fromEntries(found.filter(([, numbers]) => Object.keys(numbers).length > 0))).toEqual({
    'colab_classifier.ipynb': { accuracy: 0.66 },
    'custom_transformer.ipynb': { test_accuracy: 0.9583 },
    'grid_search.ipynb': { best_score: 0.9888, test_accuracy: 0.9806 },
    'legacy_format.ipynb': { mean_squared_error: 3309.16, r2: 0.42 },
    'numpy_network.ipynb': { loss: 0.1553 },
    'review_classification.ipynb': {
      accuracy: 0.955, 'macro_avg_precision': 0.952, 'macro_avg_recall': 0.956, 'macro_avg_f1-score': 0.954,
      'weighted_avg_precision': 0.956, 'weighted_avg_recall': 0.955, 'weighted_avg_f1-score': 0.955,
    },
    'saved_out_of_order.ipynb': { rmse: 1.9078 },
    'titanic_cleaning.ipynb': { accuracy: 0.74 },
    'train_test_aliases.ipynb': { accuracy: 0.9467 },
  });
});
