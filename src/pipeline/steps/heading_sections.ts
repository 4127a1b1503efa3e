import type { Cell } from '../../notebook/notebook';
import type { Section } from './draft';
import { headingsOf, type Heading } from './headings';
import { plainTitle } from './titles';

const HIGHEST = 1;
const LOWEST = 4;
/** What stands before the first heading. */
const UNTITLED = 'Set up';
/** A section with more cells that run than this is divided at the headings in it, where there are any. */
const LARGE = 15;

/**
 * The notebook divided at its headings: of the highest level that has two headings or more and divides what runs into two
 * parts or more. Headings above that level divide too, and in a large section those below. Undefined where no level does.
 * @param cells all cells of the notebook
 * @param runs whether a cell has something that runs in a step
 */
export function headingSections(cells: readonly Cell[], runs: (cell: number) => boolean): Section[] | undefined {
  const headings = new Map(cells.filter(({ type }) => type === 'markdown').map(({ index, source }) => [index, headingsOf(source)] as const));
  for (let level = HIGHEST; level <= LOWEST; level++) {
    const count = [...headings.values()].flat().filter((heading) => heading.level === level).length;
    if (count < 2) continue;
    const sections = divide(cells, headings, level);
    if (sections.filter((section) => section.cells.some(runs)).length >= 2) return sections.flatMap((section) => parts(section, cells, runs));
  }
  return undefined;
}

function parts(section: Section, cells: readonly Cell[], runs: (cell: number) => boolean): readonly Section[] {
  if (section.cells.filter(runs).length <= LARGE) return [section];
  const own = new Set(section.cells);
  const inner = headingSections(cells.filter(({ index }) => own.has(index)), runs) ?? [section];
  return inner.map((part) => (part === section || part.title === UNTITLED ? { ...section, cells: part.cells } : { ...part, under: [...section.under, ...part.under] }));
}

function divide(cells: readonly Cell[], headings: ReadonlyMap<number, readonly Heading[]>, level: number): Section[] {
  const sections: OpenSection[] = [{ title: UNTITLED, under: [], cells: [], hasCode: false }];
  const path: string[] = [];
  const counts = Map.groupBy([...headings.values()].flat(), (heading) => heading.level);
  for (const { index, type } of cells) {
    if (type === 'raw') continue;
    const here = (headings.get(index) ?? []).filter((heading) => heading.level <= level);
    for (const heading of here) goTo(path, heading);
    const deepest = here.at(-1)?.level ?? level;
    // A single heading above all others is the notebook's title, not that of the cells below it.
    const title = deepest < level && counts.get(deepest)?.length === 1 ? UNTITLED : (path.at(-1) ?? UNTITLED);
    const under = path.slice(0, -1).filter((text) => text !== '');
    const current = sections.at(-1);
    if (current === undefined || (here.length > 0 && current.hasCode)) sections.push({ title, under, cells: [index], hasCode: type === 'code' });
    else {
      // A heading with nothing but text below it stands with what comes next.
      if (here.length > 0) Object.assign(current, { title, under });
      current.cells.push(index);
      current.hasCode ||= type === 'code';
    }
  }
  const ending = sections.at(-1);
  if (ending && !ending.hasCode && sections.length > 1) {
    sections.pop();
    sections.at(-1)?.cells.push(...ending.cells);
  }
  return sections;
}

interface OpenSection {
  title: string;
  under: string[];
  cells: number[];
  hasCode: boolean;
}

/** The headings above a place, after one more: the last is the place's own. Levels that were left out are ''. */
function goTo(path: string[], { level, text }: Heading): void {
  while (path.length < level - 1) path.push('');
  path.splice(level - 1, Infinity, plainTitle(text));
}
