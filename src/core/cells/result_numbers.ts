import { type PrintedPoint, PrintedReader } from '../printed/printed_reader';
import { dictNumbers, dictOf, scalarOf } from './dict_numbers';
import { type NamedNumber, kindOfNumber, keyOfName } from './named_number';
import { type PythonValue, pythonValue } from './python_value';
import { reportAverages } from './report_text';

/** What an expression measures by these is the data as often as a model: correlations, a z-score, the mode of a posterior. */
const OF_DATA = /^map$|(?:^|_)[ztp]_?score|zscore|skew|corr|pearson|spearman/i;
/** Longer texts are no result that anyone reads numbers from. */
const LONGEST = 64_000;
const TENSORFLOW = /^<tf\.Tensor: shape=\(\), dtype=\w{1,20}, numpy=([^>]{1,40})>$/;

/**
 * The numbers of what a cell gave, as Python writes it: a dict, a number or a tuple of numbers that the cell's source names, a text.
 * @param names of the numbers, by the cell's last expression
 */
export function resultNumbers(text: string, names: () => readonly (string | null)[]): PrintedPoint[] {
  if (text.length > LONGEST) return [];
  const value = pythonValue(TENSORFLOW.exec(text)?.[1] ?? text);
  if (value === null) return [];
  const dict = dictOf(value);
  if (dict) return dictNumbers(dict).map(({ key, value: number }) => ({ key, step: null, value: number }));
  if (value.kind === 'string') return textNumbers(value.value);
  if (value.kind === 'call' && value.name === 'TrainOutput') return trainOutput(value);
  return namedNumbers(value.kind === 'tuple' ? value.items : [value], names);
}

function textNumbers(text: string): PrintedPoint[] {
  return [...new PrintedReader().read(`${text}\n`), ...reportAverages(text)];
}

/** What Hugging Face's `trainer.train()` gives. */
function trainOutput({ named }: Extract<PythonValue, { kind: 'call' }>): PrintedPoint[] {
  const loss = scalarOf(named.get('training_loss'));
  const step = scalarOf(named.get('global_step'));
  return loss ? [{ key: 'training_loss', step: step?.whole ? step.value : null, value: loss.value }] : [];
}

function namedNumbers(values: readonly PythonValue[], names: () => readonly (string | null)[]): PrintedPoint[] {
  const scalars = values.map(scalarOf);
  if (!scalars.some((scalar) => scalar !== null)) return [];
  const found = names();
  if (found.length !== values.length) return [];
  return scalars.flatMap((scalar, index) => {
    const name = found[index];
    return scalar && name ? metric({ name, ...scalar }) : [];
  });
}

/** A whole number is a count, whatever counted: `accuracy_score(y, p, normalize=False)`. */
function metric(number: NamedNumber): PrintedPoint[] {
  const key = number.whole || OF_DATA.test(number.name) ? null : keyOfName(number.name);
  // `scores` and `errors` are scores and errors, of which a number may be the mean.
  const kind = kindOfNumber({ ...number, name: number.name.replace(/(score|error|loss|cost|reward|return)e?s(?![a-z])/gi, '$1') });
  return key !== null && (kind === 'metric' || kind === 'weak') ? [{ key, step: null, value: number.value }] : [];
}
