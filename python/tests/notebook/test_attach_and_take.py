"""What an editor asks of a kernel by the code that it executes there."""

import base64
import json
import os
from pathlib import Path

import pytest

import trialbook
from kernels import Kernel

RUN = "12" * 16


@pytest.fixture
def kernel(tmp_path):
    kernel = Kernel(tmp_path)
    yield kernel
    kernel.end()


def attach(kernel, **arguments):
    arguments = {"run_id": RUN, "store_dir": str(kernel.store), **arguments}
    return kernel.answer("trialbook.notebook.attach(**%r)" % arguments)


def test_attaching_tells_where_the_cells_are_recorded(kernel):
    answer = attach(kernel)
    assert answer.pop("host") == os.uname().nodename
    assert answer == {"ok": True, "run": RUN, "store_dir": str(kernel.store), "pid": kernel.pid, "version": trialbook.__version__}


def test_cells_are_recorded_from_then_on(kernel):
    attach(kernel, notebook="/w/x.ipynb")
    found = kernel.cell("x = 1")
    assert kernel.session[0]["run"] == RUN
    assert (found.cell["execution"], found.cell["count"], found.cell["notebook"], found.end["defined"]) == (0, 1, "/w/x.ipynb", ["x"])


def test_the_run_is_named_as_it_is_asked_for(kernel):
    attach(kernel, notebook="/w/x.ipynb", experiment="digits")
    assert kernel.of_type("run")[0]["experiment"] == "digits"


def test_attaching_again_changes_nothing(kernel):
    attach(kernel)
    assert attach(kernel, run_id="34" * 16)["run"] == RUN
    kernel.run("1")
    assert len(kernel.cells) == 1


def test_hooks_that_were_loaded_by_hand_stay(kernel):
    kernel.run("%load_ext trialbook")
    assert attach(kernel)["run"] == kernel.session[0]["run"] != RUN


def test_an_id_that_is_none_is_refused(kernel):
    answer = attach(kernel, run_id="latest")
    assert answer == {"ok": False, "error": "ValueError: 'latest' is not the id of a run (32 hex digits)"}


def test_a_kernel_that_joins_a_run_leaves_its_end_to_others(kernel):
    attach(kernel, kind="notebook", ends=False)
    kernel.run("1")
    kernel.end()
    types = [record["type"] for record in kernel.session]
    assert "run" not in types and "end" not in types and types[-2:] == ["leave", "seal"] and "environment" in types


def test_detaching_ends_the_run(kernel):
    attach(kernel)
    assert kernel.answer("trialbook.notebook.detach()") == {"ok": True, "run": RUN}
    kernel.run("1")
    assert kernel.cells == [] and kernel.of_type("end")[0]["status"] == "FINISHED"


def test_a_run_is_started_and_ended_inside_the_session(kernel):
    attach(kernel)
    child = kernel.answer("trialbook.notebook.start('mine')")["run"]
    kernel.run("import trialbook\ntrialbook.log_metric('acc', 1)")
    assert kernel.answer("trialbook.notebook.end()") == {"ok": True, "run": child}
    records = kernel.by_run[child]
    assert [record["parent"] for record in records if record["type"] == "run"] == [RUN]
    assert [record["values"] for record in records if record["type"] == "metrics"] == [{"acc": 1}]
    assert kernel.answer("trialbook.notebook.end()") == {"ok": True, "run": None}


def test_asking_leaves_no_variables(kernel):
    kernel.run(
        "# trialbook: hidden\n__import__('trialbook.notebook').notebook.attach(%r, %r)" % (RUN, str(kernel.store)), store_history=False
    )
    assert "trialbook" in kernel.cell("import trialbook").end["defined"]


class Remote:
    """An editor's copy of what a kernel on another machine records."""

    def __init__(self, kernel):
        self.kernel = kernel
        self.journals = {}
        self.artifacts = {}
        self.asked = 0

    def take(self, **more):
        have = {name: len(content) for name, content in self.journals.items()}
        answer = self.kernel.answer("trialbook.notebook.take(%r, **%r)" % (have, more))
        self.asked += 1
        for piece in answer["journals"]:
            held = self.journals.setdefault(piece["name"], b"")
            assert piece["offset"] == len(held)
            self.journals[piece["name"]] = held + piece["text"].encode()
        for artifact in answer["artifacts"]:
            content = base64.b64decode(artifact["base64"])
            assert artifact["path"] not in self.artifacts and len(content) == artifact["size"]
            self.artifacts[artifact["path"]] = content
        return answer

    def take_all(self, **more):
        while self.take(**more)["more"]:
            assert self.asked < 500

    def same_as(self, store):
        """Whether this is all that is in that folder; journals may have gone on since."""
        journals = {path.name: path.read_bytes() for path in (store / "journal").iterdir()}
        files = {path.relative_to(store / "artifacts").as_posix(): path.read_bytes() for path in (store / "artifacts").rglob("*.*")}
        assert set(journals) == set(self.journals) and all(journals[name].startswith(content) for name, content in self.journals.items())
        return files == self.artifacts


@pytest.fixture
def remote(kernel):
    attach(kernel, store_dir=None)
    kernel.run("from IPython.display import HTML, display\nfor i in range(5): display(HTML('é' * 5000 + str(i)))")
    return Remote(kernel)


def where(kernel):
    return Path(attach(kernel)["store_dir"])


def test_without_a_folder_what_is_recorded_waits_to_be_taken(kernel, remote):
    remote.take_all()
    assert not (kernel.store / "journal").exists()
    assert remote.same_as(where(kernel))
    assert len(remote.artifacts) == 5


def test_taking_in_small_pieces_gives_the_same(kernel, remote):
    remote.take_all(limit=2000)
    assert remote.asked > 5 and remote.same_as(where(kernel))


def test_only_whole_lines_are_taken(remote):
    remote.take(limit=300)
    remote.take(limit=300)
    assert all(content.endswith(b"\n") for content in remote.journals.values())
    for content in remote.journals.values():
        [json.loads(line) for line in content.splitlines()]


def test_nothing_comes_twice(remote):
    remote.take_all()
    assert remote.take()["artifacts"] == []


def test_a_file_is_given_again_when_it_is_asked_for(remote):
    remote.take_all()
    path, content = remote.artifacts.popitem()
    remote.take(again=[path])
    assert remote.artifacts[path] == content


def test_taking_where_nothing_is_recorded_says_so(kernel):
    assert kernel.answer("trialbook.notebook.take({})") == {"ok": False, "error": "RuntimeError: cells are not recorded in this kernel"}
