import { describe, expect, it } from 'vitest';
import { notCompiled } from '../../../builders/compile_python';
import { PipelineSketch, type NotebookSketch } from '../../../builders/pipeline_sketch';
import { randomNumbers } from '../../../builders/random';

const TEMPLATES = { runner: '# --- steps: begin\n# --- steps: end\n', shared: {}, probe: '' };
const NOTEBOOKS = 300;

/** Ways to write statements and what stands between them; `@` becomes a number that is nowhere else. */
const STATEMENTS = [
  'v@ = @', 'v@ = @  # note @', 'v@ = @; w@ = @', 'v@ = @; import mod@; w@ = @', 'import mod@', 'from pkg@ import (  # note @\n    name@,\n)', 'import mod@; import mod@',
  '# about @\nv@ = @', '# one @\n# two @\n\nv@ = @', 'if @:\n    v@ = @  # inside @\n\n\n    # more @\nelse:\n    pass', 'v@ = """@\n  # @ is no comment\n\n\n"""',
  'def shared@(a):\n    # inside @\n    return @', '# above @\ndef shared@(a): return @', '# above @\nSHARED@ = @  # behind @\nSHAREDTOO@ = @', 'for i@ in range(@):\n\tprint(@)',
  '"a text @"', 'f@(@)', 'v@ = (@ +\n  @)  # end @', 'class shared@:\n    x = @\n', '@', '# loose @\n', '@local\ndef f@(): pass',
];
const MARKDOWN = ['# Title @', '## Title @\n\nText @.', 'Text @ with """ and \\ in it\n\n- list @', '| table @ |\n\n```\ncode @\n```'];

interface Generated {
  readonly sketch: NotebookSketch;
  readonly numbers: readonly string[];
}

function generated(seed: number): Generated {
  const random = randomNumbers(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const numbers: string[] = [];
  const numbered = (text: string): string =>
    text.replaceAll('@local', '*local*').replace(/@/g, () => {
      numbers.push(String(100000 + numbers.length));
      return numbers.at(-1)!;
    }).replaceAll('*local*', '@local');
  const cells = Array.from({ length: 2 + below(8) }, (_, index) => {
    if (index > 0 && below(4) === 0) return { markdown: numbered(MARKDOWN[below(MARKDOWN.length)]!) };
    return Array.from({ length: 1 + below(4) }, () => numbered(STATEMENTS[below(STATEMENTS.length)]!)).join('\n'.repeat(1 + below(4)));
  });
  const cut = 1 + below(cells.length - 1);
  const numbersOf = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
  const shared = numbers.flatMap((number) => [`shared${number}`, `SHARED${number}`, `SHAREDTOO${number}`]);
  return { numbers, sketch: { cells, shared, steps: [{ id: 'one', cells: numbersOf(0, cut) }, { id: 'two', cells: numbersOf(cut, cells.length) }] } };
}

/** How often each number stands in the text. */
function counts(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [number] of text.matchAll(/(?<!\d)1\d{5}(?!\d)/g)) found.set(number, (found.get(number) ?? 0) + 1);
  return found;
}

describe('a notebook\'s text in the files', () => {
  it('is there once, statements, comments and Markdown, and is Python', () => {
    const texts: [path: string, text: string][] = [];
    for (let seed = 0; seed < NOTEBOOKS; seed++) {
      const { sketch, numbers } = generated(seed);
      const pipeline = new PipelineSketch(sketch);
      // Imports stand where they are used, which these notebooks do nowhere.
      const imports = pipeline.plan.units.filter(({ role }) => role === 'import').map(({ id }) => id);
      const everywhere = { ...pipeline.plan, steps: pipeline.plan.steps.map((step, index) => ({ ...step, imports: index === 0 ? imports : [] })) };
      Object.assign(pipeline, { plan: everywhere });
      const files = pipeline.files(TEMPLATES);
      const text = [...files].filter(([path]) => path.startsWith('steps/')).map(([, content]) => content).join('\n');
      texts.push(...[...files].filter(([path]) => path.startsWith('steps/')));
      const found = counts(text);
      expect(numbers.filter((number) => found.get(number) !== 1), `notebook ${seed}: ${JSON.stringify(sketch.cells)}\n${text}`).toEqual([]);
    }
    expect(notCompiled(texts)).toEqual([]);
  });
});
