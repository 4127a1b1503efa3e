import { describe, expect, it } from 'vitest';
import { dataflowCases, Found } from './dataflow_case';

for (const [topic, cases] of dataflowCases()) {
  describe(topic, () => {
    it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
      const { reads = {}, writes = {}, roles = {}, edges = [], bonds = [], together = [], problems = [], not = {} } = one;
      const found = new Found(one);

      for (const [cell, names] of Object.entries(reads)) expect(found.reads(cell), `reads of cell ${cell}`).toEqual(expect.arrayContaining([...names]));
      for (const [cell, how] of Object.entries(writes)) expect(found.writes(cell), `writes of cell ${cell}`).toMatchObject(how);
      for (const [cell, expected] of Object.entries(roles)) expect(found.roles(cell), `roles in cell ${cell}`).toEqual(expected);
      expect(edges.filter((edge) => !found.hasEdge(edge)), 'missing edges').toEqual([]);
      expect(found.bonds(), 'bonds').toEqual(expect.arrayContaining(bonds.map((bond) => bond.join(' '))));
      expect(found.together(), 'stored together').toEqual(expect.arrayContaining(together.map((names) => [...names].sort())));
      expect(found.problems(), 'problems').toEqual(expect.arrayContaining([...problems]));
      expect(found.problems().filter((problem) => problem.startsWith('error ')), 'errors').toEqual(problems.filter((problem) => problem.startsWith('error ')));

      for (const [cell, names] of Object.entries(not.reads ?? {})) expect(names.filter((name) => found.reads(cell).includes(name)), `needless reads of cell ${cell}`).toEqual([]);
      for (const [cell, names] of Object.entries(not.writes ?? {})) expect(names.filter((name) => name in found.writes(cell)), `needless writes of cell ${cell}`).toEqual([]);
      expect((not.edges ?? []).filter((edge) => found.hasEdge(edge)), 'needless edges').toEqual([]);
      expect((not.bonds ?? []).filter((bond) => found.bonds().includes(bond.join(' '))), 'needless bonds').toEqual([]);
    });
  });
}
