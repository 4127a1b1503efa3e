"""Which variables the journal says a cell bound, needed and unbound."""

import pytest

from kernels import LOAD, Kernel


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("names"))
    kernel.run(LOAD)
    yield kernel
    kernel.end()


def names(kernel, code, kind):
    return kernel.cell(code).end[kind]


@pytest.mark.parametrize(
    "code, defined",
    [
        ("a = 1\nb: int = 2", ["a", "b"]),
        ("import os.path, json as j\nfrom math import pi", ["j", "os", "pi"]),
        ("def f(): pass\nclass C: pass", ["C", "f"]),
        ("for i in range(2): pass", ["i"]),
        ("with open(__import__('os').devnull) as file: pass", ["file"]),
        ("(p, q), *rest = (1, 2), 3", ["p", "q", "rest"]),
        ("if (n := 3) > 2: big = True", ["big", "n"]),
        ("%time timed = 1", ["timed"]),
        ("listed = !echo a", ["listed"]),
        ("exec('executed = 1')", ["executed"]),
        ("unused: int", []),
        ("[hidden for hidden in range(3)]", []),
        ("5", []),
    ],
)
def test_what_is_bound_is_defined(kernel, code, defined):
    kernel.run("%reset -f")
    assert names(kernel, code, "defined") == defined


def test_what_is_bound_to_the_same_object_again_is_defined_again(kernel):
    kernel.run("same = 1")
    assert names(kernel, "same = 1", "defined") == ["same"]


def test_what_stays_as_it_was_is_not_defined(kernel):
    kernel.run("kept = 1")
    assert names(kernel, "if not kept: kept = 1", "defined") == []


def test_what_a_failing_cell_bound_before_it_failed_is_defined(kernel):
    assert names(kernel, "before = object()\n1/0\nafter = object()", "defined") == ["before"]


def test_what_is_deleted_is_deleted(kernel):
    kernel.run("short = 1")
    end = kernel.cell("del short").end
    assert (end["deleted"], end["defined"]) == (["short"], [])


@pytest.mark.parametrize(
    "code, read",
    [
        ("y = x + 1", ["x"]),
        ("x += 1", ["x"]),
        ("x = 5\nprint(x)", []),
        ("print(x)\nx = 5", ["x"]),
        ("if flag: x = 1\nprint(x)", ["flag", "x"]),
        ("[x for x in range(3)]", []),
        ("[each + x for each in data]", ["data", "x"]),
        ("(lambda x: x + data[0])(1)", ["data"]),
        ("def unused(): return x", []),
        ("def used(k=flag): return x\nused()", ["flag", "x"]),
        ("uses_helper()", ["helper", "uses_helper", "x"]),
        ("x = 1\nuses_helper()", ["helper", "uses_helper"]),
        ("model.fit()", ["data", "model"]),
        ("Model", ["Model", "data"]),
        ("data.append(1)", ["data"]),
        ("f'{x} {data!r:>{flag}}'", ["data", "flag", "x"]),
        ("len(str(print))", []),
        ("%time z = x", ["x"]),
        ("%%timeit -n1 -r1\nx", ["x"]),
        ("undefined_name if 0 else 1", []),
        ("try:\n    import nothing_of_that_name\nexcept ImportError as error:\n    x", ["x"]),
        ("del x", []),
    ],
)
def test_what_is_needed_is_read(kernel, code, read):
    kernel.run("%reset -f")
    kernel.run("x, flag, data = 1, True, [1]")
    kernel.run("def helper(): return x\ndef uses_helper(): return helper()")
    kernel.run("class Model:\n    def fit(self): return len(data)\nmodel = Model()")
    assert names(kernel, code, "read") == read


def test_functions_that_refer_to_each_other_are_followed_once(kernel):
    kernel.run(
        "import functools\nlimit = 3\ndef even(n): return n == 0 or odd(n - 1)\n@functools.lru_cache\ndef odd(n): return n > limit or even(n - 1)"
    )
    assert names(kernel, "even(2)", "read") == ["even", "limit", "odd"]


def test_looking_at_an_object_calls_nothing_of_it(kernel):
    kernel.run(
        "class Trap:\n    def __getattr__(self, name): raise RuntimeError(name)\n    @property\n    def __wrapped__(self): raise RuntimeError\ntrap = Trap()"
    )
    end = kernel.cell("trap").end
    assert end["status"] == "ok" and "trap" in end["read"]


def test_the_history_of_the_shell_is_nobodys_variable(kernel):
    kernel.run("41 + 1")
    end = kernel.cell("kept = _ + Out[max(Out)]").end
    assert (end["defined"], end["read"]) == (["kept"], [])


def test_an_object_is_not_kept_alive_by_the_recording(kernel):
    kernel.run("import gc, weakref\nclass Big: pass\nbig = Big()\nseen = weakref.ref(big)")
    assert kernel.run("big = None\ngc.collect()\nassert seen() is None").status == "ok"


def test_what_other_transformers_of_code_do_still_works(kernel):
    kernel.run(
        "import ast\nclass Twice(ast.NodeTransformer):\n    def visit_Constant(self, node): return ast.copy_location(ast.Constant(node.value * 2), node)"
    )
    kernel.run("get_ipython().ast_transformers.append(Twice())")
    assert kernel.run("result = 21").status == "ok"
    kernel.run("get_ipython().ast_transformers.pop();")
    assert kernel.run("assert result == 42").status == "ok"
