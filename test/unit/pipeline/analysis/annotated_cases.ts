import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow, Unit } from '../../../../src/pipeline/analysis/flow';

const folder = join(import.meta.dirname, '..', '..', '..', 'cases', 'statements');

/** A small notebook with what analysis must say of it, as test/cases/statements/README.md describes. */
export interface AnnotatedCase {
  readonly title: string;
  readonly cells: readonly { readonly source: string; readonly tags: readonly string[] }[];
  /** what is said of each statement, in order */
  readonly statements: readonly string[];
  /** what is said of the whole */
  readonly notes: readonly string[];
}

/** The cases by the names of their files. */
export function annotatedCases(): { file: string; cases: AnnotatedCase[] }[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.py'));
  return files.map((file) => ({ file, cases: readFileSync(join(folder, file), 'utf8').split(/^### /m).slice(1).map(readCase) }));
}

function readCase(text: string): AnnotatedCase {
  const [title = '', ...lines] = text.trimEnd().split('\n');
  const cells: { source: string; tags: string[] }[] = [{ source: '', tags: [] }];
  const statements: string[] = [];
  const notes: string[] = [];
  for (const line of lines) {
    const [, tags] = /^# %%(.*)$/.exec(line) ?? [];
    const [, note] = /^#! (.*)$/.exec(line) ?? [];
    const [, code, expected] = /^(.*?)\s*#: ?(.*)$/.exec(line) ?? [];
    if (tags !== undefined) cells.push({ source: '', tags: tags.trim().split(/\s+/).filter(Boolean) });
    else if (note !== undefined) notes.push(note.trim());
    else cells.at(-1)!.source += `${code ?? line}\n`;
    if (expected !== undefined) statements.push(expected.trim());
  }
  return { title: title.trim(), cells: cells.map(({ source, tags }) => ({ source: source.trim(), tags })), statements, notes };
}

/** What analysis says of a statement, in the words of the cases. @param withRole the case tells the role */
export function described({ role, uses, writes }: Unit, withRole: boolean): string {
  const marks = { bind: '', 'may-bind': '', mutate: '~', delete: '-' };
  const read = uses.map(({ subject, optional }) => `${subject}${optional ? '?' : ''}`).sort();
  const written = writes.map(({ subject, how }) => `${marks[how]}${subject}${how === 'may-bind' ? '?' : ''}`).sort();
  return [...(withRole ? [`[${role}]`] : []), ...read, '->', ...written].join(' ');
}

/** An expectation with its names in the order in which `described` has them. */
export function sorted(expected: string): string {
  const [, role = '', rest = ''] = /^(\[[a-z-]+\])?\s*(.*)$/.exec(expected) ?? [];
  const [read = '', written = ''] = rest.split('->');
  const names = (text: string) => text.trim().split(/\s+/).filter(Boolean).sort();
  return [...(role ? [role] : []), ...names(read), '->', ...names(written)].join(' ');
}

/** What analysis says of the whole, in the words of the cases; statements count from 1. */
export function notesOf({ bonds, together, problems }: Flow): string[] {
  return [
    ...bonds.map(({ from, to, subject }) => `bond ${from + 1}-${to + 1} ${subject}`),
    ...together.map(({ from, to, subjects }) => `together ${from + 1}-${to + 1} ${subjects.join(' ')}`),
    ...problems.filter(({ severity }) => severity !== 'note').map(({ severity, code, place }) => `${severity} ${code} ${place.cell + 1}:${place.line}`),
  ].sort();
}
