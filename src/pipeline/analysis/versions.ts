import type { Value } from './value';
import type { Variable } from './variable';

interface Version {
  /** the statement that gave it */
  readonly unit: number;
  readonly value: Value;
}

/** What each variable of the notebook refers to behind each statement. */
export class Versions {
  private readonly byVariable = new Map<Variable, Version[]>();

  add(variable: Variable, unit: number, value: Value): void {
    const known = this.byVariable.get(variable);
    if (known) known.push({ unit, value });
    else this.byVariable.set(variable, [{ unit, value }]);
  }

  /** What each variable refers to, with the statement behind which it begins to and the one in which that ends. */
  *stretches(): Generator<{ variable: Variable; value: Value; from: number; to: number }> {
    for (const [variable, versions] of this.byVariable) {
      for (const [index, { unit, value }] of versions.entries()) yield { variable, value, from: unit, to: versions[index + 1]?.unit ?? Infinity };
    }
  }
}
