import { describe, expect, it } from 'vitest';
import { parseJsonTable } from '../../../src/core/json_table';

describe('a table in JSON', () => {
  it('has the columns and rows that were written', () => {
    expect(parseJsonTable('{"columns": ["id", "name"], "data": [[1, "a"], [2, null]]}')).toEqual({ columns: ['id', 'name'], rows: [['1', 'a'], ['2', '']] });
  });

  it('keeps the digits of its numbers', () => {
    expect(parseJsonTable('{"columns":["n"],"data":[[12345678901234567890],[1.0],[1e-05]]}')?.rows).toEqual([['12345678901234567890'], ['1.0'], ['1e-05']]);
  });

  it('shows what is neither text nor number as JSON', () => {
    expect(parseJsonTable('{"columns":["x"],"data":[[true],[{"a":[1]}]]}')?.rows).toEqual([['true'], ['{"a":[1]}']]);
  });

  it.each(['{"columns": ["a"]}', '{"columns": ["a"], "data": [1]}', '[1, 2]', 'null', '{"columns": ['])('is none in %s', (text) => {
    expect(parseJsonTable(text)).toBeNull();
  });
});
