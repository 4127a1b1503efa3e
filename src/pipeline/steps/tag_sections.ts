import type { Cell } from '../../notebook/notebook';
import type { Section } from './draft';

const STEP = /^(?:step|block):(.*)$/;

/** Cells that a tag leaves out of the pipeline. */
export function skippedByTag(cells: readonly Cell[]): number[] {
  return cells.filter(({ tags, type }) => type === 'code' && tags.includes('skip')).map(({ index }) => index);
}

/**
 * The notebook divided as its tags say: `step:NAME`, or Kale's `block:NAME`, on any of the cells of a step. A cell without such
 * a tag goes with the one before it. Undefined where no cell has one.
 */
export function tagSections(cells: readonly Cell[]): Section[] | undefined {
  if (!cells.some((cell) => stepName(cell) !== undefined)) return undefined;
  const sections = new Map<string, number[]>();
  let current = '';
  let waiting: number[] = [];
  for (const cell of cells) {
    if (cell.type === 'raw') continue;
    const name = stepName(cell);
    if (cell.type === 'markdown' && name === undefined) {
      waiting.push(cell.index);
      continue;
    }
    current = name ?? current;
    // Text stands above the code that it is about.
    sections.set(current, [...(sections.get(current) ?? []), ...waiting, cell.index]);
    waiting = [];
  }
  sections.get(current)?.push(...waiting);
  return [...sections].map(([title, indexes]) => ({ title, under: [], cells: indexes }));
}

/** Kale's `block:` without a name, as without a tag, goes with the cell before. */
function stepName({ tags }: Cell): string | undefined {
  for (const tag of tags) {
    const name = STEP.exec(tag)?.[1]?.trim();
    if (name) return name;
  }
  return undefined;
}
