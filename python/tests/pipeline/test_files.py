"""Files that steps write: known, checked, and put back where they are gone."""

import pytest


@pytest.fixture
def ran(pipeline):
    """One step writes a file, the next reads it."""
    pipeline.step("clean", 'import os\n\ndef clean():\n    os.makedirs("out", exist_ok=True)\n    with open("out/clean.txt", "w") as file:\n        file.write("clean")\n')
    pipeline.step("use", 'def use():\n    print(open("out/clean.txt").read())\n', after=["clean"])
    pipeline.states()
    return pipeline


def test_a_second_execution_leaves_the_file_alone(ran):
    before = (ran.project / "out/clean.txt").stat().st_mtime_ns
    assert ran.states() == {"clean": "cached", "use": "cached"}
    assert (ran.project / "out/clean.txt").stat().st_mtime_ns == before


def test_a_file_that_is_gone_is_put_back(ran):
    (ran.project / "out/clean.txt").unlink()
    (ran.project / "out").rmdir()
    assert ran.states() == {"clean": "cached", "use": "cached"}
    assert (ran.project / "out/clean.txt").read_text() == "clean"


def test_a_file_that_is_gone_is_put_back_before_a_step_that_reads_it(ran):
    (ran.project / "out/clean.txt").unlink()
    ran.code("use", 'def use():\n    print("again", open("out/clean.txt").read())\n')
    assert ran.states() == {"clean": "cached", "use": "done"}


def test_a_file_that_a_person_has_changed_is_written_anew_by_its_step(ran):
    ran.file("out/clean.txt", "edited")
    assert ran.explained()["clean"] == ("runs", "out/clean.txt, which it writes, changed")
    assert ran.states() == {"clean": "done", "use": "cached"}
    assert (ran.project / "out/clean.txt").read_text() == "clean"


def test_a_step_that_writes_the_same_again_stops_the_matter(ran):
    ran.code("clean", 'import os\n\ndef clean():\n    os.makedirs("out", exist_ok=True)\n    open("out/clean.txt", "w").write("cl" + "ean")\n')
    assert ran.states() == {"clean": "done", "use": "cached"}


def test_a_step_that_writes_something_else_makes_the_reader_run(ran):
    ran.code("clean", 'import os\n\ndef clean():\n    os.makedirs("out", exist_ok=True)\n    open("out/clean.txt", "w").write("cleaner")\n')
    assert ran.states() == {"clean": "done", "use": "done"}
    assert ran.shown("use") == "cleaner\n"


def test_going_back_to_an_earlier_result_puts_its_files_back(pipeline):
    pipeline.parameters(x=1)
    pipeline.step("make", "def make(*, x):\n    open('x.txt', 'w').write(str(x))\n", parameters=["x"])
    for x, state in ((1, "done"), (2, "done"), (1, "cached"), (2, "cached"), (1, "cached")):
        assert pipeline.states("--set", f"x={x}") == {"make": state}
        assert (pipeline.project / "x.txt").read_text() == str(x)


def over(pipeline):
    """A file is written by one step and written over by the next, which reads it before."""
    pipeline.step("first", 'def first():\n    open("data.txt", "w").write("1")\n')
    pipeline.step("second", 'def second():\n    text = open("data.txt").read()\n    open("data.txt", "w").write(text + "2")\n', after=["first"])
    pipeline.step("third", 'def third():\n    print(open("data.txt").read())\n', after=["first", "second"])
    assert set(pipeline.states().values()) == {"done"}
    return pipeline


def test_a_file_that_is_written_over_is_up_to_date_all_the_same(pipeline):
    over(pipeline)
    assert set(pipeline.states().values()) == {"cached"}
    assert (pipeline.project / "data.txt").read_text() == "12"


def test_what_was_written_over_is_put_back_for_the_step_that_read_it(pipeline):
    over(pipeline)
    pipeline.code("second", 'def second():\n    text = open("data.txt").read()\n    open("data.txt", "w").write(text + "3")\n')
    assert pipeline.states() == {"first": "cached", "second": "done", "third": "done"}
    assert (pipeline.project / "data.txt").read_text() == "13"


def test_a_step_that_adds_to_its_own_input_runs_once(pipeline):
    pipeline.file("log.txt", "a")
    pipeline.step("add", 'def add():\n    open("log.txt", "a").write("b")\n')
    pipeline.states()
    assert pipeline.states() == {"add": "cached"}
    assert (pipeline.project / "log.txt").read_text() == "ab"
    pipeline.file("log.txt", "other")
    assert pipeline.states() == {"add": "done"}


def test_files_that_later_steps_write_into_a_listed_folder(pipeline):
    pipeline.step("look", "import os\n\ndef look():\n    print(sorted(os.listdir('.')))\n")
    pipeline.step("write", 'def write():\n    open("result.txt", "w").write("x")\n', after=["look"])
    pipeline.states()
    assert pipeline.states() == {"look": "cached", "write": "cached"}


def test_a_temporary_file_leaves_no_trace(pipeline):
    code = 'import os\n\ndef swap():\n    open("x.tmp", "w").write("x")\n    os.replace("x.tmp", "x.txt")\n    open("y.tmp", "w").write("y")\n    os.remove("y.tmp")\n'
    pipeline.step("swap", code)
    pipeline.states()
    (pipeline.project / "x.txt").unlink()
    assert pipeline.states() == {"swap": "cached"}
    assert sorted(path.name for path in pipeline.project.iterdir()) == ["pipeline", "x.txt"]


def test_a_database(pipeline):
    make = 'import sqlite3\n\ndef make():\n    db = sqlite3.connect("x.db")\n    db.execute("create table if not exists t (a)")\n    db.execute("insert into t values (1)")\n    db.commit()\n    db.close()\n'
    pipeline.step("make", make)
    pipeline.step("read", 'import sqlite3\n\ndef read():\n    db = sqlite3.connect("x.db")\n    print(db.execute("select count(*) from t").fetchone()[0])\n    db.close()\n', after=["make"])
    pipeline.states()
    assert pipeline.states() == {"make": "cached", "read": "cached"}
    (pipeline.project / "x.db").unlink()
    pipeline.code("read", (pipeline.folder / "steps/read.py").read_text().replace("count(*)", "count(*) + 10"))
    assert pipeline.states() == {"make": "cached", "read": "done"}
    assert pipeline.shown("read") == "11\n"


def test_a_file_that_another_program_writes(pipeline):
    pipeline.step("make", "from steps.shared.reporting import shell\n\ndef make():\n    shell('echo made > made.txt')\n")
    pipeline.step("use", 'def use():\n    print(open("made.txt").read())\n', after=["make"])
    pipeline.states()
    (pipeline.project / "made.txt").unlink()
    assert pipeline.states() == {"make": "cached", "use": "cached"}
    assert (pipeline.project / "made.txt").read_text() == "made\n"


@pytest.fixture
def tidied(pipeline):
    """One step writes a program and runs it, a later one has the shell remove it."""
    pipeline.step("make", 'import subprocess, sys\n\ndef make():\n    open("tool.py", "w").write("print(1)")\n    subprocess.run([sys.executable, "tool.py"])\n')
    pipeline.step("tidy", "from steps.shared.reporting import shell\n\ndef tidy():\n    shell('rm tool.*')\n", after=["make"])
    pipeline.states()
    return pipeline


def test_a_file_that_another_program_removes_stays_gone(tidied):
    assert not (tidied.project / "tool.py").exists()
    assert tidied.states() == {"make": "cached", "tidy": "cached"}
    assert not (tidied.project / "tool.py").exists()


def test_a_file_that_is_made_anew_is_removed_again(tidied):
    assert tidied.states("--only", "make") == {"make": "done"}
    assert (tidied.project / "tool.py").exists()
    assert tidied.states() == {"make": "cached", "tidy": "cached"}
    assert not (tidied.project / "tool.py").exists()


def test_what_a_person_puts_where_a_step_removes_a_file_stays(tidied):
    tidied.file("tool.py", "mine")
    assert tidied.explained()["make"] == ("runs", "tool.py, which it writes, changed")


def test_a_file_that_another_program_reads(pipeline):
    pipeline.file("in.txt", "1")
    pipeline.step("use", "from steps.shared.reporting import shell_lines\n\ndef use():\n    name = 'in.txt'\n    print(shell_lines(f'cat {name}'))\n")
    pipeline.states()
    assert pipeline.states() == {"use": "cached"}
    pipeline.file("in.txt", "2")
    assert pipeline.states() == {"use": "done"}


def test_where_nothing_tells_what_was_read_of_an_earlier_step_its_every_run_counts(pipeline):
    pipeline.step("make", "import os\n\ndef make():\n    os.environ['X'] = '1'\n")
    pipeline.step("use", "def use():\n    pass\n", after=["make"])
    pipeline.states()
    pipeline.code("make", "import os\n\ndef make():\n    os.environ['X'] = '2'\n")
    assert pipeline.states() == {"make": "done", "use": "done"}


def test_source_code_that_a_person_edits_meanwhile_is_not_taken_for_written(pipeline):
    code = "import time\n\ndef slow():\n    open('started', 'w').close()\n    while not __import__('os').path.exists('go'):\n        time.sleep(0.01)\n"
    pipeline.file("notes.py", "a = 1\n")
    pipeline.step("slow", code)
    process = pipeline.start()
    while not (pipeline.project / "started").exists():
        assert process.poll() is None
    pipeline.file("notes.py", "a = 2\n")
    pipeline.file("go", "")
    process.communicate()
    pipeline.file("notes.py", "a = 3\n")
    assert pipeline.states() == {"slow": "cached"}
    assert (pipeline.project / "notes.py").read_text() == "a = 3\n"
