import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTemplates } from '../../../../src/pipeline/targets/templates';
import { PipelineSketch, type NotebookSketch } from '../../../builders/pipeline_sketch';
import { runSteps, type Observed } from '../../../builders/run_steps';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** All cells in one step: what a module may do and a function may not has to be made good. */
function one(outputs: string, ...cells: string[]): NotebookSketch {
  return { cells, steps: [{ id: 'step', cells: cells.map((_, index) => index), outputs: outputs.split(' ').filter(Boolean) }] };
}

/** The first cell in a step of its own, which gives names to the other cells. */
function two(inputs: string, outputs: string, ...cells: string[]): NotebookSketch {
  const names = inputs.split(' ').filter(Boolean);
  return {
    cells,
    steps: [
      { id: 'first', cells: [0], outputs: names },
      { id: 'second', cells: cells.slice(1).map((_, index) => index + 1), inputs: names, outputs: outputs.split(' ').filter(Boolean) },
    ],
  };
}

const CASES: Readonly<Record<string, NotebookSketch>> = {
  // names
  'a builtin that is used before its name means something else': one('sum list', 'sum = sum([1, 2])\nlist = list((1, 2))\nprint(sum, list)'),
  'a builtin whose name a loop takes': one('id out', 'out = []\nfor id in range(3):\n    out.append(id)'),
  'a builtin whose name may be taken': one('out', 'if 1 > 2:\n    max = 3\nout = max([4, 5])'),
  'a builtin that a function reads before its name is taken': one('len out', 'def f():\n    return len("abc")\n\nout = f()\nlen = 5'),
  'a builtin whose name is an input': two('max', 'out', 'max = 3', 'out = max + 1'),
  'a step with the name of a builtin that it uses': {
    cells: ['x = [1, 0, 2]', 'y = list(filter(None, x))'],
    steps: [{ id: 'load', cells: [0], outputs: ['x'] }, { id: 'filter', cells: [1], inputs: ['x'], outputs: ['y'] }],
  },
  'a step with the name of a function that it uses': {
    cells: ['def train(x):\n    return x + 1', 'y = train(1)'], shared: ['train'],
    steps: [{ id: 'train', cells: [1], definitions: ['train'], outputs: ['y'] }],
  },
  'a step with the name of its own variable and its input': {
    cells: ['fit = 1', 'fit = fit + 1'],
    steps: [{ id: 'load', cells: [0], outputs: ['fit'] }, { id: 'fit', cells: [1], inputs: ['fit'], outputs: ['fit'] }],
  },
  'an import whose name the step binds too': one('name', 'import json', 'name = json.dumps([1])\nif name:\n    import json\nname += json.dumps(2)'),
  'variables called like what pipelines bring along': two('display storing', 'shell out',
    'display = 3\nstoring = 4', 'shell = display + storing\nif shell:\n    builtins = 1\nmin = min(1, 2)\nout = shell + builtins + min\nout'),
  'a variable named like a brought function, and a command': one('script', 'script = 1\n!echo hello\nscript'),
  'names beyond ASCII': two('größe', 'Ωmega', 'größe = 2', 'Ωmega = größe * 2'),
  'a name that is only perhaps bound': two('a ?b', '?c', 'a = 1\nif a > 1:\n    b = 2', 'try:\n    c = b\nexcept NameError:\n    print("none")'),
  'a name that is bound after all': two('a ?b', '?c', 'a = 2\nif a > 1:\n    b = 2', 'try:\n    c = b\nexcept NameError:\n    print("none")'),
  'an input that is deleted': two('a b', 'c', 'a = 1; b = 2', 'del a\nc = b\ntry:\n    a\nexcept NameError:\n    c += 1'),
  'an output that was deleted': one('?a b', 'a = 1\nb = a\ndel a'),
  'the name of the program': one('out', 'out = []\nif __name__ == "__main__":\n    out.append(__name__)\ndef f():\n    return __name__\nout.append(f())'),
  'the file of the program': one('out', 'try:\n    out = __file__\nexcept NameError:\n    out = "no file"'),
  'the file of the program in a shared function': {
    cells: ['def f():\n    try:\n        return __file__\n    except NameError:\n        return __name__', 'out = f()'], shared: ['f'],
    steps: [{ id: 'step', cells: [1], definitions: ['f'], outputs: ['out'] }],
  },

  // scopes
  'a function that counts in a global': two('count', 'count', 'count = 1', 'def add():\n    global count\n    count += 1\n\nadd()\nadd()'),
  'a global that only a function binds': one('best', 'def f(x):\n    global best\n    best = x\n\nf(1)\nprint(best)'),
  'a global that a function never comes to bind': one('?best done', 'def f(x):\n    global best\n    best = x\n\ndone = True'),
  'a global at the top': one('x', 'global x\nx = 1'),
  'a global inside of a branch at the top': one('x', 'if True:\n    global x\n    x = 1'),
  'globals of several kinds in one statement': two('a', 'a out', 'import math\na = 1', 'import math\ndef f():\n    global a, math, b\n    a = math.floor(2.5)\n    b = 3\nf()\nout = a + b'),
  'a global in a function inside of a function': two('n', 'n', 'n = 1', 'def outer():\n    def inner():\n        global n\n        n = n + 1\n    inner()\nouter()'),
  'a global behind a variable of that name': one('n out', 'n = 1\ndef outer():\n    n = 10\n    def inner():\n        global n\n        n = n + 1\n    inner()\n    return n\nout = outer()'),
  'a class that reads the name which it binds': one('y', 'x = 1\nclass A:\n    x = x + 1\ny = A.x'),
  'a class that reads the name of an input which it binds': two('x', 'y z', 'x = 1', 'class A:\n    x = x + 1\ny = A.x\nx = 5\nclass B:\n    x = x + 1\nz = B.x'),
  'a class with a loop over outer names in its body': two('xs k', 'y', 'xs = [1, 2]; k = 3', 'class A:\n    values = [x * k for x in xs]\n    def f(self):\n        return k + len(xs)\ny = A.values, A().f()'),
  'comprehensions and lambdas': two('k', 'a b', 'k = 3', 'a = [[i * j * k for i in range(2)] for j in range(3)]\nb = list(map(lambda v: v + k, range(2)))\nk = 5\nb += [*map(lambda v: v + k, range(2))]'),
  'a walrus in a comprehension': one('last out', 'out = [last := i for i in range(3)]'),
  'a closure that sees later values': one('out', 'x = 1\ndef f():\n    return x\nx = 2\nout = f()'),
  'a recursive function': one('out', 'def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\nout = fact(5)'),
  'a name that a string is evaluated with': two('k', 'out', 'k = 3', 'def f():\n    return eval("k + 1")\nout = f(), eval("k * 2"), [eval("k") for _ in range(2)]'),
  'text that is executed and evaluated in a function': one('out', 'k = 3\ndef f():\n    return eval("k + 1")\nout = f()'),
  'text that is executed': two('a', 'b c d', 'a = 1', 'import math\nexec("b = a + 1\\nc = math.floor(b)")\nif b:\n    exec("d = b" ,)\nb += 1'),
  'text that is executed, from a variable': one('x y', 'text = "x = 3"\nexec(text)\ny = x + 1'),
  'a variable in a query, in a function': two('frame limit', 'out', 'import pandas as pd\nframe = pd.DataFrame({"a": [1, 2, 3]})\nlimit = 1',
    'def f(frame):\n    return len(frame.query("a > @limit"))\nout = f(frame), [len(frame.query("a > @limit")) for _ in range(2)]'),
  'a mangled name': one('out', 'class A:\n    __secret = 1\n    def f(self):\n        return self.__secret\nout = A().f()'),

  // imports
  'all that a module offers': { ...one('out', 'from math import *', 'out = floor(pi)'), stars: { math: ['floor', 'pi', 'sin'] } },
  'all that a module offers, in a branch': { ...one('out', 'if True:\n    from math import *\nout = floor(pi)'), stars: { math: ['floor', 'pi', 'sin'] } },
  'all that a module offers, one of it an output': { ...one('pi', 'if True:\n    from math import *'), stars: { math: ['floor', 'pi', 'sin'] } },
  'imports that may fail': one('out', 'try:\n    import no_such_module as m\nexcept ImportError:\n    m = None', 'out = m'),
  'an import of the future': one('out', 'from __future__ import annotations\nimport math', 'def f(x: NoSuchType) -> AlsoNone:\n    return math.pi\nout = f(1)'),
  'an import of the future in the shared module': {
    cells: ['from __future__ import annotations', 'import math\ndef f(x: Undefined):\n    return math.pi', 'out = f(1)'], shared: ['f'],
    steps: [{ id: 'step', cells: [2], definitions: ['f'], outputs: ['out'] }],
  },
  'two imports on a line': one('out', 'import math, json as j', 'out = j.dumps(math.floor(1.5))'),

  // text
  'several statements on a line': one('a b c', 'a = 1; b = 2; import math; c = math.floor(a + b)'),
  'lines that go on': one('a b', 'a = 1 + \\\n  2\nb = (a +\n# in between\n3)  # behind'),
  'strings over several lines': one('a b c', 'a = """x\n  y\n\n\n z"""\nb = f\'\'\'{a}\n{\na}\n\'\'\'.strip(" ")\nc = "p\\\nq"'),
  'a string over several lines in a function': one('out', 'def f():\n    """Doc\n  here."""\n    return """\n1\n"""\nout = f(), f.__doc__'),
  'tabs': one('out', 'out = 0\nif True:\n\tfor i in range(2):\n\t\tout += i\n\tout += 1\nif True:\n  out += 1'),
  'spaces and tabs in one cell': one('out', 'out = 0\nif True:\n        out += 1\n        if out:\n        \tout += 1\nwhile out < 5:\n\tout += 1'),
  'form feeds': one('out', 'out = 1\n\f\nout += 1\n\fout += 1'),
  'comments everywhere': one('out', '# first\n\n# second\nout = 1  # behind\n# last\n   # aside\nif out:\n    pass\n# not inside\n    # nor this\n'),
  'decorators': one('out', 'def twice(f):\n    return lambda: f() * 2\n\n@twice\n# between\n@(twice)\ndef g():\n    return 1\nout = g()'),
  'branches on one line': one('a', 'a = 0\nif a: a = 1\nelse: a = 2; a += 1\nwhile a < 5: a += 1'),
  'a text that stands alone': one('a', '"""A note."""\na = 1\n"another"\na += 1'),
  'an annotation without a value': one('a', 'a: int = 1\nb: str\na += 1'),
  'matching': one('out', 'match [1, 2]:\n    case [x, *rest] if rest:\n        out = x, rest\n    case _:\n        out = None'),
  'handled exceptions': one('out', 'out = []\ntry:\n    1 / 0\nexcept ZeroDivisionError as error:\n    out.append(str(error))\nelse:\n    out.append(1)\nfinally:\n    out.append(2)'),
  'type parameters and aliases of names': one('out', 'from typing import TypeVar\nT = TypeVar("T")\ndef f(x: T) -> T:\n    return x\nout = f(1)'),
  'nothing but comments': one('', '# nothing\n# here'),

  // what is shown
  'a value that is shown': one('', 'a = 1', 'a + 1'),
  'values of all sorts that are shown': one('', '1, 2', '(1), (2)', '(1, 2)', '"text"', '"""long\ntext"""', '(a := 5)', '*[1], 2', 'lambda: 0\n[1,\n 2  # two\n]  # list', 'None', 'print("printed")', '{"a": 1}.get("a")', 'not 1', 'x = 3; x', '1 if x else 2'),
  'a value that is not shown': one('', '1 + 1;', 'a = 2'),
  'commands': one('n files', 'n = 3', '!echo {n} $n\nfiles = !echo a; echo b', '%%bash\necho "from bash"\n', '%time n = n + 1', 'if n:\n    %matplotlib inline\n    !echo inside'),
  'a written file': one('text', '%%writefile written_by_cell.txt\n  one\ntwo\n', 'text = open("written_by_cell.txt").read()\n!rm written_by_cell.txt'),
};

describe('what is written runs and does what the cells do', () => {
  let results: { notebook: Observed; pipeline: Observed }[];

  beforeAll(async () => {
    const templates = await readTemplates(root);
    results = runSteps(Object.values(CASES).map((sketch) => {
      const pipeline = new PipelineSketch(sketch);
      return { files: pipeline.files(templates), cells: pipeline.cells, steps: pipeline.plan.steps };
    }));
  }, 60_000);

  it.each(Object.keys(CASES))('%s', (name) => {
    const { notebook, pipeline } = results[Object.keys(CASES).indexOf(name)]!;
    expect(notebook.error).toBeNull();
    expect(pipeline).toEqual(notebook);
  });
});
