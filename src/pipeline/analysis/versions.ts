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

  /** Stretches over which a variable may refer to an object, each from the statement behind which it does to the one in which that ends. */
  stretches(variable: Variable, wanted: (value: Value) => boolean): { from: number; to: number }[] {
    const versions = this.byVariable.get(variable) ?? [];
    return versions.flatMap(({ unit, value }, index) => (wanted(value) ? [{ from: unit, to: versions[index + 1]?.unit ?? Infinity }] : []));
  }
}
