import type { ParamChange, ChangedArguments } from './change_arguments';
import { csvField } from './change_arguments';

/** Words before the options, as they are recorded. */
const COMMAND = ['-m', 'trialbook', 'run'];
/** Options that say how one run was recorded, and nothing of what was run. */
const OPTIONS = new Set(['--name', '--experiment', '--tag', '--output', '--sweep', '--jobs']);
/** How a sweep tells one of its runs its values: `lr=0.1`. */
const SWEEP_VALUE = '--sweep-value';

/**
 * The notebook and its parameters, as `x.ipynb -p lr 0.1`, out of the recorded command of one that ran by itself. What a sweep
 * chose becomes a parameter like others.
 * @param argv `-m trialbook run`, options, the notebook, more options
 */
export function notebookArguments(argv: readonly string[]): string[] {
  const words = COMMAND.every((word, at) => argv[at] === word) ? argv.slice(COMMAND.length) : [...argv];
  let notebook: string | undefined;
  const params = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [option = '', ...value] = word.split('=');
    if (word === '-p') {
      params.set(words[at + 1] ?? '', words[at + 2] ?? '');
      at += 2;
    } else if (option === SWEEP_VALUE) {
      const [name = '', ...text] = (value.length > 0 ? value.join('=') : (words[++at] ?? '')).split('=');
      params.set(name, text.join('='));
    } else if (OPTIONS.has(option)) {
      if (value.length === 0) at++;
    } else {
      notebook ??= word;
    }
  }
  return [...(notebook === undefined ? [] : [notebook]), ...given(params)];
}

/** Gives parameters of a notebook other values; several are left to the client's sweep. @param argv as `notebookArguments` gives it */
export function changeNotebookArguments(argv: readonly string[], changes: readonly ParamChange[]): ChangedArguments {
  const [notebook = '', ...rest] = argv;
  const params = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 3) params.set(rest[at + 1] ?? '', rest[at + 2] ?? '');
  const sweeps: string[] = [];
  for (const { name, values } of changes) {
    if (values.length > 1) {
      params.delete(name);
      sweeps.push(`${name}=${values.map(csvField).join(',')}`);
    } else {
      params.set(name, values[0] ?? '');
    }
  }
  return { argv: [notebook, ...given(params)], sweeps };
}

function given(params: ReadonlyMap<string, string>): string[] {
  return [...params].flatMap(([name, value]) => ['-p', name, value]);
}
