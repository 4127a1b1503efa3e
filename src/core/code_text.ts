import type { CodeChanges, FileChange, FileChangeKind } from './code_changes';

/** How a changed file is marked in lists, as in the list of changes that editors have. */
export const kindLetters: Readonly<Record<FileChangeKind, string>> = {
  added: 'A',
  deleted: 'D',
  modified: 'M',
  renamed: 'R',
  mode: 'M',
  submodule: 'S',
};

const MOST_FUNCTIONS = 6;

/** `same code`, `differs in 3 files`. */
export function summary(changes: CodeChanges): string {
  if (changes.same) return 'same code';
  return `differs in ${filesText(changes.differing)}`;
}

/** What changed in a file, on one line: `+3 −1 · train, Model.forward`. */
export function changeText(file: FileChange): string {
  return [...natureOf(file), countText(file), functionsText(file.functions)].filter((part) => part !== '').join(' · ');
}

function natureOf({ kind, oldPath, binary, notebook, lineEndsOnly }: FileChange): string[] {
  return [
    kind === 'renamed' && oldPath !== null ? `was ${oldPath}` : '',
    kind === 'mode' ? 'may be executed, or no longer' : '',
    kind === 'submodule' ? 'submodule' : '',
    binary ? 'binary' : '',
    notebook === 'outputs only' ? 'outputs only' : '',
    lineEndsOnly ? 'ends of lines only' : '',
  ];
}

/** `+3 −1`; '' where lines are not counted, or none differ. */
export function countText({ added, removed }: Pick<FileChange, 'added' | 'removed'>): string {
  return [added ? `+${added}` : '', removed ? `−${removed}` : ''].filter((part) => part !== '').join(' ');
}

/** `train, Model.forward`; lines outside of functions are `module level`. */
export function functionsText(functions: readonly string[]): string {
  const names = functions.map((name) => (name === '' ? 'module level' : name));
  if (names.length === 1 && functions[0] === '') return '';
  const more = names.length - MOST_FUNCTIONS;
  return names.slice(0, MOST_FUNCTIONS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** `1 file`, `3 files` */
export function filesText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
}
