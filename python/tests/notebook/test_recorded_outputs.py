"""What the journal says of what cells print and display."""

import base64
import hashlib

import pytest

from kernels import LOAD, Kernel, eventually

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("outputs"))
    kernel.run(LOAD)
    kernel.run("import sys, os, time, threading\nfrom IPython.display import *\nimport base64")
    yield kernel
    kernel.end()


def artifacts(kernel, found):
    run = kernel.session[0]["run"]
    listed = [artifact for output in found.outputs for artifact in output.get("artifacts", [])]
    for artifact in listed:
        content = (kernel.store / "artifacts" / run / artifact["path"]).read_bytes()
        assert len(content) == artifact["size"]
        assert artifact["path"].startswith("cells/%s." % hashlib.sha256(content).hexdigest()[:32])
    return [(artifact["mime"], artifact["path"].rpartition(".")[2]) for artifact in listed]


def test_outputs_keep_their_order_and_kinds(kernel):
    found = kernel.cell("print('a')\ndisplay(1)\nprint('b', file=sys.stderr)\n2")
    assert [(each["kind"], each["text"]) for each in found.outputs] == [
        ("stdout", "a\n"),
        ("display", "1"),
        ("stderr", "b\n"),
        ("result", "2"),
    ]


def test_all_that_was_printed_is_there_when_the_cell_has_ended(kernel):
    found = kernel.cell("for i in range(2000): print(i)")
    order = [record["type"] for record in kernel.session if record["type"].startswith("cell")]
    assert found.text("stdout") == "".join("%d\n" % i for i in range(2000)) and order[-1] == "cell_end"


def test_what_is_printed_comes_while_the_cell_runs(kernel):
    kernel.begin("print('loss 0.5')\nwhile not os.path.exists('go on'): time.sleep(0.01)")
    eventually(lambda: kernel.cells[-1].text("stdout") == "loss 0.5\n", "what the cell printed")
    assert kernel.cells[-1].end is None
    (kernel.folder / "go on").touch()
    eventually(lambda: kernel.cells[-1].end, "the end of the cell")


def test_progress_bars_are_as_they_look_in_the_end(kernel):
    found = kernel.cell("for i in range(101): print('\\r%d %%' % i, end='')\nprint()")
    assert found.text("stdout") == "100 %\n"


def test_native_code_and_other_programs_are_heard(kernel):
    found = kernel.cell("os.system('echo from a program')\n!echo from the shell")
    eventually(lambda: "from a program" in kernel.cells[-1].text("stdout"), "the program's output")
    assert "from the shell" in found.text("stdout")


def test_a_forked_child_prints_into_the_cell(kernel):
    kernel.run("if os.fork() == 0:\n    print('the child')\n    os._exit(0)\nos.wait();")
    eventually(lambda: "the child\n" in kernel.cells[-1].text("stdout"), "the child's output")


def test_multiprocessing_workers_print_into_the_cell(kernel):
    kernel.run("import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool: pool.map(print, ['from a worker'])")
    eventually(lambda: "from a worker\n" in kernel.cells[-1].text("stdout"), "the worker's output")


def test_what_a_thread_prints_later_is_recorded_with_its_cell(kernel):
    kernel.run("def later():\n    time.sleep(0.5)\n    print('late')\nthreading.Thread(target=later).start()")
    number = kernel.cells[-1].cell["execution"]
    assert kernel.cells[-1].end is not None and kernel.cells[-1].outputs == []
    eventually(lambda: "late\n" in "".join(each["text"] for each in kernel.cells[number].outputs), "what the thread printed")


def test_long_text_loses_its_middle(kernel):
    (output,) = kernel.cell("'a' * 100_000 + 'z'").outputs
    assert len(output["text"]) == 65536 and output["cut"] == 100_003 - 65536 and output["text"].endswith("az'")


def test_a_flood_keeps_its_head_and_its_tail(kernel):
    found = kernel.cell("for i in range(50): print('first' if not i else '', 'x' * 1_000_000, i)")
    text = found.text("stdout")
    assert (
        text.startswith("first")
        and text.endswith("x 49\n")
        and len(text) <= 65536
        and sum(each.get("cut", 0) for each in found.outputs) > 49_000_000
    )


def test_of_very_many_outputs_the_first_are_kept(kernel):
    found = kernel.cell("for i in range(250): display(i)")
    assert len(found.outputs) == 200
    assert [record["message"] for record in kernel.of_type("problem")] == ["a cell gave 250 outputs; the first 200 of them are recorded"]


def test_text_of_one_execution_has_a_limit(kernel):
    found = kernel.cell("for i in range(40): display('x' * 65_000)")
    assert sum(len(each["text"]) for each in found.outputs) == 1024 * 1024


def test_images_are_files_named_by_their_bytes(kernel):
    found = kernel.cell("Image(data=base64.b64decode(%r))" % PIXEL)
    assert artifacts(kernel, found) == [("image/png", "png")]
    (path,) = [artifact["path"] for artifact in found.outputs[0]["artifacts"]]
    assert (kernel.store / "artifacts" / kernel.session[0]["run"] / path).read_bytes() == base64.b64decode(PIXEL)


def test_the_same_image_is_one_file(kernel):
    found = kernel.cell("for i in range(3): display(Image(data=base64.b64decode(%r)))" % PIXEL)
    assert len({artifact["path"] for output in found.outputs for artifact in output["artifacts"]}) == 1


@pytest.mark.parametrize(
    "code, kept",
    [
        ("HTML('<script>alert(1)</script>')", [("text/html", "html")]),
        ("SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')", [("image/svg+xml", "svg")]),
        ("JSON({'a': [1, 2.5]})", [("application/json", "json")]),
        (
            "display({'application/vnd.plotly.v1+json': {'data': []}, 'text/plain': 'figure'}, raw=True)",
            [("application/vnd.plotly.v1+json", "json")],
        ),
        (
            "display({'application/vnd.vegalite.v5+json': {'mark': 'bar'}, 'text/plain': 'chart'}, raw=True)",
            [("application/vnd.vegalite.v5+json", "json")],
        ),
        (
            "display({'application/vnd.dataresource+json': {'data': []}, 'text/plain': 't'}, raw=True)",
            [("application/vnd.dataresource+json", "json")],
        ),
        ("display({'application/pdf': %r, 'text/plain': 'pdf'}, raw=True)" % PIXEL, [("application/pdf", "pdf")]),
    ],
)
def test_rich_forms_are_files(kernel, code, kept):
    assert artifacts(kernel, kernel.cell(code)) == kept


def test_a_frame_has_its_text_and_its_table(kernel):
    found = kernel.cell("import pandas\npandas.DataFrame({'loss': [0.5]})")
    assert "loss" in found.outputs[0]["text"] and artifacts(kernel, found) == [("text/html", "html")]


def test_what_is_too_large_is_left_out_and_said(kernel):
    found = kernel.cell("HTML('x' * 17_000_000)")
    assert found.outputs[0]["left_out"] == [{"mime": "text/html", "size": 17_000_000}] and "artifacts" not in found.outputs[0]


def test_a_display_that_is_updated_is_recorded_as_it_is_in_the_end(kernel):
    found = kernel.cell("handle = display('at first', display_id=True)\nfor i in range(500): handle.update('step %d' % i)")
    assert [each["text"] for each in found.outputs] == ["'step 499'"]


def test_an_update_by_a_later_cell_names_the_display_of_the_earlier(kernel):
    earlier = kernel.cell("handle = display('before', display_id=True)")
    kernel.run("handle.update('after')")
    name = earlier.outputs[0]["display"]
    eventually(
        lambda: [o["output"]["text"] for o in kernel.of_type("cell_output") if o["output"].get("display") == name][1:] == ["'after'"],
        "the update",
    )


def test_running_a_cell_again_does_not_rewrite_the_display_of_its_first_time(kernel):
    first = kernel.cell("display('shown', display_id='mine')")
    second = kernel.cell("display('shown', display_id='mine')")
    assert first.outputs[0]["display"] != second.outputs[0]["display"]


@pytest.mark.parametrize("wait", [True, False])
def test_what_is_cleared_is_not_there(kernel, wait):
    found = kernel.cell("for i in range(5):\n    clear_output(wait=%s)\n    print('epoch', i)" % wait)
    assert found.text("stdout") == "epoch 4\n"


def test_what_was_written_before_it_was_cleared_is_said_to_be_gone(kernel):
    kernel.begin("print('seen')\nwhile not os.path.exists('clear'): time.sleep(0.01)\nclear_output()\nprint('instead')")
    eventually(lambda: kernel.cells[-1].text("stdout") == "seen\n", "what the cell printed")
    (kernel.folder / "clear").touch()
    eventually(lambda: kernel.cells[-1].end, "the end of the cell")
    assert kernel.cells[-1].text("stdout") == "instead\n"


def test_the_traceback_that_is_shown_is_an_output(kernel):
    found = kernel.cell("1/0")
    assert [each["kind"] for each in found.outputs] == ["error"] and "\x1b[" in found.outputs[0]["text"]


def test_outputs_are_seen_by_the_client_as_ever(kernel):
    ran = kernel.run("print('a')\ndisplay(1)\n2")
    assert [kind for kind, _ in ran.messages if kind not in ("status", "execute_input")] == ["stream", "display_data", "execute_result"]


def test_an_artifact_folder_that_cannot_be_written_loses_only_the_file(kernel):
    folder = kernel.store / "artifacts" / kernel.session[0]["run"] / "cells"
    folder.rename(folder.with_name("aside"))
    folder.write_text("in the way")
    try:
        found = kernel.cell("HTML('<p>not kept</p>')")
    finally:
        folder.unlink()
        folder.with_name("aside").rename(folder)
    assert "HTML" in found.outputs[0]["text"] and "artifacts" not in found.outputs[0] and found.end["status"] == "ok"
