import type { Notebook } from '../../notebook/notebook';
import type { Place } from '../../notebook/place';
import type { Problem } from '../../notebook/problem';
import type { Layout } from '../plan';
import type { Arrangement } from './arrange';
import type { Body } from './body';
import type { Merged } from './bonds';
import type { Refused } from './carry';
import type { Before } from './order';
import type { Statements } from './statements';
import { subjectText } from './subjects';

/** What was found out while steps were made. */
export interface Findings {
  readonly notebook: Notebook;
  readonly statements: Statements;
  readonly layout: Layout | undefined;
  readonly arrangement: Arrangement;
  readonly merges: Merged['merges'];
  readonly all: readonly Body[];
  /** titles of the steps that `cycle` counts */
  readonly titles: readonly string[];
  readonly cycle: Before | undefined;
  readonly refused: readonly Refused[];
}

/** What is wrong with the steps that were chosen, each at a line that shows it. */
export function layoutProblems(findings: Findings): Problem[] {
  return [...unknownCells(findings), ...lost(findings), ...torn(findings), ...circular(findings), ...lateSettings(findings), ...merged(findings), ...nothingRuns(findings)];
}

function problem(severity: Problem['severity'], place: Place, message: string): Problem {
  return { code: 'layout', severity, place, message };
}

/** `cell 7`, as people count. */
function cellText(cell: number): string {
  return `cell ${cell + 1}`;
}

function unknownCells({ layout, notebook }: Findings): Problem[] {
  const cells = [...(layout?.steps.flatMap((step) => step.cells) ?? []), ...(layout?.dropped ?? [])];
  const unknown = cells.filter((cell) => notebook.cells[cell] === undefined);
  const twice = cells.filter((cell, at) => cells.indexOf(cell) !== at && !unknown.includes(cell));
  return [
    ...[...new Set(unknown)].map((cell) => problem('error', startOf(0), `The layout names ${cellText(cell)}, which the notebook does not have.`)),
    ...[...new Set(twice)].map((cell) => problem('error', startOf(cell), `The layout has ${cellText(cell)} in two places. Leave it in one.`)),
  ];
}

function lost({ statements }: Findings): Problem[] {
  return statements.lost.map(({ unit, subject, version, use }) => {
    const cell = cellText(statements.unit(version).cell);
    return problem('error', use?.place ?? statements.unit(unit).place, `${subjectText(subject)} is made in ${cell} only, which is left out. Keep ${cell}, or leave this cell out too.`);
  });
}

/** A step whose cells do not follow each other, where what runs in between matters. */
function torn({ statements, all, refused }: Findings): Problem[] {
  const needs = [
    ...all.flatMap((body) => body.torn.map(({ need, other }) => ({ subject: need.subject, version: need.version, other, at: need.unit }))),
    ...refused.map(({ subject, version, at }) => ({ subject, version, other: undefined, at })),
  ];
  return needs.map(({ subject, version, other, at }) => {
    const use = statements.unit(at).uses.find((one) => one.subject === subject);
    const [user, maker] = [statements.unit(at).cell, statements.unit(version).cell];
    const between = other === undefined ? undefined : statements.unit(other).cell;
    const changed = between === undefined || between === maker ? 'its step changes it again' : `${cellText(between)} changes it too`;
    const message = `With these steps ${cellText(user)} would not get the ${subjectText(subject)} of ${cellText(maker)}, because ${changed}. Put ${cellText(user)} and ${cellText(maker)} into one step, with what is between them.`;
    return problem('error', use?.place ?? statements.unit(at).place, message);
  });
}

function circular({ cycle, titles }: Findings): Problem[] {
  if (!cycle) return [];
  const { from, to, subject, made, used } = cycle;
  const message = `The steps “${titles[to]}” and “${titles[from]}” would wait for each other: ${cellText(used.cell)} needs ${subjectText(subject)} as ${cellText(made.cell)} leaves it. Put the two cells into one step, or move one of them.`;
  return [problem('error', used, message)];
}

/** A step that begins before a setting of another step's cell and goes on behind it. */
function lateSettings({ statements, all }: Findings): Problem[] {
  return all.flatMap(({ draft, settings }) =>
    settings
      .filter((id) => id > (draft.units[0] ?? 0))
      .map((id) => problem('error', statements.unit(id).place, `“${draft.title}” has cells before and after this setting, which is in another step. Put ${cellText(statements.unit(id).cell)} into that step, or divide it.`)),
  );
}

function merged({ merges, arrangement, statements }: Findings): Problem[] {
  return merges.map(({ bond, titles }) => {
    const names = titles.map((title) => `“${title}”`);
    const list = names.length > 2 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join(' and ');
    return problem(arrangement.chosen ? 'warning' : 'note', statements.unit(bond.to).place, `${list} are one step: ${bond.reason}.`);
  });
}

function nothingRuns({ all, notebook }: Findings): Problem[] {
  if (all.length > 0) return [];
  const first = notebook.cells.find(({ type }) => type === 'code')?.index ?? 0;
  return [problem('error', startOf(first), 'Nothing is left that runs: a pipeline needs a cell that does more than import and define.')];
}

function startOf(cell: number): Place {
  return { cell, line: 1, column: 0, endLine: 1, endColumn: 0 };
}
