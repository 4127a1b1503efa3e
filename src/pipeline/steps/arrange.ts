import type { Notebook } from '../../notebook/notebook';
import type { Layout } from '../plan';
import { cheapestCuts } from './cheapest_cuts';
import { coarsen } from './coarsen';
import type { Draft, Section } from './draft';
import { headingSections } from './heading_sections';
import type { Statements } from './statements';
import { tagSections } from './tag_sections';
import { ownTitle } from './own_title';

/** Cells in steps, in the order of their first statements, before it is known what flows; and by whom they are so. */
export interface Arrangement {
  readonly drafts: readonly Draft[];
  /** a person chose them, by a layout or by tags: they are not to be changed without saying so */
  readonly chosen: boolean;
}

/** The cells of a notebook in steps: as a person laid them out, else by tags, else by headings, else where cutting costs least. */
export function arrange(notebook: Notebook, statements: Statements, layout: Layout | undefined, dropped: ReadonlySet<number>): Arrangement {
  const units = tiedByCell(statements);
  const withDrafts = (sections: readonly Section[]): Draft[] => draftsOf(sections, units, dropped);
  const tagged = tagSections(notebook.cells);
  const automatic = (): readonly Draft[] => {
    const sections = headingSections(notebook.cells, (cell) => units.has(cell)) ?? cutSections(notebook, statements, units);
    return coarsen(contiguous(withDrafts(sections), statements), statements);
  };
  const unasked = tagged ? withDrafts(tagged) : automatic();
  const chosen = layout ? withDrafts(withLayout(layout, unasked)) : unasked;
  return { drafts: named(chosen, notebook), chosen: tagged !== undefined || (layout?.steps.length ?? 0) > 0 };
}

function tiedByCell(statements: Statements): ReadonlyMap<number, readonly number[]> {
  const tied = statements.flow.units.filter(({ id }) => statements.isTied(id));
  return new Map([...Map.groupBy(tied, ({ cell }) => cell)].map(([cell, units]) => [cell, units.map(({ id }) => id)]));
}

/** Sections with something that runs, in the order in which they begin to, without the cells that are left out. */
function draftsOf(sections: readonly Section[], units: ReadonlyMap<number, readonly number[]>, dropped: ReadonlySet<number>): Draft[] {
  return sections
    .map((section) => ({ ...section, cells: section.cells.filter((cell) => !dropped.has(cell)) }))
    .map((section) => ({ ...section, units: section.cells.flatMap((cell) => units.get(cell) ?? []).sort((a, b) => a - b) }))
    .filter((draft) => draft.units.length > 0)
    .sort((a, b) => (a.units[0] ?? 0) - (b.units[0] ?? 0));
}

/** Where the cells were run in another order than they stand in, a section's cells may run at several times: a draft each. */
function contiguous(drafts: readonly Draft[], statements: Statements): Draft[] {
  const draftOf = new Map(drafts.flatMap((draft) => draft.units.map((id) => [id, draft] as const)));
  const parts: { draft: Draft; units: number[] }[] = [];
  for (const { id } of statements.flow.units) {
    const draft = draftOf.get(id);
    if (!draft) continue;
    const last = parts.at(-1);
    if (last?.draft === draft) last.units.push(id);
    else parts.push({ draft, units: [id] });
  }
  if (parts.length === drafts.length) return [...drafts];
  return parts.map(({ draft, units }) => {
    const cells = new Set(units.map((id) => statements.unit(id).cell));
    return { ...draft, units, cells: draft.cells.filter((cell) => cells.has(cell)) };
  });
}

function cutSections(notebook: Notebook, statements: Statements, units: ReadonlyMap<number, readonly number[]>): Section[] {
  const groups = [...units].sort(([, a], [, b]) => (a[0] ?? 0) - (b[0] ?? 0));
  const isText = (cell: number): boolean => notebook.cells[cell]?.type === 'markdown';
  const begins = new Set(cheapestCuts(groups.map(([, ids]) => ids), statements, (at) => isText((groups[at]?.[0] ?? 0) - 1)));
  const sectionOf = new Map<number, number>();
  let section = -1;
  for (const [at, [cell]] of groups.entries()) {
    if (begins.has(at)) section++;
    sectionOf.set(cell, section);
  }
  const sections: { title: string; under: string[]; cells: number[] }[] = Array.from({ length: section + 1 }, () => ({ title: '', under: [], cells: [] }));
  // Text and cells where nothing runs stand with what comes after them.
  let waiting: number[] = [];
  let current = sections[0];
  for (const { index, type } of notebook.cells) {
    if (type === 'raw') continue;
    const at = sectionOf.get(index);
    waiting.push(index);
    if (at === undefined) continue;
    current = sections[at];
    current?.cells.push(...waiting);
    waiting = [];
  }
  current?.cells.push(...waiting);
  return sections;
}

/** The cells that a layout names are in its steps, the others where they would be without it. */
function withLayout(layout: Layout, unasked: readonly Draft[]): Section[] {
  const placed = new Set(layout.steps.flatMap(({ cells }) => cells));
  const asked = layout.steps.map(({ title, cells }) => ({ title, under: [], cells: [...new Set(cells)].sort((a, b) => a - b) }));
  return [...asked, ...unasked.map((draft) => ({ ...draft, cells: draft.cells.filter((cell) => !placed.has(cell)) }))];
}

/** A title for each draft that has none. */
function named(drafts: readonly Draft[], notebook: Notebook): Draft[] {
  return drafts.map((draft, at) => ({ ...draft, title: draft.title || ownTitle(draft.cells.flatMap((cell) => notebook.cells[cell] ?? [])) || `Step ${at + 1}` }));
}
