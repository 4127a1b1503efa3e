import type { CodeChanges } from '../core/code_changes';
import { leftOutCount } from '../core/left_out_text';
import type { RunDetail } from '../core/run';
import { filesText } from '../core/code_text';
import { leftOutGroups, operationText, submoduleText } from '../core/snapshot_text';

/** Names in one line; `--json` has all of them. */
const MOST_NAMES = 8;

/** From what code a run began, as names and texts. @param changes what was uncommitted, if that is known */
export function codeFacts(detail: RunDetail, changes: CodeChanges | null): (readonly [string, string | null])[] {
  const { git } = detail;
  if (!git) return [];
  const { leftOut, changed, submodules } = git;
  const groups = leftOutGroups(leftOut).map(({ text, files }) => `${names(files.map(({ path }) => path))} (${text})`);
  return [
    ['code', codeText(detail, changes)],
    ['snapshot', git.snapshot !== git.commit ? git.snapshot : null],
    ['state', operationText(git)],
    ['left out', leftOut.count === 0 ? null : [leftOutCount(leftOut), groups.join('; ')].filter(Boolean).join(': ')],
    ['changed', changed.length === 0 ? null : `while the run began, so it may have used another content: ${names(changed)}`],
    ['submodules', names(submodules.map(submoduleText), '; ')],
    ['git', git.commit === null ? null : git.problem],
  ];
}

function codeText({ git, row }: RunDetail, changes: CodeChanges | null): string | null {
  if (!git) return null;
  if (git.commit === null) return git.problem ?? (git.snapshot === null ? null : 'no commit yet');
  const uncommitted = row.dirty ? ` with uncommitted changes${changes && changes.total > 0 ? ` in ${filesText(changes.total)}` : ''}` : '';
  return `${git.branch ?? 'detached'}@${git.commit.slice(0, 10)}${git.subject ? ` "${git.subject}"` : ''}${uncommitted}`;
}

function names(all: readonly string[], between = ', '): string {
  const more = all.length - MOST_NAMES;
  return all.slice(0, MOST_NAMES).join(between) + (more > 0 ? ` and ${more} more` : '');
}
