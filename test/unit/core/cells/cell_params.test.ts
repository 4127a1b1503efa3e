import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellParams } from '../../../../src/core/cells/cell_params';

const file = join(import.meta.dirname, '..', '..', '..', 'cases', 'cells', 'params.json');
const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: { source: string; params: Record<string, string> }[] };

function paramsOf(source: string): Record<string, string> {
  return Object.fromEntries(cellParams(source).map(({ name, value }) => [name, value]));
}

describe('the params of a cell', () => {
  it.each(cells)('are as Python gives them: $source', ({ source, params }) => {
    expect(paramsOf(source)).toEqual(params);
  });

  it.each([
    'x = f(1)',
    'x = y',
    'x = 1 + 2',
    'x = [1, y]',
    'x = f"{1}"',
    "x = b'1'",
    'x = 2j',
    'x: int',
    'x.y = 1',
    'x[0] = 1',
    'x == 1',
    'f(x=1)',
    'x, y = 1, 2',
    'for x in []: y = 1',
    'else: y = 1',
    'if a:\n    x = 1',
    '# x = 1',
    '"""\nx = 1\n"""',
    '%%bash\nx=1',
    '%set x = 1',
    '!x = 1',
    'x = "not closed',
    'x = [1, 2',
    'x = 1 if y else 2',
    'x = not True',
    'x = np.float64(0.5)',
  ])('are literals only: %s', (source) => {
    expect(paramsOf(source)).toEqual({});
  });

  it('are what was given last', () => {
    expect(paramsOf('lr = 0.1\nlr = 0.2')).toEqual({ lr: '0.2' });
  });

  it.each(['lr = lr * 2', 'lr += 1', 'if fast:\n    lr = 1', 'if fast: lr = 1', 'lr //= 2'])('are not what is changed afterwards: %s', (change) => {
    expect(paramsOf(`lr = 0.1\nseed = 1\n${change}`)).toEqual({ seed: '1' });
  });

  it('are read around magics', () => {
    expect(paramsOf('%matplotlib inline\nlr = 0.1\n!ls\nseed = 1')).toEqual({ lr: '0.1', seed: '1' });
  });
});
