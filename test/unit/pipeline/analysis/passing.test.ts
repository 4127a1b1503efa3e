import { expect, it } from 'vitest';
import { Heap } from '../../../../src/pipeline/analysis/heap';
import { ANY, type HeapObject } from '../../../../src/pipeline/analysis/heap_object';
import { Liveness } from '../../../../src/pipeline/analysis/liveness';
import { Passing } from '../../../../src/pipeline/analysis/passing';
import { only } from '../../../../src/pipeline/analysis/value';
import { Variable } from '../../../../src/pipeline/analysis/variable';
import { Versions } from '../../../../src/pipeline/analysis/versions';

/** Statements that bind names to objects and put objects into others; the last of them needs all the names. */
class Statements {
  private readonly heap = new Heap();
  private readonly versions = new Versions();
  private readonly variables = new Map<string, Variable>();

  list(unit: number): HeapObject {
    return this.heap.make('list', unit);
  }

  bind(unit: number, name: string, object: HeapObject): void {
    const variable = this.variables.get(name) ?? new Variable(name, true);
    this.variables.set(name, variable);
    object.variables.add(variable);
    this.versions.add(variable, unit, only(object));
  }

  put(unit: number, container: HeapObject, part: HeapObject): void {
    this.heap.now = unit;
    this.heap.put(container, ANY, only(part));
  }

  passing(count: number): Passing {
    const last = new Map([...this.variables.keys()].map((name) => [name, { indirect: false }]));
    const units = Array.from({ length: count }, (_, id) => ({ id, bindings: new Map<string, never>(), uses: id === count - 1 ? last : new Map<string, never>() }));
    return new Passing(this.versions, new Liveness(units));
  }
}

function namesAtCuts(passing: Passing, object: HeapObject, count: number): string[] {
  return Array.from({ length: count }, (_, cut) => [...passing.names(object, cut)].sort().join(' '));
}

it('an object passes a cut by a variable that refers to it, until that refers to another', () => {
  const statements = new Statements();
  const [one, other] = [statements.list(0), statements.list(2)];
  statements.bind(0, 'a', one);
  statements.bind(2, 'a', other);
  expect(namesAtCuts(statements.passing(5), one, 5)).toEqual(['', 'a', 'a', '', '']);
});

it('an object passes a cut by what holds it, from the statement on that put it there', () => {
  const statements = new Statements();
  const [part, whole, outer] = [statements.list(0), statements.list(0), statements.list(0)];
  statements.bind(0, 'part', part);
  statements.bind(0, 'outer', outer);
  statements.put(2, whole, part);
  statements.put(1, outer, whole);
  expect(namesAtCuts(statements.passing(5), part, 5)).toEqual(['', 'part', 'part', 'outer part', 'outer part']);
});

it('an object that holds itself passes a cut once', () => {
  const statements = new Statements();
  const [one, other] = [statements.list(0), statements.list(0)];
  statements.bind(0, 'a', one);
  statements.put(0, one, other);
  statements.put(0, other, one);
  expect(namesAtCuts(statements.passing(3), other, 3)).toEqual(['', 'a', 'a']);
});

it('thousands of objects within each other are each told', () => {
  const statements = new Statements();
  const chain = Array.from({ length: 20_000 }, () => statements.list(0));
  statements.bind(0, 'a', chain[0]!);
  for (const [index, part] of chain.slice(1).entries()) statements.put(0, chain[index]!, part);
  const passing = statements.passing(2);
  expect(chain.filter((object) => !passing.names(object, 1).has('a'))).toEqual([]);
});
