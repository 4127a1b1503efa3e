"""Makes small notebooks by chance, of the kinds of statements that real ones are made of, each of which runs.

Prints a list of notebooks, each a list of cells, each a list of statements. Arguments: how many, the seed.
"""

import contextlib
import io
import json
import random
import sys
import types
import warnings

import numpy as np
import pandas as pd

NAMES = list("abcdefgh")
FUNCTIONS = ["f", "g", "h2", "make"]
HEAD = ["from sklearn.base import clone", "from sklearn.linear_model import LinearRegression", "from sklearn.model_selection import train_test_split"]
HEAD += ["from sklearn.pipeline import Pipeline", "from sklearn.preprocessing import StandardScaler", "import numpy as np", "import pandas as pd", "import copy", "from functools import partial", "from collections import defaultdict"]


class Writer:
    """Writes statements that suit what the names stand for at the moment."""

    def __init__(self, rng):
        self.rng = rng
        self.space = {}

    def kind(self, value):
        if isinstance(value, bool) or value is None:
            return "other"
        if isinstance(value, (int, float, np.integer, np.floating)):
            return "num"
        if isinstance(value, list):
            return "lists" if value and all(isinstance(item, list) for item in value) else "list"
        if isinstance(value, dict):
            return "dict"
        if isinstance(value, np.ndarray):
            return "arr" if value.ndim == 1 and value.size > 2 and value.dtype.kind in "if" else "other"
        if isinstance(value, pd.DataFrame):
            return "df"
        if isinstance(value, types.GeneratorType):
            return "gen"
        if isinstance(value, type):
            return "class"
        if hasattr(value, "get_params"):
            return "model"
        if callable(value) and not hasattr(value, "items"):
            return "fn"
        if type(value).__name__ in ("C", "D"):
            return "obj"
        return "other"

    def names(self, *kinds):
        return [name for name in NAMES + FUNCTIONS + ["C", "D"] if name in self.space and self.kind(self.space[name]) in kinds]

    def pick(self, *kinds):
        found = self.names(*kinds)
        return self.rng.choice(found) if found else None

    def new(self):
        return self.rng.choice(NAMES)

    def number(self):
        name = self.pick("num")
        return name if name and self.rng.random() < 0.6 else str(self.rng.randint(1, 5))

    def value(self):
        """An expression for something new, or for something that others have too."""
        rng, n = self.rng, self.number()
        some = self.pick("list", "lists", "dict", "arr", "df", "obj", "num", "fn", "model")
        box = self.pick("list", "lists")
        choices = [n, f"[{n}, 2, 3]", f"[[{n}], [2, {n}]]", f"{{'x': [{n}], 'y': {n}}}", f"np.arange(4) + {n}", f"np.array([{n}, 2.0, 3.0, 4.0])"]
        choices.append(f"pd.DataFrame({{'x': [{n}, 2, 3], 'y': [4.0, 5.0, {n}]}})")
        if some:
            choices += [some, some, f"[{some}]", f"{{'x': {some}}}", f"({some}, [1])[0]", f"copy.copy({some})", f"copy.deepcopy({some})"]
            choices += [f"{some} if {n} > 2 else [{n}]", f"[{some}, [0]][{n} % 2]", f"dict(x={some})", f"list([{some}, []])"]
        if box:
            choices += [f"{box}[:]", f"{box} + [{n}]", f"sorted({box}, key=str)", f"list({box})", f"[item for item in {box}]", f"tuple({box})", f"{box}[0]"]
            choices += [f"list(reversed({box}))", f"dict(enumerate({box}))", f"list(zip({box}, {box}))", f"max({box}, key=str)", f"next(iter({box}))"]
        if box and (other := self.pick("list", "lists", "num")):
            choices += [f"[{box}, {other}]", f"{{'x': {box}, 'y': {other}}}"]
        if arr := self.pick("arr"):
            choices += [f"{arr}[1:]", f"{arr}[::-1]", f"{arr}.reshape(-1)", f"{arr}.copy()", f"{arr} * {n}", f"{arr}.sum()", f"np.asarray({arr})", f"{arr}[{arr} > 1]", f"{arr}.T"]
            choices += [f"np.sort({arr})", f"pd.DataFrame({{'x': {arr}, 'y': {arr}}})", f"np.concatenate([{arr}, {arr}])", f"list({arr})", f"np.ravel({arr})"]
        if frame := self.pick("df"):
            choices += [f"{frame}.copy()", f"{frame}[{frame}['x'] > 1]", f"{frame}.assign(z={n})", f"{frame}[['x']]", f"{frame}.describe()", f"len({frame})", f"{frame}.x.sum()"]
            choices += [f"{frame}['y'].to_numpy()", f"{frame}.rename(columns=str.upper)", f"pd.concat([{frame}, {frame}])", f"{frame}.shape[0]"]
        if rng.random() < 0.3:
            choices = ["LinearRegression()", "StandardScaler()", "Pipeline([('s', StandardScaler()), ('m', LinearRegression())])"]
            if model := self.pick("model"):
                choices += [model, f"clone({model})", f"Pipeline([('s', StandardScaler()), ('m', {model})])", f"{{'x': {model}}}", f"[{model}]", f"copy.deepcopy({model})"]
        if (model := self.pick("model")) and (frame := self.pick("df")):
            choices += [f"{model}.fit({frame}[['x']], {frame}['y'])", f"{model}.fit({frame}[['x']], {frame}['y']).get_params()", f"train_test_split({frame}, random_state=0)"]
        if table := self.pick("dict"):
            choices += [f"{table}.get('x', [{n}])", f"dict({table})", f"{{**{table}, 'z': {n}}}", f"list({table}.values())", f"{table}.copy()", f"[v for k, v in {table}.items()]"]
            choices += [f"{table}.setdefault('w', [])", f"list({table}.items())[0][1]", f"{table}['x']"]
        if thing := self.pick("obj"):
            choices += [f"{thing}.data", f"{thing}.data + [{n}]", f"{thing}.read()", f"{thing}.read", f"copy.copy({thing})", f"{thing}.total"]
        if kind := self.pick("class"):
            choices += [f"{kind}({some or n})", f"{kind}([{n}])", f"{kind}([{n}])"]
        if function := self.pick("fn"):
            choices += [f"{function}({some or n})", f"{function}({box or n})", f"list(map({function}, [{some or n}]))", f"partial({function}, {some or n})", f"{{'x': {function}}}", f"[{function}({n}) for _ in range(2)]"]
        other = self.pick("num", "list")
        choices += [f"lambda v: [v, {other or n}]", f"lambda v, kept={some or n}: kept", f"(item for item in [{n}, 2])", f"defaultdict(list, x=[{n}])"]
        if box:
            choices.append(f"(item for item in {box})")
        if stream := self.pick("gen"):
            choices += [f"list({stream})", f"next({stream}, 0)"]
        return rng.choice(choices)

    def change(self):
        """A statement that changes something in place, or perhaps so."""
        rng, n = self.rng, self.number()
        some = self.pick("list", "lists", "dict", "arr", "df", "obj", "num") or n
        choices = []
        if box := self.pick("list", "lists"):
            choices += [f"{box}.append({some})", f"{box}.extend([{n}])", f"{box}[0] = {some}", f"{box}.insert(0, {n})", f"{box} += [{n}]", f"{box}.reverse()", f"{box}[:] = [{n}, 1]", f"del {box}[0]", f"{box}.pop()", f"{box}.clear()"]
        if boxes := self.pick("lists"):
            choices += [f"{boxes}[0].append({n})", f"for item in {boxes}:\n    item.append({n})", f"[item.append({n}) for item in {boxes}]", f"for i, item in enumerate({boxes}):\n    item[0] = i", f"first, *rest = {boxes}\nfirst.append({n})"]
        if table := self.pick("dict"):
            choices += [f"{table}['x'] = {some}", f"{table}['z'] = {n}", f"{table}.update(y={some})", f"{table}.pop('y', None)", f"for k, v in {table}.items():\n    if isinstance(v, list):\n        v.append({n})", f"{table}.setdefault('w', []).append({n})"]
        if arr := self.pick("arr"):
            choices += [f"{arr}[0] = {n}", f"{arr} += 1", f"{arr}[1:] *= 2", f"{arr}.sort()", f"np.add({arr}, 1, out={arr})", f"{arr}[::2] = {n}", f"np.random.shuffle({arr})", f"for i in range(2):\n    {arr}[i] = i"]
        if frame := self.pick("df"):
            choices += [f"{frame}['z'] = {n}", f"{frame}['x'] = {frame}['x'] * 2", f"{frame}.loc[0, 'x'] = {n}", f"{frame}.columns = [c + '_' for c in {frame}.columns]", f"{frame}.drop(index=0, inplace=True)", f"{frame}.sort_values({frame}.columns[0], inplace=True)", f"for frame in [{frame}]:\n    frame['q'] = {n}", f"{frame}.iloc[0, 0] = {n}", f"{frame}.index = range(len({frame}))", f"{frame}.insert(0, 'new', {n})"]
        if model := self.pick("model"):
            frame = self.pick("df") or "pd.DataFrame({'x': [1, 2, 3], 'y': [2, 4, 7]})"
            choices += [f"{model}.fit({frame}[['x']], {frame}['y'])", f"{model}.set_params(copy_X=False)", f"{model}.note = {n}"]
            choices += [f"for name, model in {{'a': {model}}}.items():\n    model.fit({frame}[['x']], {frame}['y'])", f"getattr({model}, 'named_steps', {{'m': {model}}})['m'].note = {n}"]
        if thing := self.pick("obj"):
            choices += [f"{thing}.data = {some}", f"{thing}.add({n})", f"{thing}.add({some})", f"{thing}.total += 1", f"setattr({thing}, 'data', [{n}])", f"{thing}.note = {some}"]
        if function := self.pick("fn"):
            choices += [f"{function}({some})", f"{function}({some})", f"result = {function}({some})", f"for item in [{some}]:\n    {function}(item)", f"{function}.kept = {n}"]
        if kind := self.pick("class"):
            choices += [f"{kind}.shared.append({n})", f"{kind}({some}).add({n})"]
        return rng.choice(choices or ["pass"])

    def function(self):
        rng, n = self.rng, self.number()
        name = rng.choice(["f", "g", "h2"])
        some = self.pick("list", "lists", "dict", "arr", "df", "obj", "num")
        box, other = self.pick("list", "lists"), self.pick("fn")
        bodies = ["return v", "return [v]", f"v = [v]\n    v.append({n})\n    return v", "if isinstance(v, list):\n        v.append(0)\n    return v", "try:\n        v[0] = 7\n    except Exception:\n        pass\n    return v"]
        bodies += [f"global {self.new()}\n    {self.rng.choice(NAMES)} = [v]\n    return v", f"for i in range(2):\n        last = i\n    return last", "def inner():\n        return v\n    return inner()", "local = v\n    local2 = [local]\n    return local2"]
        chosen = self.new()
        bodies.append(f"global {chosen}\n    {chosen} = [v]\n    return 1")
        if some:
            bodies += [f"return {some}", f"return [{some}, v]", f"return len(str({some}))"]
        if box:
            bodies += [f"{box}.append(1)\n    return {box}", f"{box}.append(v)", f"return [item for item in {box}]", f"if len({box}) > 2:\n        return {box}\n    return v", f"x = {box}\n    x.append(1)\n    return 0"]
        if other:
            bodies += [f"return {other}(v)", f"{other}(v)\n    return [v]", f"return sum(len(str({other}(i))) for i in range(2))"]
        default = f", w={rng.choice([some or '1', '[]', '1', '{}'])}"
        if rng.random() < 0.25:
            bodies = ["if isinstance(w, list):\n        w.append(1)\n    return w", "return [v, w]"]
            return f"def {name}(v{default}):\n    {rng.choice(bodies)}"
        if rng.random() < 0.15:
            inner = rng.choice(["return kept", "kept.append(v)\n        return kept", "nonlocal kept\n        kept = [kept, v]\n        return kept", f"return [v, {some or n}]"])
            return f"def make(kept):\n    kept = [kept]\n    def inner(v=0):\n        {inner}\n    return inner"
        if rng.random() < 0.1:
            return f"def {name}(v):\n    yield v\n    yield {some or n}"
        return f"def {name}(v):\n    {rng.choice(bodies)}"

    def classes(self):
        name = self.rng.choice(["C", "D"])
        some = self.pick("list", "lists", "num", "dict") or "3"
        body = self.rng.choice([f"return {some}", "return self.data", "self.total += 1\n        return self.total", "return [self.data, self.shared]"])
        add = self.rng.choice(["self.data = [self.data, v]", "self.shared.append(v)", "self.data = v", "self.total = len(str(v))", f"self.note = {some}"])
        return f"class {name}:\n    shared = []\n    def __init__(self, data):\n        self.data = data\n        self.total = 0\n    def add(self, v):\n        {add}\n    def read(self):\n        {body}\n    def __repr__(self):\n        return str((self.data, self.total))"

    def compound(self):
        rng = self.rng
        name, other, n = self.new(), self.new(), self.number()
        one, two = self.simple(), self.simple()
        indent = lambda text: text.replace("\n", "\n    ")
        return rng.choice([
            f"if {n} > 2:\n    {indent(one)}",
            f"if {n} > 2:\n    {indent(one)}\nelse:\n    {indent(two)}",
            f"for i in range({n}):\n    {indent(one)}",
            f"for {name} in [1, 2]:\n    {indent(one)}",
            f"for {name} in range({n} - 1):\n    {other} = [{name}]",
            f"while True:\n    {indent(one)}\n    break",
            f"try:\n    {indent(one)}\nexcept Exception:\n    {indent(two)}",
            f"try:\n    raise ValueError\n    {indent(one)}\nexcept ValueError as error:\n    {indent(two)}",
            f"try:\n    {indent(one)}\nfinally:\n    {indent(two)}",
            f"with np.errstate():\n    {indent(one)}",
            f"if ({name} := {self.value()}) is not None:\n    {indent(two)}",
            f"match {n}:\n    case 1:\n        {one.replace(chr(10), chr(10) + '        ')}\n    case {name}:\n        {two.replace(chr(10), chr(10) + '        ')}",
        ])

    def simple(self):
        rng, value = self.rng, self.value()
        roll = rng.random()
        if roll < 0.4:
            return f"{self.new()} = {value}"
        if roll < 0.5:
            return f"{self.new()} = {self.new()} = {value}"
        if roll < 0.58:
            return f"{self.new()}, {self.new()} = {value}, {self.value()}"
        if roll < 0.62 and (name := self.pick("num")):
            return f"{name} += {self.number()}"
        if roll < 0.64 and (name := self.pick("num", "list", "dict", "arr")):
            return f"del {name}"
        if roll < 0.67 and (name := self.pick("lists")):
            return f"{self.new()}, *{self.new()} = {name}"
        return self.change()

    def show(self):
        if self.rng.random() < 0.2 and (model := self.pick("model")):
            return self.shown(model)
        name = self.pick("list", "lists", "dict", "arr", "df", "obj", "num")
        return f"print({name})" if name else "pass"

    def shown(self, model):
        """All that is learnt, also by the parts of a pipeline."""
        return f"print(vars({model}), [vars(part) for _, part in getattr({model}, 'steps', [])])"

    def statement(self):
        roll = self.rng.random()
        if roll < 0.14:
            return self.function()
        if roll < 0.19:
            return self.classes()
        if roll < 0.35:
            return self.compound()
        return self.show() if roll < 0.42 else self.simple()


def runs(text, space):
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(text, "<statement>", "exec"), space)
        return all(len(repr(value)) < 2000 for name, value in space.items() if name in NAMES)
    except Exception:
        return False


def tops(text):
    """A text as its top-level statements."""
    import ast

    lines = text.split("\n")
    return ["\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in ast.parse(text).body]


def notebook(rng):
    writer = Writer(rng)
    for line in HEAD:
        exec(line, writer.space)
    np.random.seed(0)
    cells, history = [HEAD], []
    for _ in range(rng.randint(4, 12)):
        cell = []
        for _ in range(rng.randint(1, 3)):
            text = writer.statement()
            kept = replayed(history)
            if runs(text, kept):
                history.append(text)
                cell += tops(text)
                writer.space = kept
            else:
                writer.space = replayed(history)
        if cell:
            cells.append(cell)
    shown = writer.names("list", "lists", "dict", "arr", "df", "obj", "num", "other")
    models = [writer.shown(model) for model in writer.names("model")]
    return [*cells, [f"print({', '.join(shown or ['0'])}, sep='\\n')", *models]]


def replayed(history):
    """The names as the statements so far leave them; what failed halfway is not among them."""
    space = {"__name__": "__main__"}
    for text in HEAD + history:
        runs(text, space)
    return space


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    json.dump([notebook(random.Random(f"{seed} {index}")) for index in range(count)], sys.stdout)


main()
