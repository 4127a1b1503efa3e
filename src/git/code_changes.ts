import { setImmediate as nextTurn } from 'node:timers/promises';
import { isCodeChange, type CodeChanges, type FileChange, type FileChangeKind } from '../core/code_changes';
import { blobSizes, readBlobs } from './blobs';
import { compareTrees, SUBMODULE, type LineCount, type TreeChange, type TreeDifference } from './diff_tree';
import { runGit } from './git_process';
import { compareLines, linesOf } from './line_difference';
import { compareNotebooks } from './notebook_changes';
import type { Repository } from './open_repository';
import { checkObjectId } from './safe_git';
import { inEitherVersion, TEXT_LIMIT, touchedFunctions } from './touched_functions';
import { shownPath } from './tree_path';

/** So many files are told by name. */
const FILE_LIMIT = 5000;
/** Bytes of both versions together, up to which a file's content is looked at, and of all files that are. */
const NOTEBOOK_LIMIT = 64_000_000;
const TOTAL_LIMIT = 128_000_000;
/** Parsing takes some 1.5 s for a million. */
const PYTHON_LIMIT = 2 * TEXT_LIMIT;
const PYTHON_TOTAL_LIMIT = 2_000_000;

/** `files`: no functions are told, and no Python is parsed for them: a table asks for many comparisons at once. */
export type CodeDetail = 'files' | 'functions';

const SAME: CodeChanges = { same: true, differing: 0, total: 0, files: [] };

/**
 * What differs between the files of two commits or snapshots, from one to the other. Contents are looked at within limits: in files beyond
 * them no functions are told, and a notebook beyond them counts as one that differs.
 * @param from, to ids of commits
 * Throws `git-revision`, `git-failed` where the repository does not have them, the signal's reason.
 */
export async function codeChanges(
  repository: Repository, from: string, to: string, signal?: AbortSignal, detail: CodeDetail = 'functions',
): Promise<CodeChanges> {
  if (checkObjectId(from) === checkObjectId(to)) return SAME;
  const trees = await treesOf(repository, [from, to], signal);
  return compareTreeIds(repository, trees[0]!, trees[1]!, detail, signal);
}

/** Ids of the trees of commits. */
export async function treesOf(repository: Repository, commits: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const output = await runGit(repository, ['rev-parse', ...commits.map((commit) => `${checkObjectId(commit)}^{tree}`)], { signal });
  return output.toString().trim().split('\n');
}

/** As `codeChanges`, for ids of trees. */
export async function compareTreeIds(repository: Repository, from: string, to: string, detail: CodeDetail, signal?: AbortSignal): Promise<CodeChanges> {
  if (from === to) return SAME;
  const difference = await compareTrees(repository, from, to, signal);
  const shown = [...difference.changes].sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, FILE_LIMIT);
  const contents = difference.lines === null ? new Map<string, Buffer>() : await contentsOf(repository, shown, detail, signal);
  const files: FileChange[] = [];
  for (const change of shown) {
    const looked = contents.size > 0 && [change.oldId, change.newId].some((id) => contents.has(id));
    // Long comparisons let others have their turn, and can be ended.
    if (looked) await nextTurn();
    signal?.throwIfAborted();
    files.push(fileChange(change, difference, contents, detail));
  }
  const total = difference.changes.length;
  const differing = total - files.length + files.filter(isCodeChange).length;
  return { same: differing === 0, differing, total, files };
}

function fileChange(change: TreeChange, { lines }: TreeDifference, contents: ReadonlyMap<string, Buffer>, detail: CodeDetail): FileChange {
  const kind = kindOf(change);
  const counted: LineCount = lines === null || kind === 'submodule' ? NOT_COUNTED : (lines.get(change.path) ?? NO_LINES);
  const binary = lines !== null && kind !== 'submodule' && counted.added === null;
  const file: FileChange = {
    path: shownPath(change.path),
    oldPath: change.oldPath === null ? null : shownPath(change.oldPath),
    kind,
    binary,
    added: counted.added,
    removed: counted.removed,
    functions: [],
    notebook: null,
    lineEndsOnly: kind === 'modified' && change.oldMode === change.newMode && counted.added === 0 && counted.removed === 0,
  };
  if (kind === 'submodule' || change.oldId === change.newId || file.lineEndsOnly || !isRegular(change)) return file;
  const language = languageOf(change);
  if (language === undefined) return file;
  const before = textOf(change.oldId, contents);
  const after = textOf(change.newId, contents);
  if (language === 'notebook') {
    if (before === null || after === null) return { ...file, binary: false, added: null, removed: null, notebook: 'differs' };
    const compared = compareNotebooks(before, after, detail === 'functions');
    if (compared === null) return { ...file, notebook: 'differs' };
    return { ...file, binary: false, ...compared, notebook: isNone(change.oldId) || isNone(change.newId) ? 'differs' : compared.notebook };
  }
  return before === null || after === null || binary || detail === 'files' ? file : { ...file, functions: changedFunctions(before, after) };
}

const NOT_COUNTED: LineCount = { added: null, removed: null };
const NO_LINES: LineCount = { added: 0, removed: 0 };

function changedFunctions(before: string, after: string): string[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const { removed, added } = compareLines(old, now);
  const written = (lines: readonly string[], numbers: readonly number[]): number[] => numbers.filter((number) => lines[number - 1]!.trim() !== '');
  return inEitherVersion(touchedFunctions(before, written(old, removed)), touchedFunctions(after, written(now, added)));
}

function kindOf({ status, oldMode, newMode, oldId, newId }: TreeChange): FileChangeKind {
  if (oldMode === SUBMODULE || newMode === SUBMODULE) return 'submodule';
  if (status === 'A') return 'added';
  if (status === 'D') return 'deleted';
  if (status === 'R') return 'renamed';
  return oldId === newId ? 'mode' : 'modified';
}

function languageOf({ path }: TreeChange): 'python' | 'notebook' | undefined {
  if (/\.ipynb$/i.test(path)) return 'notebook';
  return /\.pyi?w?$/i.test(path) ? 'python' : undefined;
}

/** Files on both sides, where there is one; no links. */
const isRegular = ({ oldMode, newMode }: TreeChange): boolean => [oldMode, newMode].every((mode) => mode.startsWith('100') || mode === '000000');

const isNone = (id: string): boolean => /^0+$/.test(id);

function textOf(id: string, contents: ReadonlyMap<string, Buffer>): string | null {
  return isNone(id) ? '' : (contents.get(id)?.toString() ?? null);
}

/** The contents that are looked at, by their ids: both versions of a file or none. */
async function contentsOf(
  repository: Repository, changes: readonly TreeChange[], detail: CodeDetail, signal: AbortSignal | undefined,
): Promise<Map<string, Buffer>> {
  const read = detail === 'functions' ? ['notebook', 'python'] : ['notebook'];
  const candidates = changes.filter((change) => read.includes(languageOf(change) ?? '') && isRegular(change) && change.oldId !== change.newId);
  const idsOf = (change: TreeChange): string[] => [change.oldId, change.newId].filter((id) => !isNone(id));
  const sizes = await blobSizes(repository, candidates.flatMap(idsOf), signal);
  let left = TOTAL_LIMIT;
  let pythonLeft = PYTHON_TOTAL_LIMIT;
  const wanted: string[] = [];
  for (const change of candidates) {
    const ids = idsOf(change);
    const size = ids.reduce((sum, id) => sum + (sizes.get(id) ?? Infinity), 0);
    const python = languageOf(change) === 'python';
    if (size > Math.min(left, python ? Math.min(PYTHON_LIMIT, pythonLeft) : NOTEBOOK_LIMIT)) continue;
    left -= size;
    if (python) pythonLeft -= size;
    wanted.push(...ids);
  }
  return readBlobs(repository, wanted, signal);
}
