import { changeText } from '../../src/core/code_text';
import type { ComparedRow } from '../../src/core/comparison';
import { differenceText, mostTellingFirst } from '../../src/core/snapshot_text';
import type { CodeDifference } from './code_differences';

/** The row of the runs' files among the differences, beside commit and branch: what they are is not one value but a comparison with the base. */
export interface CodeRow extends ComparedRow {
  readonly differences: readonly CodeDifference[];
}

/** None where no run's files were kept, or those of the base were not. */
export function codeRow(snapshots: readonly (string | null)[], base: number, differences: readonly CodeDifference[]): CodeRow | undefined {
  if ((snapshots[base] ?? null) === null) return undefined;
  const differs = snapshots.some((snapshot) => snapshot !== snapshots[base]);
  return { name: 'files', values: differences.map(shortText), differs, differences };
}

function shortText(difference: CodeDifference): string | null {
  switch (difference.state) {
    case 'base': return 'base';
    case 'same': return 'same code';
    case 'asked': return '…';
    case 'failed': return 'not known';
    case 'none': return null;
    case 'compared': return differenceText(difference.changes);
  }
}

/** What differs file by file, or why it is not known. */
export function longText(difference: CodeDifference): string {
  switch (difference.state) {
    case 'none': return 'Its files were not kept';
    case 'asked': return 'Being compared';
    case 'failed': return difference.message;
    case 'compared': {
      const { changes } = difference;
      if (changes.total === 0) return 'The same files on another commit';
      const more = changes.total - changes.files.length;
      return [...mostTellingFirst(changes.files).map((file) => `${file.path}  ${changeText(file)}`.trimEnd()), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
    }
    case 'base':
    case 'same': return '';
  }
}

/** Whether a click has something to show. */
export function canBeOpened(difference: CodeDifference): boolean {
  return difference.state === 'compared' && difference.changes.total > 0;
}
