"""What of a cell's outputs is compared, in whatever nbformat they are."""

import pytest
from check.run_notebook import shown_in

NOT_COMPARED = {
    "errors and warnings": {"output_type": "stream", "name": "stderr", "text": "careful"},
    "a picture": {"output_type": "display_data", "data": {"image/png": "", "text/plain": "<Figure>"}},
    "a figure in which nothing is drawn": {"output_type": "display_data", "data": {"text/plain": "<Figure size 640x480 with 0 Axes>"}},
    "a moving figure's program": {"output_type": "display_data", "data": {"application/javascript": "", "text/plain": "<Javascript>"}},
    "a moving figure's place": {"output_type": "display_data", "data": {"text/html": "<div id='1a-2b'></div>", "text/plain": "<HTML>"}},
    "what has no text": {"output_type": "display_data", "data": {"text/html": "<b>x</b>"}},
    "a formula": {"output_type": "execute_result", "data": {"text/latex": "$x^2$", "text/plain": "x**2"}},
    "None": {"output_type": "display_data", "data": {"text/plain": "None"}},
    "a picture of nbformat 3": {"output_type": "pyout", "png": "", "text": "<Figure>"},
    "an exception": {"output_type": "error", "ename": "E", "evalue": "", "traceback": []},
}


@pytest.mark.parametrize("output", NOT_COMPARED.values(), ids=NOT_COMPARED)
def test_what_is_not_compared(output):
    assert shown_in([output]) == []


def test_what_was_printed_and_displayed_comes_in_order():
    printed = {"output_type": "stream", "name": "stdout", "text": ["1\n", "2\n"]}
    displayed = {"output_type": "execute_result", "data": {"text/plain": ["a\n", "b"], "text/html": "<table>"}}
    assert shown_in([printed, displayed, printed]) == [("stdout", "1\n2\n"), ("display", "a\nb"), ("stdout", "1\n2\n")]


def test_nbformat_3_is_read_too():
    outputs = [{"output_type": "stream", "stream": "stdout", "text": "1\n"}, {"output_type": "pyout", "text": ["2"]}]
    assert shown_in(outputs) == [("stdout", "1\n"), ("display", "2")]
