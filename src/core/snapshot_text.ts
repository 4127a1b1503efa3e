import { isCodeChange, type CodeChanges, type FileChange } from './code_changes';
import { countText, filesText, summary } from './code_text';
import { leftOutReason } from './left_out_text';
import { type GitState, LEFT_OUT_REASONS, type LeftOut, type Submodule } from './run';

/** Files that a snapshot lacks for one reason, as far as they are named; the text has their bytes too. */
export interface LeftOutGroup {
  readonly text: string;
  readonly files: LeftOut['files'];
}

const OPERATIONS: Readonly<Record<string, string>> = {
  merge: 'a merge', rebase: 'a rebase', 'cherry-pick': 'a cherry-pick', revert: 'a revert', bisect: 'a bisection',
};

export function leftOutGroups(leftOut: LeftOut): LeftOutGroup[] {
  return LEFT_OUT_REASONS.flatMap((why) => {
    const files = leftOut.files.filter((file) => file.why === why);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return files.length === 0 ? [] : [{ text: leftOutReason({ path: '', why, size }), files }];
  });
}

/** `a merge was under way`; '' for nothing. */
export function operationText({ operation }: Pick<GitState, 'operation'>): string {
  return operation === null ? '' : `${OPERATIONS[operation] ?? operation} was under way`;
}

/** `libs/x at 3f2c9a1, with changes inside` */
export function submoduleText({ path, commit, dirty }: Submodule): string {
  return `${path} ${commit === null ? 'without a commit' : `at ${commit.slice(0, 7)}`}${dirty ? ', with changes inside' : ''}`;
}

/** `3 files changed, +12 −4`: what was uncommitted. */
export function uncommittedText(changes: CodeChanges): string {
  const files = `${filesText(changes.total)} changed`;
  if (changes.total > 0 && changes.same) return `${files}, the code is the same`;
  return [files, countText(changedLines(changes))].filter((part) => part !== '').join(', ');
}

/** Lines of all files together whose code differs. */
export function changedLines({ files }: CodeChanges): { added: number; removed: number } {
  const sum = (of: 'added' | 'removed'): number => files.filter(isCodeChange).reduce((all, file) => all + (file[of] ?? 0), 0);
  return { added: sum('added'), removed: sum('removed') };
}

const MOST_NAMED = 5;

/** `same code`, or `differs in 3 files: train.py, model.py, notes.txt`. */
export function differenceText(changes: CodeChanges): string {
  if (changes.same) return 'same code';
  const names = mostTellingFirst(changes.files.filter(isCodeChange)).slice(0, MOST_NAMED).map(({ path }) => path);
  return `${summary(changes)}: ${names.join(', ')}${changes.differing > names.length ? ', …' : ''}`;
}

/** What was there before and is another now, then what came or went, then what is no other code: new files may be very many. */
export function mostTellingFirst(files: readonly FileChange[]): FileChange[] {
  return files.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(file: FileChange): number {
  if (!isCodeChange(file)) return 3;
  return file.kind === 'added' ? 2 : file.kind === 'deleted' ? 1 : 0;
}
