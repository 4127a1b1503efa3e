import { type NamedNumber, metricsAmong } from './named_number';
import type { PythonValue } from './python_value';

type Dict = Extract<PythonValue, { kind: 'dict' }>;

/** Names of scalars of numpy, PyTorch, JAX and the like, behind the last dot. */
const SCALAR = /(?:^|\.)(?:(?:b?float|u?int)\d{0,3}_?|tensor|[aA]rray|Tensor|Decimal)$/;
/** The rows of scikit-learn's report that tell of all classes. */
const AVERAGES = new Set(['micro avg', 'macro avg', 'weighted avg', 'samples avg']);

/** The number that a value is, a scalar of numpy and the like included, or null. */
export function scalarOf(value: PythonValue | undefined): { value: number; whole: boolean } | null {
  if (value?.kind === 'number') return { value: value.value, whole: value.whole };
  if (value?.kind !== 'call' || !SCALAR.test(value.name) || value.items.length !== 1) return null;
  return value.items[0]?.kind === 'number' ? scalarOf(value.items[0]) : null;
}

/** The dict that a value is, or that stands in it: `defaultdict(list, {…})`, `OrderedDict({…})`. */
export function dictOf(value: PythonValue | undefined): Dict | null {
  if (value?.kind === 'dict') return value;
  const inner = value?.kind === 'call' && /(?:^|\.)(?:defaultdict|OrderedDict|dict|mappingproxy)$/.test(value.name) ? value.items.at(-1) : undefined;
  return inner?.kind === 'dict' ? inner : null;
}

/** The metrics in a dict of numbers, and in the dicts that are its values: `{'test': {'f1': 0.9}}` gives `test_f1`. */
export function dictNumbers(dict: Dict): { key: string; value: number }[] {
  const isReport = dict.entries.some(([key, inner]) => isNamed(key, AVERAGES) && inner.kind === 'dict');
  const outer = metricsAmong(numbersOf(dict, ''));
  const inner = dict.entries.flatMap(([key, value]) => {
    const inside = dictOf(value);
    if (!inside || key.kind !== 'string' || (isReport && !isNamed(key, AVERAGES))) return [];
    return metricsAmong(numbersOf(inside, `${key.value} `));
  });
  return [...outer, ...inner];
}

function isNamed(key: PythonValue, names: ReadonlySet<string>): boolean {
  return key.kind === 'string' && names.has(key.value);
}

function numbersOf(dict: Dict, before: string): NamedNumber[] {
  return dict.entries.flatMap(([key, value]) => {
    const number = scalarOf(value);
    return number && key.kind === 'string' ? [{ name: before + key.value, ...number }] : [];
  });
}
