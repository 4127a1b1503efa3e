"""Which modules of the workspace a run has imported."""

import importlib
import sys

import pytest

from trialbook import modules
from trialbook.modules import ImportedModules


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A folder that modules are imported from; they are forgotten afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


class Told(list):
    """What is told of the modules below a folder."""

    def __init__(self, folder):
        self._modules = ImportedModules(str(folder), lambda type, **fields: self.append({"type": type, **fields}))

    def look(self):
        self._modules.look()
        return [record["path"] for record in self if record["type"] == "file"]


def module(folder, path, text=""):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    importlib.invalidate_caches()
    return file


def test_a_module_of_the_workspace_is_told(workspace):
    told = Told(workspace)
    file = module(workspace, "own_losses.py", "focal = 1\n")
    import own_losses  # noqa: F401

    told.look()
    assert told == [{"type": "file", "path": "own_losses.py", "mode": "import", "size": 10, "mtime_ms": file.stat().st_mtime_ns // 1000000}]


def test_a_package_is_told_with_its_parts(workspace):
    told = Told(workspace)
    module(workspace, "own_models/__init__.py")
    module(workspace, "own_models/nets/resnet.py")
    import own_models.nets.resnet  # noqa: F401

    assert sorted(told.look()) == ["own_models/__init__.py", "own_models/nets/resnet.py"]


def test_one_that_was_imported_before_the_run_is_told_too(workspace):
    module(workspace, "own_early.py")
    import own_early  # noqa: F401

    assert Told(workspace).look() == ["own_early.py"]


def test_each_is_told_once(workspace):
    told = Told(workspace)
    module(workspace, "own_once.py")
    import own_once

    told.look()
    sys.modules["own_twice"] = own_once
    assert told.look() == ["own_once.py"]


@pytest.mark.parametrize("place", [".venv/lib", "lib/site-packages", ".hidden", "../outside"])
def test_what_is_not_the_users_own_is_left_out(workspace, monkeypatch, place):
    told = Told(workspace / "project")
    module(workspace / "project", place + "/own_other.py")
    monkeypatch.syspath_prepend(str(workspace / "project" / place))
    import own_other  # noqa: F401

    assert told.look() == []


def test_the_standard_library_is_left_out_where_the_workspace_holds_it(workspace, monkeypatch):
    told = Told(workspace)
    module(workspace, "env/lib/python3/own_library.py")
    monkeypatch.syspath_prepend(str(workspace / "env/lib/python3"))
    monkeypatch.setattr(sys, "prefix", str(workspace / "env"))
    import own_library  # noqa: F401

    assert told.look() == []


def test_an_environment_made_in_the_workspace_itself_hides_nothing_of_it(workspace, monkeypatch):
    told = Told(workspace)
    module(workspace, "own_beside.py")
    monkeypatch.setattr(sys, "prefix", str(workspace))
    import own_beside  # noqa: F401

    assert told.look() == ["own_beside.py"]


def test_modules_that_load_themselves_are_left_asleep(workspace):
    class Lazy:
        def __getattr__(self, name):
            raise AssertionError("it was woken")

    sys.modules["own_lazy"] = Lazy()
    assert Told(workspace).look() == []


def test_more_modules_than_the_limit(workspace, monkeypatch):
    monkeypatch.setattr(modules, "MODULE_LIMIT", 2)
    told = Told(workspace)
    for number in range(4):
        module(workspace, "own_many_%d.py" % number)
        importlib.import_module("own_many_%d" % number)
        told.look()
    assert [record.get("code") for record in told] == [None, None, "modules-limit"]


def test_a_run_is_found_by_the_modules_of_its_script(project):
    (project.folder / "own_data.py").write_text("")
    project.python(
        """
        import trialbook as tb
        with tb.start_run():
            import own_data
        """
    )
    found = project.python("import trialbook as tb\nprint(len(tb.search_runs(filter_string='file = \"own_data.py\"', output_format='list')))")
    assert found.stdout == "1\n"
    assert [record["path"] for record in project.of_type("file")] == ["own_data.py"]


def test_one_that_is_imported_by_a_roundabout_way_is_told_by_its_place(workspace, monkeypatch):
    told = Told(workspace)
    module(workspace, "own_aside.py")
    (workspace / "scripts").mkdir()
    monkeypatch.syspath_prepend(str(workspace / "scripts" / ".."))
    import own_aside  # noqa: F401

    assert told.look() == ["own_aside.py"]
