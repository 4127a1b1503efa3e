import type { CellNames } from '../core/cell';
import { sameCode } from './same_code';

/** A cell as the open notebook has it now. */
export interface OpenCell {
  /** tells it from the notebook's other cells, and from those that are gone */
  readonly key: string;
  /** its place among all cells, from 0 */
  readonly index: number;
  readonly source: string;
  readonly language: string | null;
}

/** An execution in the session that is looked at. */
export interface Ran {
  /** the key of its cell, which may be gone */
  readonly cell: string;
  readonly source: string;
  /** null where nobody knows them */
  readonly names: CellNames | null;
  /** the names were read from the source rather than told by the kernel */
  readonly inferred: boolean;
}

/**
 * What became of the cell from which a variable was read. `changed`, `again`: it ran again, with other or with the same code; `bound`: another
 * cell, which stands between, bound the variable anew. The others make the reader perhaps stale: `edited`: it was edited and not run since;
 * `stale`: it is, or may be, stale itself.
 */
export type InputChange = 'changed' | 'again' | 'bound' | 'edited' | 'stale';

export interface StaleInput {
  /** the key of the cell that changed things */
  readonly cell: string;
  readonly change: InputChange;
  /** the variables in question, sorted */
  readonly names: readonly string[];
  readonly inferred: boolean;
}

/** How what a cell shows stands to its source and to what it read. */
export interface CellState {
  /** its code was changed since it ran */
  readonly edited: boolean;
  /** the surest first, then in the notebook's order */
  readonly inputs: readonly StaleInput[];
  /** variables that it read from cells that are in the notebook no more */
  readonly gone: readonly string[];
}

const SURENESS: readonly InputChange[] = ['changed', 'again', 'bound', 'edited', 'stale'];

/** Whether anything makes the shown output stale, or perhaps stale. */
export function isStale({ edited, inputs }: CellState): boolean {
  return edited || inputs.length > 0;
}

/** Whether it is not known to be stale but may be. */
export function isPerhapsStale({ edited, inputs }: CellState): boolean {
  return !edited && inputs.length > 0 && inputs.every(({ change, inferred }) => inferred || change === 'edited' || change === 'stale');
}

/**
 * The state of each cell that ran in a session, by key. An output is stale where running the notebook from the top down could give another one:
 * its own code changed; or a cell from which it read a variable ran again later; or one that stands between the two bound that variable later.
 * What a cell further down makes of a variable does not count, else `df = df.dropna()` would mark all that was shown of `df` before it.
 *
 * @param cells those of the open notebook
 * @param executions in the order in which they ran
 */
export function cellStates(cells: readonly OpenCell[], executions: readonly Ran[]): Map<string, CellState> {
  const open = new Map(cells.map((cell) => [cell.key, cell]));
  const last = new Map(executions.map(({ cell }, at) => [cell, at]));
  const { binders, reads } = readNames(executions, last);
  const states = new Map<string, CellState>();

  // In the order in which they ran last: what a cell read was bound before, so the state of the cell that bound it is known.
  for (const [key, at] of [...last].filter(([key]) => open.has(key)).sort((a, b) => a[1] - b[1])) {
    const cell = open.get(key)!;
    const ran = executions[at]!;
    const found = new Map<string, { cell: string; change: InputChange; names: string[]; inferred: boolean }>();
    const gone: string[] = [];
    const note = (by: string, change: InputChange, name: string, inferred: boolean): void => {
      const noted = found.get(`${change} ${by}`) ?? { cell: by, change, names: [], inferred: true };
      found.set(`${change} ${by}`, { ...noted, names: [...noted.names, name], inferred: noted.inferred && inferred });
    };
    for (const [name, from] of reads.get(at) ?? []) {
      const source = from === null ? undefined : executions[from];
      const home = source && open.get(source.cell);
      if (source && !home) gone.push(name);
      const again = source && source.cell !== key ? last.get(source.cell)! : -1;
      if (source && home && again > at) {
        const code = sameCode(source.source, executions[again]!.source, home.language) ? 'again' : 'changed';
        note(source.cell, code, name, ran.inferred || source.inferred);
        continue;
      }
      const above = home && home.index < cell.index ? home.index : -1;
      for (const [by, when] of binders.get(name) ?? []) {
        if (when > at && by !== key && between(open.get(by), above, cell.index)) note(by, 'bound', name, ran.inferred || executions[when]!.inferred);
      }
      const state = source && source.cell !== key ? states.get(source.cell) : undefined;
      if (source && state && isStale(state)) note(source.cell, state.edited ? 'edited' : 'stale', name, ran.inferred || source.inferred);
    }
    const order = (input: StaleInput): number => SURENESS.indexOf(input.change) * 1e9 + (open.get(input.cell)?.index ?? 0);
    const inputs = [...found.values()].sort((a, b) => order(a) - order(b)).map((input) => ({ ...input, names: input.names.sort() }));
    states.set(key, { edited: !sameCode(cell.source, ran.source, cell.language), inputs, gone: gone.sort() });
  }
  return states;
}

const between = (cell: OpenCell | undefined, above: number, below: number): boolean => cell !== undefined && cell.index > above && cell.index < below;

/**
 * By variable the cells that bound it, each with its last execution that did; and for the last execution of each cell what it read, with the
 * execution that had bound it, null where that is not known.
 */
function readNames(
  executions: readonly Ran[],
  last: ReadonlyMap<string, number>,
): { binders: Map<string, Map<string, number>>; reads: Map<number, [name: string, from: number | null][]> } {
  const binders = new Map<string, Map<string, number>>();
  const reads = new Map<number, [string, number | null][]>();
  const latest = new Map<string, number>();
  executions.forEach(({ cell, names }, at) => {
    if (names === null) return;
    if (last.get(cell) === at) reads.set(at, names.read.map((name) => [name, latest.get(name) ?? null]));
    for (const name of [...names.defined, ...names.deleted]) {
      const by = binders.get(name) ?? new Map<string, number>();
      binders.set(name, by.set(cell, at));
      latest.set(name, at);
    }
  });
  return { binders, reads };
}
