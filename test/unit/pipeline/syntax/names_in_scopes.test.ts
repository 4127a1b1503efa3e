import { describe, expect, test } from 'vitest';
import { walk } from '../../../../src/pipeline/syntax/children';
import { resolveScopes } from '../../../../src/pipeline/syntax/resolve_scopes';
import type { Scope } from '../../../../src/pipeline/syntax/scope';
import { parsed } from './python_cases';

/** Where each occurrence of a name leads: `line: resolution in scope`. */
function meanings(source: string, id: string): string[] {
  const { module } = parsed(source);
  const scopes = resolveScopes(module);
  return [...walk(module)].flatMap((node) => {
    if (node.nodeType !== 'Name' || node.id !== id) return [];
    const meaning = scopes.occurrences.get(node)!;
    return [`${node.lineno}: ${meaning.resolution} in ${meaning.scope.name}`];
  });
}

function scopeOf(source: string, name: string): Scope {
  const found = [...resolveScopes(parsed(source).module).scopes.values()].find((scope) => scope.name === name);
  return found!;
}

describe('an occurrence of a name', () => {
  test('in a nested function leads to the function around it that binds it', () => {
    expect(meanings('def f():\n    x = 1\n    def g():\n        return x\n', 'x')).toEqual(['2: local in f', '4: enclosing in f']);
  });

  test('in a method does not see the class', () => {
    expect(meanings('class A:\n    x = 1\n    def f(self):\n        return x\n', 'x')).toEqual(['2: local in A', '4: module in module']);
  });

  test('in the first iterable of a comprehension, a default or a decorator belongs to the scope around', () => {
    expect(meanings('def f(x):\n    [0 for _ in x]\n    lambda a=x: 0\n    @x\n    def g(): pass\n', 'x')).toEqual(['2: local in f', '3: local in f', '4: local in f']);
  });

  test('bound by := in a comprehension is the function’s, and the comprehension writes it', () => {
    const source = 'def f(rows):\n    [last := row for row in rows]\n    return last\n';
    expect(meanings(source, 'last')).toEqual(['2: enclosing in f', '3: local in f']);
    expect(scopeOf(source, 'f').names.get('last')!.writes).toHaveLength(1);
  });

  test('declared global leads to the module from everywhere', () => {
    expect(meanings('def f():\n    global x\n    x = 1\n    return lambda: x\n', 'x')).toEqual(['3: module in module', '4: module in module']);
  });

  test('beside type parameters in a class sees the class', () => {
    expect(meanings('class A:\n    T = int\n    def f[U](self, x: T): return T\n', 'T')).toEqual(['2: local in A', '3: enclosing in A', '3: module in module'].toSorted());
  });
});

test('the target of an augmented assignment is read and written', () => {
  const { reads, writes } = resolveScopes(parsed('x += 1').module).names.get('x')!;
  expect([reads.length, writes.length]).toEqual([1, 1]);
});

test('a bare annotation makes a name local and writes nothing', () => {
  const { resolution, writes } = scopeOf('def f():\n    x: int\n', 'f').names.get('x')!;
  expect({ resolution, writes }).toEqual({ resolution: 'local', writes: [] });
});

describe('names in annotations', () => {
  const unevaluated = (source: string) => [...resolveScopes(parsed(source).module).unevaluated].map(({ id }) => id);

  test('of local variables are not evaluated, those of parameters and of classes are', () => {
    expect(unevaluated('def f(a: A) -> B:\n    c: C = 1\nclass K:\n    d: D\ne: E = 1\n')).toEqual(['C']);
  });

  test('are none of them evaluated where they are deferred', () => {
    expect(unevaluated('from __future__ import annotations\ndef f(a: A) -> B: pass\nc: C = 1\n').toSorted()).toEqual(['A', 'B', 'C']);
  });
});

test('private names of a class are found under the name that Python gives them', () => {
  const source = 'class _Model:\n    def __fit(self, __rows):\n        return __rows, __name__\n';
  expect([...scopeOf(source, '_Model').names.keys()]).toEqual(['_Model__fit']);
  expect([...scopeOf(source, '__fit').names.keys()]).toEqual(['self', '_Model__rows', '__name__']);
});
