"""IPython itself on the cells of test/cases/notebook: it takes the same lines for its own, and fills in the same values."""

import ast
import json
import re
import warnings
from pathlib import Path

import pytest
from IPython.core import inputtransformer2 as transformer
from IPython.core.interactiveshell import InteractiveShell

FOLDER = Path(__file__).resolve().parents[3] / "test" / "cases" / "notebook"
CASES = [
    (f"{file.stem}: {' ⏎ '.join(case['source'])}", case)
    for file in sorted(FOLDER.glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))["cells"]
]
RUN_LIKE_CELLS = {"capture", "prun", "time"}
"""Cell magics below which IPython's syntax has its meaning."""


class Value(str):
    """What a name in a command stands for: text, of which items and attributes are texts too."""

    def __getitem__(self, key):
        return Value(f"{str(self)}<{key}>")

    @property
    def name(self):
        return Value(f"{self}.name")


def each_case(wanted=lambda topic, case: True):
    chosen = [pytest.param(case, id=name) for name, case in CASES if wanted(name.split(":")[0], case)]
    return pytest.mark.parametrize("case", chosen)


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    yield InteractiveShell.instance(ipython_dir=str(tmp_path_factory.mktemp("ipython")))
    InteractiveShell.clear_instance()


def special_lines(source, first=1):
    """The stretches of lines, counted from 1, that IPython takes for its own."""
    lines = f"{source}\n".splitlines(keepends=True) if not source.endswith("\n") else source.splitlines(keepends=True)
    numbers = list(range(first, first + len(lines)))
    for clean_up in transformer.TransformerManager().cleanup_transforms:
        cleaned = clean_up(lines)
        numbers = numbers[len(numbers) - len(cleaned) :]
        lines = cleaned
    if transformer.cell_magic(lines) != lines:
        name = lines[0][2:].split()[0]
        if name not in RUN_LIKE_CELLS or not "".join(lines[1:]).strip():
            return [(numbers[0], "cell")]
        return [(numbers[0], "cell"), *special_lines("".join(lines[1:]), numbers[0] + 1)]
    found = []
    while True:
        changed, new = transformer.TransformerManager().do_one_token_transform(lines)
        if not changed or new == lines:
            return sorted(found)
        at = next(index for index, pair in enumerate(zip(lines, new)) if pair[0] != pair[1])
        removed = len(lines) - len(new)
        found.append((numbers[at], numbers[at + removed]))
        numbers[at + 1 : at + 1 + removed] = []
        lines = new


def compiles(text):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        return True
    except SyntaxError:
        return False


@each_case(lambda topic, case: topic != "automagic")
def test_the_same_lines_are_special(case):
    theirs = special_lines("\n".join(case["source"]))
    whole_cells = {first for first, last in theirs if last == "cell"}
    ours = [(first, "cell" if first in whole_cells else last) for first, last, _meaning in case.get("specials", [])]
    assert ours == theirs


@each_case(lambda topic, case: topic == "automagic" and "names" in case)
def test_a_line_without_a_sign_is_a_magic_where_its_name_is_not_bound(case, shell):
    shell.user_ns = {name: None for name in case["names"]}
    assert ("run_line_magic" in shell.transform_cell("\n".join(case["source"]))) == ("specials" in case)


@each_case(lambda topic, case: "problems" not in case)
def test_what_has_a_meaning_compiles_if_it_does_for_ipython(case, shell):
    shell.user_ns = {name: None for name in case.get("names", [])}
    theirs = shell.transform_cell("\n".join(case["source"]))
    assert compiles("\n".join(case["text"])) or not compiles(theirs)


def arguments(text, *functions):
    """The first arguments of calls of these functions or methods, as syntax trees."""
    return [
        node.args[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and (getattr(node.func, "id", None) or getattr(node.func, "attr", None)) in functions
    ]


@each_case(lambda topic, case: topic == "expansion" and "%" not in case["source"][0])
def test_commands_have_the_same_values_filled_in(case, shell):
    values = {name: Value(name) for name in {"anything", *case.get("names", [])} - {"*"}}
    shell.user_ns = dict(values)

    transformed = shell.transform_cell("\n".join(case["source"]))
    theirs = [shell.var_expand(node.value) for node in arguments(transformed, "system", "getoutput")]
    nodes = arguments("\n".join(case["text"]), "shell", "shell_lines")
    ours = [eval(compile(ast.Expression(node), "<text>", "eval"), dict(values)) for node in nodes]

    assert len(theirs) == 1
    # A lambda shows its address.
    assert [re.sub(r"0x\w+", "0x", command) for command in ours] == [re.sub(r"0x\w+", "0x", command) for command in theirs]
