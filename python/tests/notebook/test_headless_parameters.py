"""What a word on the command line is to a notebook, and where its cell goes."""

import ast
import math

import pytest

from trialbook.notebook import headless_parameters as parameters
from trialbook.notebook.headless_parameters import Cell


@pytest.mark.parametrize(
    "text, value",
    [
        ("1", 1),
        ("-1", -1),
        ("0.1", 0.1),
        ("1e-3", 0.001),
        (".5", 0.5),
        ("inf", math.inf),
        ("True", True),
        ("false", False),
        ("None", None),
        ("null", None),
        ("[8, 8]", [8, 8]),
        ('{"a": {"b": null}}', {"a": {"b": None}}),
        ('"0.1"', "0.1"),
        ("svm", "svm"),
        ("", ""),
        ("12e4567", "12e4567"),
        ("1_000", "1_000"),
        ("2026-11-22", "2026-11-22"),
        ("[unclosed", "[unclosed"),
        ("[" * 5000, "[" * 5000),
    ],
)
def test_types(text, value):
    found = parameters.typed(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "'; import os; os.system('x') #",
        '"\\"\\n"',
        "line\nbreak",
        "\\",
        "\u2028 \udcff \x00",
        '{"k\'ey": ["\'", NaN, -Infinity, "\\u0000"]}',
        "nan",
        "{__import__('os')}",
    ],
)
def test_a_value_is_one_literal_whatever_stands_in_it(text):
    value = parameters.typed(text)
    (statement,) = ast.parse(parameters.assignment("name", value)).body
    assert "\n" not in parameters.literal(value)
    assert repr(eval(compile(ast.Expression(statement.value), "", "eval"), {"__builtins__": {"float": float}})) == repr(value)


@pytest.mark.parametrize("name, known", [("lr", True), ("größe", True), ("a.b", False), ("x=1;y", False), ("for", False), ("", False)])
def test_only_names_of_variables_can_be_parameters(name, known):
    assert parameters.is_name(name) is known


CODE = Cell(True, "x = 1", [])
DECLARED = Cell(True, "lr = 0.01\nmodel: str = 'x'\na, (b, *c) = 1, (2, 3)", ["parameters"])
INJECTED = Cell(True, "lr = 1", ["injected-parameters"])


@pytest.mark.parametrize(
    "cells, place",
    [
        ([CODE], (0, False)),
        ([], (0, False)),
        ([CODE, DECLARED, CODE, DECLARED], (2, False)),
        ([DECLARED, INJECTED, CODE], (1, True)),
        ([INJECTED, DECLARED], (0, True)),
        ([Cell(False, "text", ["parameters"]), CODE], (0, False)),
    ],
)
def test_where_the_cell_goes(cells, place):
    assert parameters.place_for(cells) == place


def test_a_name_that_is_not_declared_is_told_with_those_that_are():
    assert parameters.warning([CODE, DECLARED], ["lr", "lrr"]) == "the parameters cell does not assign lrr; it has a, b, c, lr, model"


def test_without_a_parameters_cell_it_is_said_where_values_go():
    assert "lr is set at the top" in parameters.warning([CODE], ["lr"])


@pytest.mark.parametrize("cells, names", [([DECLARED], ["lr", "model"]), ([CODE], []), ([Cell(True, "%load x\nlr = 1", ["parameters"])], ["lr"])])
def test_nothing_is_told_where_all_is_well(cells, names):
    assert parameters.warning(cells, names) is None


def test_nothing_is_told_of_a_cell_that_cannot_be_read():
    assert parameters.warning([Cell(True, "lr = (", ["parameters"])], ["lr"]) is None
