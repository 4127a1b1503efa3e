import type { ComparedRow } from '../../src/core/comparison';
import type { Differences } from '../../src/protocol/comparison_page';

/** A line of the table of differences: the name of a part, or one thing with its value in each run. */
export type DifferenceLine =
  | { readonly part: string; readonly count: number; readonly row: null }
  | { readonly part: string; readonly row: ComparedRow };

const parts: readonly (readonly [title: string, of: keyof Pick<Differences, 'params' | 'code' | 'data' | 'environment' | 'packages' | 'tags'>])[] = [
  ['Params', 'params'], ['Code', 'code'], ['Data', 'data'], ['Environment', 'environment'], ['Packages', 'packages'], ['Tags', 'tags'],
];

/** The lines of the table. @param onlyDifferent leaves out what all runs have in common, and parts where that is all */
export function differenceLines(differences: Differences, onlyDifferent: boolean): DifferenceLine[] {
  return parts.flatMap(([part, of]): DifferenceLine[] => {
    const rows = differences[of].filter((row) => row.differs || !onlyDifferent);
    return rows.length === 0 ? [] : [{ part, count: rows.length, row: null }, ...rows.map((row): DifferenceLine => ({ part, row }))];
  });
}

/** The names of the parts in which the runs are all the same, to say so. */
export function sameParts(differences: Differences): string[] {
  return parts.filter(([, of]) => differences[of].length > 0 && !differences[of].some((row) => row.differs)).map(([title]) => title.toLowerCase());
}
