"""A case of test/cases/dataflow, run by CPython: what each cell did to each variable."""

import pickle
import sys
import types

PLAIN = (int, float, complex, str, bytes, bool, type(None), types.ModuleType)
UNTOLD = object()
"""Stands for a value of which nothing can be told."""


def fingerprint(value):
    """Equal for a value before and after a cell only if the cell did not change it; `UNTOLD` where that cannot be seen."""
    if isinstance(value, types.FunctionType):
        value = (value.__dict__, value.__defaults__, value.__kwdefaults__)
    elif isinstance(value, type):
        value = {key: own for key, own in vars(value).items() if not key.startswith("__") and not callable(own)}
    try:
        return pickle.dumps(value)
    except Exception:
        return UNTOLD


class ExecutedCase:
    """Runs the cells one after the other in a `__main__` of their own. The folder must be an empty one and the current one."""

    def __init__(self, case, monkeypatch, folder):
        for name, text in case.get("files", {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            monkeypatch.delitem(sys.modules, name.removesuffix(".py"), raising=False)
        module = types.ModuleType("__main__")
        monkeypatch.setitem(sys.modules, "__main__", module)
        monkeypatch.syspath_prepend(str(folder))
        self.variables = vars(module)
        self.variables["display"] = print
        self.before = []
        self.after = []
        for index, source in enumerate(case["cells"]):
            code = compile(source, f"cell {index}", "exec")
            self.before.append(self._look())
            exec(code, self.variables)
            self.after.append(self._look())

    def _look(self):
        return {name: (value, fingerprint(value)) for name, value in self.variables.items() if not name.startswith("__")}

    def is_bound(self, cell, name):
        """It has a value after the cell that the cell may have given it; `x += [1]` gives `x` the object that it was, changed."""
        if name not in self.after[cell]:
            return False
        value = self.after[cell][name][0]
        if name not in self.before[cell] or isinstance(value, PLAIN) or value is not self.before[cell][name][0]:
            return True
        return name in self.mutated(cell)[0]

    def is_deleted(self, cell, name):
        return name in self.before[cell] and name not in self.after[cell]

    def mutated(self, cell):
        """Names whose object is the same as before the cell and no longer what it was; and those of which that cannot be told."""
        seen, untold = set(), set()
        for name, (value, print_after) in self.after[cell].items():
            if name not in self.before[cell] or self.before[cell][name][0] is not value or isinstance(value, types.ModuleType):
                continue
            print_before = self.before[cell][name][1]
            if UNTOLD in (print_before, print_after):
                untold.add(name)
            elif print_before != print_after:
                seen.add(name)
        return seen, untold
