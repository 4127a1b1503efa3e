import { describe, expect, it } from 'vitest';
import { mermaid } from '../../../../src/pipeline/targets/mermaid';
import { requirementsFile } from '../../../../src/pipeline/targets/requirements_file';
import { PipelineSketch, type NotebookSketch } from '../../../builders/pipeline_sketch';

const TEMPLATES = { runner: 'before\n# --- steps: begin\nold\n# --- steps: end\nafter\n', shared: {}, probe: '' };

function planned(sketch: NotebookSketch): PipelineSketch {
  return new PipelineSketch(sketch);
}

describe('requirements', () => {
  const versions = {
    pandas: { distribution: 'pandas', version: '2.2.3' }, pyarrow: { distribution: 'pyarrow', version: '18.0.0' },
    torch: { distribution: 'torch', version: '2.4.0+cu121' }, cloudpickle: { distribution: 'cloudpickle', version: '3.0.0' },
    google: { distribution: 'google-cloud-storage', version: '1.0' },
  };
  const lines = (modules: string[], stated: string[] = []): string[] => requirementsFile(modules, stated, versions).text.trim().split('\n');

  it('are the installed versions of what is imported, and of what variables are kept with', () => {
    expect(lines(['pandas'])).toEqual(['pandas==2.2.3', 'cloudpickle==3.0.0', 'pyarrow==18.0.0']);
  });

  it('are not for one machine alone', () => {
    expect(lines(['torch'])).toContain('torch==2.4.0');
  });

  it('go without a version where it is not known', () => {
    expect(lines(['sklearn'])[0]).toMatch(/^scikit-learn {2}# .*`sklearn`/);
  });

  it('have what the notebook installs, unless the version that is installed is known', () => {
    expect(lines(['pandas', 'cv2'], ['Pandas<2', 'opencv_python==4.5', 'git+https://example.com/x.git', 'tqdm>=4', 'tqdm>=4']))
      .toEqual(['pandas==2.2.3', 'opencv_python==4.5', 'cloudpickle==3.0.0', 'pyarrow==18.0.0', 'git+https://example.com/x.git', 'tqdm>=4']);
  });

  it('keep the extras that the notebook asks for', () => {
    expect(lines(['pandas'], ['pandas[excel]>=2'])[0]).toBe('pandas[excel]==2.2.3');
  });
});

describe('the table of steps', () => {
  const sketch: NotebookSketch = {
    cells: ['lr = 0.1\nshape = (1, 2)', 'a = 1; b = a', 'print(a, lr, shape)'],
    steps: [
      { id: 'make', title: 'Say "hello" \\ grüße\u2028', cells: [1], outputs: ['a', '?b'] },
      { id: 'use', cells: [2], inputs: ['a', '?b'], parameters: ['lr', 'shape'] },
    ],
  };

  it('replaces what stands between the marks, and nothing else', () => {
    const text = planned(sketch).files(TEMPLATES).get('pipeline.py')!;
    expect(text).toMatch(/^before\n# --- steps: begin\nNOTEBOOK = [^]*\n# --- steps: end\nafter\n$/);
    expect(text).not.toContain('old');
  });

  it('says of each step what it takes and gives, and only what is not so anyway', () => {
    const text = planned(sketch).files(TEMPLATES).get('pipeline.py')!;
    expect(text).toContain('    Step(\n        name="make",\n        title="Say \\"hello\\" \\\\ grüße\u2028",\n        outputs=["a", "b"],\n        uncertain=["b"],\n        cells=[1],\n    ),\n');
    expect(text).toContain('        inputs={"a": "make", "b": "make"},\n        optional_inputs=["b"],\n');
  });

  it('names the parameters that the file of parameters can hold', () => {
    const files = planned(sketch).files(TEMPLATES);
    expect(files.get('pipeline.py')).toContain('        parameters=["lr"],\n');
    expect(files.get('parameters.json')).toBe('{\n  "lr": 0.1\n}\n');
    expect(files.get('steps/use.py')).toContain('def use(a, b, *, lr=0.1, shape=(1, 2)):');
  });

  it('is refused where the runner has no place for it', () => {
    expect(() => planned(sketch).files({ ...TEMPLATES, runner: 'print(1)' })).toThrow(/install Trialbook again/);
  });
});

describe('the graph', () => {
  const place = { cell: 0, line: 1, column: 0, endLine: 1, endColumn: 1 };
  const flow = (subject: string) => ({ from: 'a', to: 'end', subject, causes: [{ made: place, used: place, through: [] }] });
  const graph = (title: string, ...subjects: string[]): string => {
    const { plan } = planned({ cells: ['x = 1', 'x'], steps: [{ id: 'a', title, cells: [0] }, { id: 'end', cells: [1] }] });
    return mermaid({ ...plan, flows: subjects.map(flow) });
  };

  it('shows what flows between steps, and other reasons dotted', () => {
    expect(graph('A', 'x', 'file:data/clean.csv')).toContain('    s1 -->|"x, data/clean.csv"| s2');
    expect(graph('A', 'random:numpy', 'file:*')).toContain('    s1 -.->|"random numbers, files"| s2');
  });

  it('shows a few of many', () => {
    expect(graph('A', 'a', 'b', 'c', 'd', 'e')).toContain('|"a, b, c, and 2 more"|');
  });

  it('has nothing in it that means something to Mermaid', () => {
    expect(graph('"]; click s1 "javascript:x" %% <b> `end`\n#quot; grüße')).toContain(
      's1["#34;#93;#59; click s1 #34;javascript#58;x#34; #37;#37; #60;b#62; #96;end#96; #35;quot#59; grüße"]');
  });
});

describe('the readme', () => {
  it('has a table of steps with their cells as people count them', () => {
    const text = planned({
      cells: ['a = 1', { markdown: 'Text' }, 'b = a', 'c = 1', 'd = a'],
      steps: [{ id: 'make', title: 'A | B <i>', cells: [0, 1, 2, 4], outputs: ['a', 'b'] }, { id: 'rest', cells: [3], inputs: ['a'] }],
    }).files(TEMPLATES).get('README.md')!;
    expect(text).toContain('| [make](steps/make.py) | A \\| B &lt;i\\> | 1, 3, 5 |  | `a`, `b` |');
    expect(text).toContain('| [rest](steps/rest.py) | rest | 4 | `a` |  |');
  });
});
