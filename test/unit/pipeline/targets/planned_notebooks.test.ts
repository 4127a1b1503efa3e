import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generatePipeline } from '../../../../src/pipeline/export_pipeline';
import { planNotebook, type PlannedNotebook } from '../../../../src/pipeline/plan_notebook';
import { notCompiled } from '../../../builders/compile_python';
import { codeCell, notebookText } from '../../../builders/notebook';
import { PYTHON, runSteps, type Observed, type Runnable } from '../../../builders/run_steps';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** Notebooks of which each cell is to be a step; the last prints what is compared. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  'a function that reads variables of other steps': ['k = 2', 'def f(x):\n    return x * k', 'a = f(1)', 'k = 5', 'b = f(1)', 'print(a, b, k)'],
  'a function that counts in a global': ['n = 0', 'def count():\n    global n\n    n += 1\n    return n', 'count()', 'count(); m = n', 'print(n, m, count())'],
  'a global that a function makes': ['def begin(x):\n    global state\n    state = [x]', 'begin(1)', 'state.append(2)', 'print(state)'],
  'builtins whose names are taken': ['list = list((1, 2))', 'sum = sum(list)', 'input = "in"', 'print(list, sum, input)'],
  'a builtin that is itself again': ['max = 3', 'x = max', 'del max', 'print(x, max(1, 2))'],
  'two names of one object': ['a = [1]\nb = a', 'b.append(2)', 'a.append(3)', 'print(a, b, a is b)'],
  'a generator': ['rows = (i * i for i in range(5))', 'first = next(rows)', 'rest = list(rows)', 'print(first, rest)'],
  'a value that may be missing': ['x = 1', 'if x > 5:\n    y = 2', 'try:\n    z = y\nexcept NameError:\n    z = "none"', 'print(x, z)'],
  'a variable that is deleted and made again': ['x = [1]', 'y = x\ndel x', 'x = 5', 'print(x, y)'],
  'a class that uses variables': ['scale = 3', 'class Model:\n    factor = scale\n    def go(self, x):\n        return x * self.factor * scale', 'model = Model()', 'print(model.go(2), scale)'],
  'a class and its instances': ['class Point:\n    def __init__(self, x):\n        self.x = x', 'p = Point(1)', 'p.x += 1', 'q = [p, p]', 'print(q[0].x, q[0] is q[1], type(p) is Point)'],
  'a class with a counter of its own': ['class Node:\n    made = 0\n    def __init__(self):\n        Node.made += 1', 'a = Node()', 'b = Node()', 'print(Node.made)'],
  'closures': ['def adder(n):\n    def add(x):\n        return x + n\n    return add', 'add2 = adder(2)', 'y = add2(3)', 'print(y, add2(4))'],
  'a default that remembers': ['def keep(x, seen=[]):\n    seen.append(x)\n    return len(seen)', 'a = keep(1)', 'b = keep(2)', 'print(a, b, keep(3))'],
  'recursion and functions that call functions': ['base = 1', 'def even(n):\n    return base == 1 if n == 0 else odd(n - 1)\n\ndef odd(n):\n    return False if n == 0 else even(n - 1)', 'a = even(4)', 'print(a, odd(3))'],
  'decorators of the notebook': ['log = []', 'def logged(f):\n    def inner(*a):\n        log.append(f.__name__)\n        return f(*a)\n    return inner', '@logged\ndef double(x):\n    return 2 * x', 'y = double(4)', 'print(y, log)'],
  'imports of all kinds': ['import os.path, json as j\nfrom math import *', 'a = floor(pi)', 'try:\n    import no_such\nexcept ImportError:\n    no_such = None', 'b = j.dumps([a, no_such])', 'print(b, os.path.basename("a/b"), sqrt(4))'],
  'imports in the middle of statements': ['for i in range(2):\n    import math as m', 'y = m.sqrt(4) + i', 'print(y, m.floor(2.5))'],
  'settings': ['import pandas as pd\npd.set_option("display.max_rows", 3)', 't = pd.DataFrame({"a": range(6)})', 'print(t)', 'print(pd.get_option("display.max_rows"), len(t))'],
  'environment': ['import os\nos.environ["TRIALBOOK_TEST"] = "1"', 'x = os.environ["TRIALBOOK_TEST"]', 'print(x, os.environ.get("TRIALBOOK_TEST"))'],
  'frames that share memory': ['import pandas as pd\nt = pd.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]})', 'u = t[t.a > 1].copy()', 'u["c"] = u.a + u.b', 't.loc[0, "a"] = 10', 'print(t.to_dict(), u.to_dict())'],
  'views of arrays': ['import numpy as np\nx = np.arange(6)', 'y = x[2:4]', 'y[0] = 100', 'print(x.tolist(), y.tolist())'],
  'loops over variables of other steps': ['a = [1]; b = [2]', 'for part in [a, b]:\n    part.append(0)', 'total = 0\nfor part in (a, b):\n    total += len(part)', 'print(a, b, total, part)'],
  'comprehensions and lambdas': ['k = 2\nxs = [1, 2, 3]', 'ys = [x * k for x in xs if (last := x)]', 'f = lambda v: v + k', 'print(ys, last, list(map(f, xs)))'],
  'exceptions': ['log = []', 'try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    log.append(str(e))\nfinally:\n    done = True', 'print(log, done)'],
  'with and files': ['import tempfile, os\npath = os.path.join(tempfile.mkdtemp(), "x.txt")', 'with open(path, "w") as f:\n    f.write("one\\ntwo")', 'lines = open(path).read().splitlines()', 'print(lines, f.closed)'],
  'matching': ['point = (0, 3)', 'match point:\n    case (0, y):\n        where = "axis"\n    case _:\n        where = "else"', 'print(where, y)'],
  'strings with lines of their own': ['text = """a\n    b\n\n\n\nc"""', 'parts = text.split("\\n")', 'more = f"""{parts[0]}\n  {\n    len(parts)\n  }\n"""', 'print(parts, repr(more))'],
  'values that are shown': ['x = [1, 2]', 'x', 'len(x)', '(x, 1)', '"text"', 'x;', 'None', 'x.append(3)', 'print(x)'],
  'commands': ['name = "world"', '!echo hello {name}', 'out = !echo a; echo b', '%%bash\necho deep', 'print(out[0], len(out))'],
  'the name of the program': ['def main():\n    return __name__', 'if __name__ == "__main__":\n    x = main()', 'print(x)'],
  'constants that others are made of': ['RATE = 0.5\nSIZES = (1, 2)\nNAME = f"{RATE}-x"', 'from pathlib import Path\nDIR = Path("data") / NAME', 'x = RATE * SIZES[0]', 'print(x, DIR, NAME)'],
  'a constant that is no constant': ['LIMITS = [1, 2]', 'LIMITS.append(3)', 'def f():\n    return LIMITS', 'print(f())'],
  'dataclasses and enumerations': ['from dataclasses import dataclass, field\nfrom enum import Enum', '@dataclass\nclass P:\n    x: int = 1\n    tags: list = field(default_factory=list)\n\nclass C(Enum):\n    A = 1\n    B = 2', 'p = P(); p.tags.append(C.B)', 'print(p.x, p.tags, C.B in p.tags)'],
  'names beyond ASCII': ['größe = 2', 'def fläche(länge):\n    return länge * größe', 'Δ = fläche(3)', 'print(Δ, größe)'],
  'steps that are named like their functions': ['def train(x):\n    return x + 1', 'train(1)', 'y = train(2)', 'print(y)'],
  'text that is executed and evaluated': ['a = 2', 'exec("b = a * 3")', 'c = eval("a + b")', 'print(a, b, c)'],
  'variables named like the pipeline\'s own': ['storing = 1; display = 2', 'shell = storing + display', 'shell', 'print(shell, storing, display)'],
  'an import of the future': ['from __future__ import annotations', 'def f(x: int) -> int:\n    return x', 'y = f(1)', 'print(y, f.__annotations__)'],
  'names that are bound by a loop which may not run': ['xs = []', 'for x in xs:\n    last = x', 'try:\n    print(last)\nexcept NameError:\n    print("none")', 'x = 1\nprint(x)'],
  'statements that share lines': ['a = 1; import math; b = math.floor(a + 0.5); LIMIT = 3', 'def f(x): return x + LIMIT', 'c = f(b); d = c', 'print(a, b, c, d)'],
};

/** Nobody needs to be asked unless there is a star. */
function interpreter(text: string): string | undefined {
  return text.includes('import *') ? PYTHON : undefined;
}

async function planned(cells: readonly string[]): Promise<PlannedNotebook> {
  const text = notebookText(cells.map((code, index) => codeCell(code, { metadata: { tags: [`step:part_${index}`] } })));
  return planNotebook(text, { folder: root, interpreter: interpreter(text), root });
}

async function runnable(plan: PlannedNotebook): Promise<Runnable> {
  const notebook = join(root, 'notebook.ipynb');
  const files = await generatePipeline({ planned: plan, target: 'python', out: join(root, 'notebook_pipeline'), notebook, root });
  return { files: new Map(files.map(({ path, text }) => [path, text])), cells: plan.cells, steps: plan.plan.steps };
}

describe('each cell a step', () => {
  const plans = new Map<string, PlannedNotebook>();
  let results: { notebook: Observed; pipeline: Observed }[];

  beforeAll(async () => {
    for (const [name, cells] of Object.entries(CASES)) plans.set(name, await planned(cells));
    results = runSteps(await Promise.all([...plans.values()].map(runnable)));
  }, 120_000);

  it.each(Object.keys(CASES))('does what the notebook does: %s', (name) => {
    const { plan } = plans.get(name)!;
    expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { notebook, pipeline } = results[Object.keys(CASES).indexOf(name)]!;
    expect(notebook.error).toBeNull();
    expect(pipeline).toEqual(notebook);
  });
});

describe('whole notebooks', () => {
  const paths = ['test/notebooks', 'examples'].filter((folder) => existsSync(join(root, folder))).flatMap((folder) => globSync(`${folder}/**/*.ipynb`, { cwd: root }));

  /** What CPython says against what became of them. */
  let faults: readonly string[];

  beforeAll(async () => {
    faults = notCompiled((await Promise.all(paths.map(generated))).flat());
  }, 120_000);

  it.each(paths)('become Python: %s', (path) => {
    expect(faults.filter((fault) => fault.startsWith(path))).toEqual([]);
  });

  async function generated(path: string): Promise<(readonly [path: string, text: string])[]> {
    const notebook = join(root, path);
    const text = readFileSync(notebook, 'utf8');
    const plan = await planNotebook(text, { folder: dirname(notebook), interpreter: interpreter(text), root });
    const request = { planned: plan, target: 'python', out: join(dirname(notebook), 'out'), notebook, root } as const;
    const files = await Promise.all([false, true].map((probe) => generatePipeline({ ...request, probe })));
    return files.flat().filter((file) => file.path.endsWith('.py')).map((file) => [`${path}/${file.path}`, file.text] as const);
  }
});
