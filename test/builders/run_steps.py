"""Runs pipelines' steps and the cells that they were made of, and tells what each printed and which variables it left.

Reads a JSON list of {files, cells, steps, names}, writes one of {notebook, pipeline}.
"""

import ast
import codeop
import contextlib
import importlib
import io
import json
import os
import sys
import tempfile


def observed(run, names):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            variables, error = run(), None
        except BaseException as raised:
            variables, error = {}, f"{type(raised).__name__}: {raised}"
    values = {name: repr(variables[name]) for name in names if name in variables}
    return {"values": values, "printed": printed.getvalue(), "error": error}


def as_notebook(cells, reporting):
    show = reporting.display
    compiled = codeop.Compile()  # keeps what is imported from the future
    # A notebook's variables are those of a module that can be imported by its name.
    variables = {"__name__": "__main__", "__builtins__": __builtins__, "display": show}
    variables.update({name: getattr(reporting, name) for name in ("shell", "shell_lines", "script")})
    for text, silent in cells:
        body = ast.parse(text).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) and not silent else None
        exec(compiled(ast.Module(body, []), "cell", "exec"), variables)
        if last is not None:
            show(eval(compiled(ast.Expression(last.value), "cell", "eval"), variables))
    return variables


def as_pipeline(files, steps, unbound):
    for path, text in files.items():
        if path.endswith(".py"):
            compile(text, path, "exec")
    variables = {}
    for step in steps:
        function = getattr(importlib.import_module("steps." + step["id"]), step["id"])
        given = {name: variables.get(name, unbound) for name in step["inputs"]}
        result = function(**given)
        outputs = step["outputs"]
        variables.update(dict(zip(outputs, (result,) if len(outputs) == 1 else result or ())))
    return {name: value for name, value in variables.items() if value is not unbound}


def check(case):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in case["files"].items():
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                file.write(text)
        sys.path.insert(0, folder)
        for module in [name for name in sys.modules if name.split(".")[0] == "steps"]:
            del sys.modules[module]
        try:
            from steps.shared import reporting, storing

            return {
                "notebook": observed(lambda: as_notebook(case["cells"], reporting), case["names"]),
                "pipeline": observed(lambda: as_pipeline(case["files"], case["steps"], storing.UNBOUND), case["names"]),
            }
        finally:
            sys.path.remove(folder)


sys.dont_write_bytecode = True
json.dump([check(case) for case in json.load(sys.stdin)], sys.stdout)
