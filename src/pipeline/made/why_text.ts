import { subjectText } from '../steps/subjects';
import type { Why } from './execution';

/**
 * Why an execution is kept, in a few words: `` `df` for [7] ``.
 * @param countOf the number beside the cell of an execution, by its id
 */
export function whyText({ kind, subject, to }: Why, countOf: (id: number) => number | null): string {
  const whom = to === null ? '' : ` for [${countOf(to) ?? ' '}]`;
  switch (kind) {
    case 'target':
      return 'made it';
    case 'name':
    case 'file':
    case 'random':
    case 'kernel':
      return `${subjectText(subject ?? '')}${whom}`;
    case 'module':
      return `does something to \`${subject}\`${whom}`;
    case 'setting':
      return 'sets how things are done';
    case 'import':
      return 'imports what changes things';
    case 'unknown':
      return 'may do anything';
    case 'before-unknown':
      return `may matter${whom}, which may need anything`;
  }
}
