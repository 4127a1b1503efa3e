"""Where the store is found, and where it is made."""

import os

import pytest

SHOW = "import trialbook.store_dir as s\nprint(s.find()); print(s.find_or_make()); print(s.find())"


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A home with a project and a place beside it, and a way to ask from a script in the one, started in the other."""
    monkeypatch.delenv("TRIALBOOK_DIR")
    from journals import Project

    home = tmp_path / "home"
    for folder in ("project/deep", "cwd"):
        (home / folder).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))

    def ask(script_in, cwd, **env):
        project = Project(home / script_in)
        process = project.popen("import os, sys\nos.chdir(sys.argv[1])\n" + SHOW, str(home / cwd), env=env)
        found = process.communicate(timeout=20)[0].split()
        return [os.path.relpath(path, home) if path != "None" else None for path in found]

    ask.home = home
    return ask


def test_the_nearest_one_upwards_from_the_script(places):
    (places.home / "project" / ".trialbook").mkdir()
    assert places("project/deep", "cwd")[0] == "project/.trialbook"


def test_else_one_upwards_from_the_current_folder(places):
    (places.home / "cwd" / ".trialbook").mkdir()
    assert places("project", "cwd")[0] == "cwd/.trialbook"


def test_made_at_the_top_of_the_git_work_tree(places):
    (places.home / "project" / ".git").write_text("gitdir: elsewhere")
    assert places("project/deep", "cwd") == [None, "project/.trialbook", "project/.trialbook"]


def test_else_made_in_the_current_folder(places):
    assert places("project", "cwd") == [None, "cwd/.trialbook", "cwd/.trialbook"]
    assert (places.home / "cwd" / ".trialbook" / ".gitignore").read_text() == "*\n"


def test_the_home_folder_takes_nothing_in(places):
    (places.home / ".trialbook").mkdir()
    (places.home / ".git").mkdir()
    assert places("project/deep", "cwd")[:2] == [None, "cwd/.trialbook"]


def test_the_environment_names_the_folder_itself(places):
    named = places.home / "cwd" / "named"
    assert places("project", "cwd", TRIALBOOK_DIR=str(named)) == ["cwd/named"] * 3


def test_where_the_git_top_is_read_only_the_current_folder_is_taken(places):
    (places.home / "project" / ".git").mkdir()
    (places.home / "project" / ".trialbook").write_text("a file is in the way")
    assert places("project", "cwd")[1] == "cwd/.trialbook"
