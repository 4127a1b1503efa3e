import type { ProblemList } from './problem_list';
import type { Sight } from './sight';

interface Missing {
  readonly name: string;
  readonly sight: Sight;
  readonly certain: boolean;
  /** the statement that needs it */
  readonly unit: number;
}

/** Names that are read where nothing has bound them. What is to be said about them is known when the whole notebook is. */
export class UndefinedNames {
  private readonly missing: Missing[] = [];
  private readonly stars: { module: string; sight: Sight }[] = [];

  add(missing: Missing): void {
    this.missing.push(missing);
  }

  /** `from module import *`, where it is not known what the module has */
  unknownStar(module: string, sight: Sight): void {
    this.stars.push({ module, sight });
  }

  /**
   * @param boundBy the statements that bind each name
   * @param isAllThere false where a cell could not be read, which may define what is missing
   */
  report(problems: ProblemList, boundBy: ReadonlyMap<string, readonly number[]>, isAllThere: boolean): void {
    const isInNeed = ({ name, certain, unit }: Missing) => (certain || !boundBy.get(name)?.includes(unit)) && (isAllThere || boundBy.has(name));
    const inNeed = this.missing.filter(isInNeed);
    for (const { name, sight, certain, unit } of inNeed) {
      if (this.stars.length > 0 && !boundBy.has(name)) continue;
      const isLater = boundBy.get(name)?.some((other) => other > unit);
      const where = isLater ? 'is defined only in a later cell: run in this order the notebook fails here' : 'is not defined anywhere before this';
      const called = sight.context.depth > 0 ? ', when this function is called' : '';
      problems.add('undefined-name', certain ? 'error' : 'warning', sight, `\`${name}\` ${where}${called}.`);
    }
    if (!inNeed.some(({ name }) => !boundBy.has(name))) return;
    for (const { module, sight } of this.stars) {
      const message = `What \`from ${module} import *\` brings cannot be found out, as the module cannot be imported here: install it, or name what is imported.`;
      problems.add('star-import', 'error', sight, message);
    }
  }
}
