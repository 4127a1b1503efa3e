import { expect, it } from 'vitest';
import { compareEnvironment } from '../../../src/core/compare_environment';
import type { Environment } from '../../../src/core/run';

function environment(python: string, packages: Readonly<Record<string, string>>): Environment {
  return { python, implementation: 'CPython', platform: 'Linux', hardware: {}, packages, variables: [] };
}

it('lists packages that differ, are missing and are new, by name', () => {
  const recorded = environment('3.12.1', { torch: '2.4.0', numpy: '2.0.0', pandas: '2.2.0' });
  const now = environment('3.12.1', { torch: '2.5.0', numpy: '2.0.0', Pillow: '11.0' });
  expect(compareEnvironment(recorded, now)).toEqual({
    same: false,
    python: null,
    packages: [
      { name: 'pandas', recorded: '2.2.0', now: null },
      { name: 'pillow', recorded: null, now: '11.0' },
      { name: 'torch', recorded: '2.4.0', now: '2.5.0' },
    ],
  });
});

it('tells another version of Python', () => {
  expect(compareEnvironment(environment('3.11.2', {}), environment('3.12.1', {}))).toEqual({
    same: false,
    python: { recorded: '3.11.2', now: '3.12.1' },
    packages: [],
  });
});

it('knows a package by its name however it is written', () => {
  const recorded = environment('3.12.1', { 'typing_extensions': '4.1', 'ruamel.yaml': '1' });
  expect(compareEnvironment(recorded, environment('3.12.1', { 'Typing-Extensions': '4.1', 'ruamel_yaml': '1' })).same).toBe(true);
});
