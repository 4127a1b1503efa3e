import { fieldsOf } from '../core/query/fields';
import { parseQuery } from '../core/query/parser';
import type { Columns, StoreService } from '../store/service';
import { didYouMean } from './did_you_mean';
import { brief, printable } from './printable';
import type { Terminal } from './terminal';

/** A metric, a param or a tag, as a query, a column or an order names it. */
export interface NamedKey {
  readonly of: 'metric' | 'param' | 'tag';
  readonly key: string;
}

export interface AskedNames {
  readonly query?: string;
  readonly experiment?: string;
  readonly keys?: readonly NamedKey[];
}

/** Says which names no run of the store has: they are mistyped, most likely. Throws `query-syntax`. */
export function tellUnknownNames(store: StoreService, { query, experiment, keys = [] }: AskedNames, terminal: Terminal): void {
  const inQuery = query === undefined ? [] : fieldsOf(parseQuery(query));
  const asked = [...keys, ...inQuery.filter((field): field is NamedKey & typeof field => field.of !== 'attribute')];
  const sentences = experiment === undefined ? [] : unknownExperiment(store, experiment);
  if (asked.length > 0) {
    const columns = store.columns();
    sentences.push(...asked.flatMap((one) => unknownKey(columns, one)));
  }
  for (const sentence of new Set(sentences)) terminal.aside(`trialbook: ${printable(sentence)}`);
}

function unknownExperiment(store: StoreService, name: string): string[] {
  const names = store.experiments().map((experiment) => experiment.name);
  return names.includes(name) ? [] : [`there is no experiment ${brief(name)}${didYouMean(name, names)}`];
}

function unknownKey(columns: Columns, { of, key }: NamedKey): string[] {
  const known = columns[of === 'metric' ? 'metrics' : of === 'param' ? 'params' : 'tags'];
  return known.includes(key) ? [] : [`no run has a ${of} ${brief(key)}${didYouMean(key, known)}`];
}
