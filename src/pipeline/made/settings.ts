import type { Notebook } from '../../notebook/notebook';
import type { Flow, Unit } from '../analysis/flow';
import { textAt } from '../steps/parameters';
import { silentImports } from '../steps/silent_imports';
import { Statements } from '../steps/statements';
import { isVariable } from '../steps/subjects';
import type { ExecutedCell } from './executed_cell';

/** Something that an execution does for all that come later: it sets how things are done, or imports what changes things. */
export interface Setting {
  readonly kind: 'setting' | 'import';
  /** of an import: the packages that it is for; undefined where nobody knows */
  readonly packages: readonly string[] | undefined;
}

const SHOWING = new Set('matplotlib pylab seaborn plotly bokeh altair IPython matplotlib_inline mpl_toolkits warnings logging rich'.split(' '));
const MAGIC = /^%(?:load_ext|reload_ext|autoreload|aimport|alias|alias_magic|config|automagic|autocall)\b(?!\s+trialbook\b)/;
const SHOWING_MAGIC = /^%(?:matplotlib|pylab|precision|pprint|colors|gui)\b/;
/** Doing it twice is not the same as doing it once. */
const ADDS_UP = /chdir|%cd|autoreload/;

/**
 * What the executions set, by their place in the order. What is set again as it is already is left out; so is what only changes looks in
 * an execution that does more than that.
 * @param notebook the executions as cells, in their order
 */
export function settingsOf(cells: readonly ExecutedCell[], flow: Flow, notebook: Notebook, imported: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<number, readonly Setting[]> {
  const unitsOf = Map.groupBy(flow.units, ({ cell }) => cell);
  const found = new Map<number, Setting[]>();
  const now = new Map<string, string>();
  const note = (at: number, text: string, setting: Setting, showing = false): void => {
    if (showing && !isCheap(unitsOf.get(at) ?? [])) return;
    const what = whatIsSet(text);
    if (now.get(what) === text && !ADDS_UP.test(text)) return;
    now.set(what, text);
    found.set(at, [...(found.get(at) ?? []), setting]);
  };
  const silent = new Map(silentImports(notebook, new Statements(flow, new Set())).map(({ id, packages }) => [id, packages]));
  for (const unit of flow.units) {
    const text = textAt(notebook, unit.place);
    if (silent.has(unit.id)) note(unit.cell, text, { kind: 'import', packages: silent.get(unit.id) });
    if (unit.role !== 'setting') continue;
    const variables = unit.uses.map(({ subject }) => subject).filter(isVariable);
    // What is read of a variable may be another value each time.
    const isSame = variables.every((name) => imported.has(name));
    const showing = variables.length > 0 && (variables.every((name) => areAll(imported.get(name), SHOWING)) || /\bdisplay\b/.test(text));
    note(unit.cell, isSame ? text : `${text} # ${unit.id}`, { kind: 'setting', packages: undefined }, showing);
  }
  for (const { at, parsed } of cells) {
    for (const { original } of parsed?.python.specials ?? []) {
      if (MAGIC.test(original)) note(at, original, { kind: 'setting', packages: undefined });
      else if (SHOWING_MAGIC.test(original)) note(at, original, { kind: 'setting', packages: undefined }, true);
    }
  }
  return found;
}

/** The execution does little besides setting things, so that to keep it costs nothing. */
function isCheap(units: readonly Unit[]): boolean {
  return units.every(({ role }) => role === 'import' || role === 'setting' || role === 'definition' || role === 'local-definition' || role === 'constant' || role === 'nothing');
}

/** `pd.set_option('display.width'` of `pd.set_option('display.width', 80)`. */
function whatIsSet(text: string): string {
  return /^[^(=]*[(=]?\s*(?:'[^']*'|"[^"]*")?/.exec(text)?.[0] ?? text;
}

function areAll(modules: ReadonlySet<string> | undefined, among: ReadonlySet<string>): boolean {
  return modules !== undefined && [...modules].every((module) => among.has(module));
}
