import type { CellRow } from '../../core/cell';
import type { SliceNote } from './execution';

const MOST_CELLS = 6;

/** `[3]`, `[3] and [5]`, `[1], [2], [3] and 4 more`. */
export function cellsText(cells: readonly Pick<CellRow, 'count'>[]): string {
  const names = cells.slice(0, MOST_CELLS).map(({ count }) => `[${count ?? ' '}]`);
  const all = cells.length > MOST_CELLS ? [...names, `${cells.length - MOST_CELLS} more`] : names;
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : all.join('');
}

/** A note for people. @param cells those that it is about, in order */
export function noteText({ kind, names }: SliceNote, cells: readonly Pick<CellRow, 'count'>[]): string {
  const which = cellsText(cells);
  const one = cells.length === 1;
  const quoted = names.map((name) => `\`${name}\``).join(', ');
  switch (kind) {
    case 'redacted':
      return `${which} ${one ? 'was' : 'were'} taken out of the records. What ${one ? 'it' : 'they'} did is not known, so this cannot run as it did, and everything before is kept.`;
    case 'undefined':
      return `${quoted} ${names.length === 1 ? 'is' : 'are'} read in ${which}, and no recorded execution defines ${names.length === 1 ? 'it' : 'them'}. Define ${names.length === 1 ? 'it' : 'them'} before running this.`;
    case 'unfollowed':
      return `What ${which} ${one ? 'does' : 'do'} to variables cannot be told from the code. Everything that ran before is kept, as it may matter.`;
    case 'language':
      return `${which} ${one ? 'is' : 'are'} in another language, which is not followed. Everything that ran before is kept, as it may matter.`;
    case 'interrupted':
      return `${which} ${one ? 'was' : 'were'} interrupted. Here ${one ? 'it runs' : 'they run'} to the end, so the number may be another.`;
    case 'unfinished':
      return `How ${which} ended is not recorded. Here ${one ? 'it runs' : 'they run'} to the end, so the number may be another.`;
    case 'input':
      return `${which} ${one ? 'asks' : 'ask'} for input. What was answered is not recorded.`;
    case 'history':
      return `${which} ${one ? 'takes' : 'take'} inputs or outputs by their numbers, which are others here.`;
    case 'widget':
      return `${which} ${one ? 'has' : 'have'} widgets. What was chosen there is not recorded.`;
    case 'random':
      return `${which} ${one ? 'draws' : 'draw'} random numbers from a generator that nothing has seeded before. They are others each time, and so may the number be.`;
    case 'star-import':
      return `What \`import *\` brings in ${which} could not be found out: a name that comes from there may be missing.`;
    case 'install':
      return `${which} installed ${quoted}, which is not done again here. Install what is missing.`;
    case 'unrecorded':
      return `Not recorded: ${names.join(', ')}. Tracking began later, or was off. What ran there is missing here if it mattered.`;
  }
}

/** The numbers that are missing among those of executions, as `[1]–[3]`, `[7]`. */
export function missingCounts(cells: readonly Pick<CellRow, 'count'>[]): string[] {
  const counts = [...new Set(cells.flatMap(({ count }) => count ?? []))].sort((a, b) => a - b);
  const missing: string[] = [];
  let before = 0;
  for (const count of counts) {
    if (count === before + 2) missing.push(`[${before + 1}]`);
    else if (count > before + 2) missing.push(`[${before + 1}]–[${count - 1}]`);
    before = count;
  }
  return missing;
}
