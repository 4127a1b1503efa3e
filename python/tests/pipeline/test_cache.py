"""A step runs again when what its result was made from is another, and only then."""

import re

import pytest


def chain(pipeline):
    pipeline.file("rows.csv", "1\n2\n3\n")
    pipeline.parameters(factor=2, unused=0)
    pipeline.definitions(
        """
        import math

        LIMIT = 10

        def scaled(row, factor):
            return _times(row, factor)

        def _times(a, b):
            return a * b

        def other(x):
            return math.sqrt(x)
        """
    )
    pipeline.step("load", 'def load():\n    rows = [int(line) for line in open("rows.csv")]\n    return rows\n', outputs=["rows"])
    pipeline.step(
        "scale",
        """
        from steps.shared.definitions import scaled

        def scale(rows, *, factor=2):
            big = [scaled(row, factor) for row in rows]
            positive = all(row > 0 for row in big)
            return big, positive
        """,
        inputs={"rows": "load"},
        outputs=["big", "positive"],
        parameters=["factor"],
    )
    pipeline.step("judge", "def judge(positive):\n    verdict = 'good' if positive else 'bad'\n    return verdict\n", inputs={"positive": "scale"}, outputs=["verdict"])
    assert pipeline.states() == {"load": "done", "scale": "done", "judge": "done"}
    return pipeline


@pytest.fixture
def ran(pipeline):
    return chain(pipeline)


def test_nothing_has_changed(ran):
    assert ran.explained() == {name: ("up to date", "nothing has changed") for name in ("load", "scale", "judge")}
    assert ran.states() == {"load": "cached", "scale": "cached", "judge": "cached"}


def test_why_a_step_ran_can_be_asked_later(ran):
    ran.parameters(factor=3, unused=0)
    ran.states()
    told = ran.run("--explain").out.splitlines()
    assert re.fullmatch(r"load: up to date, nothing has changed since it ran on \d{4}-\d\d-\d\d \d\d:\d\d \(for the first time\)", told[0])
    assert told[1].endswith("(parameter factor: 2 → 3)")


def test_a_file_that_was_read_has_changed(ran):
    ran.file("rows.csv", "1\n2\n4\n")
    assert ran.explained()["load"] == ("runs", "rows.csv changed")
    assert ran.states() == {"load": "done", "scale": "done", "judge": "cached"}


def test_a_file_that_was_touched_only_is_the_same(ran):
    ran.file("rows.csv", "1\n2\n3\n")
    assert set(ran.states().values()) == {"cached"}


def test_a_file_that_was_read_is_gone(ran):
    (ran.project / "rows.csv").unlink()
    assert ran.explained()["load"] == ("runs", "rows.csv is gone")


def test_a_parameter_has_changed(ran):
    ran.parameters(factor=3, unused=0)
    assert ran.explained()["scale"] == ("runs", "parameter factor: 2 → 3")
    assert ran.states() == {"load": "cached", "scale": "done", "judge": "cached"}


def test_a_parameter_that_a_step_does_not_take(ran):
    ran.parameters(factor=2, unused=1)
    assert set(ran.states().values()) == {"cached"}


def test_a_parameter_for_this_time_only(ran):
    assert ran.states("--set", "factor=5")["scale"] == "done"
    assert ran.states()["scale"] == "cached"


def test_going_back_costs_nothing(ran):
    for factor in ("5", "6", "5", "2"):
        last = ran.states("--set", f"factor={factor}")
    assert last["scale"] == "cached"


def test_the_code_of_a_step_has_changed(ran):
    ran.code("judge", "def judge(positive):\n    verdict = 'fine' if positive else 'bad'\n    return verdict\n")
    assert ran.explained()["judge"] == ("runs", "its code changed")
    assert ran.states() == {"load": "cached", "scale": "cached", "judge": "done"}


def test_a_comment_is_no_other_code(ran):
    ran.code("judge", "# why\n\ndef judge(positive):\n    # so\n    verdict = 'good' if positive else 'bad'\n\n    return verdict\n")
    assert set(ran.states().values()) == {"cached"}


def test_a_definition_that_a_step_uses_through_another_one_has_changed(ran):
    text = (ran.folder / "steps/shared/definitions.py").read_text()
    ran.definitions(text.replace("a * b", "a * b + 1"))
    assert ran.explained()["scale"] == ("runs", "_times in shared/definitions.py changed")
    assert ran.states()["scale"] == "done"


def test_a_definition_that_no_step_uses_has_changed(ran):
    text = (ran.folder / "steps/shared/definitions.py").read_text()
    ran.definitions(text.replace("math.sqrt(x)", "math.sqrt(x) + 1").replace("LIMIT = 10", "LIMIT = 11"))
    assert set(ran.states().values()) == {"cached"}


def test_a_step_that_gives_the_same_as_before_stops_the_matter(ran):
    ran.code("load", 'def load():\n    rows = list(map(int, open("rows.csv")))\n    return rows\n')
    assert ran.explained() == {
        "load": ("runs", "its code changed"),
        "scale": ("perhaps", "if load gives something else than before"),
        "judge": ("perhaps", "if scale gives something else than before"),
    }
    assert ran.states() == {"load": "done", "scale": "cached", "judge": "cached"}


def test_the_version_of_a_package_has_changed(pipeline):
    pipeline.step("use", "import sklearn\n\ndef use():\n    a = 1\n    return a\n", outputs=["a"])
    pipeline.states()
    (result,) = (pipeline.folder / ".cache" / "use").glob("*/result.json")
    text = result.read_text()
    assert '"package scikit-learn": "1.' in text
    result.write_text(text.replace('"package scikit-learn": "1.', '"package scikit-learn": "0.'))
    state, reason = pipeline.explained()["use"]
    assert state == "runs" and reason.startswith('package scikit-learn: "0.') and "→" in reason


def test_an_object_whose_class_has_changed(pipeline):
    classes = """
        class Net:
            def __init__(self):
                self.weight = 2

            def predict(self, x):
                return self.weight * x
    """
    pipeline.definitions(classes)
    pipeline.step("train", "from steps.shared.definitions import Net\n\ndef train():\n    net = Net()\n    return net\n", outputs=["net"])
    pipeline.step("predict", "def predict(net):\n    y = net.predict(3)\n    print(y)\n    return y\n", inputs={"net": "train"}, outputs=["y"])
    pipeline.states()
    pipeline.definitions(classes.replace("self.weight * x", "self.weight * x + 1"))
    assert pipeline.states()["predict"] == "done"
    assert pipeline.shown("predict") == "7\n"


def test_a_name_that_the_definitions_bind_twice(pipeline):
    text = """
        try:
            import no_such_module as fast
        except ImportError:
            fast = None

        limit = 1
        limit = limit + 1

        def use():
            return limit, fast
    """
    pipeline.definitions(text)
    pipeline.step("show", "from steps.shared.definitions import use\n\ndef show():\n    print(use())\n")
    assert pipeline.run().out == "(2, None)\n"
    pipeline.definitions(text.replace("limit + 1", "limit + 2"))
    assert pipeline.states() == {"show": "done"}
    pipeline.definitions(text.replace("limit + 1", "limit + 2").replace("fast = None", "fast = 0"))
    assert pipeline.states() == {"show": "done"}


def test_a_parameter_that_is_no_number(pipeline):
    pipeline.parameters(x=float("nan"))
    pipeline.step("use", "def use(*, x):\n    print(x)\n", parameters=["x"])
    pipeline.states()
    assert pipeline.states() == {"use": "cached"}


def test_what_would_happen_after_a_step_that_makes_objects_of_shared_classes(pipeline):
    pipeline.definitions("class Net:\n    pass\n")
    pipeline.step("train", "from steps.shared.definitions import Net\n\ndef train():\n    net = Net()\n    return net\n", outputs=["net"])
    pipeline.step("use", "def use(net):\n    print(type(net).__name__)\n", inputs={"net": "train"})
    pipeline.states()
    assert pipeline.explained("--from", "train")["use"] == ("runs", "asked for")
    pipeline.code("train", "from steps.shared.definitions import Net\n\ndef train():\n    net = Net()\n    net.x = 1\n    return net\n")
    assert pipeline.explained()["use"] == ("perhaps", "if train gives something else than before")


def test_a_module_beside_the_notebook_has_changed(pipeline):
    pipeline.file("helpers.py", "def helped(): return 1\n")
    pipeline.step("use", "import helpers\n\ndef use():\n    print(helpers.helped())\n")
    pipeline.states()
    assert pipeline.states() == {"use": "cached"}
    pipeline.file("helpers.py", "def helped(): return 22\n")
    assert pipeline.explained()["use"] == ("runs", "helpers.py changed")
    assert pipeline.states() == {"use": "done"}
    assert pipeline.shown("use") == "22\n"


def test_a_folder_that_was_listed_has_another_file(pipeline):
    pipeline.file("data/a.txt", "a")
    pipeline.step("names", 'import glob\n\ndef names():\n    found = sorted(glob.glob("data/*.txt"))\n    print(found)\n    return found\n', outputs=["found"])
    pipeline.states()
    assert pipeline.states() == {"names": "cached"}
    pipeline.file("data/b.txt", "b")
    assert pipeline.explained()["names"] == ("runs", "the files in data are other ones")
    assert pipeline.states() == {"names": "done"}


def test_a_file_that_was_not_there_has_come(pipeline):
    code = 'import os\n\ndef look():\n    try:\n        found = open("maybe.txt").read()\n    except OSError:\n        found = "nothing"\n    print(found)\n'
    pipeline.step("look", code)
    pipeline.states()
    assert pipeline.states() == {"look": "cached"}
    pipeline.file("maybe.txt", "something")
    assert pipeline.explained()["look"] == ("runs", "maybe.txt is new")


def test_a_file_above_the_notebook_counts(pipeline):
    pipeline.file("../data/x.txt", "1")
    pipeline.step("read", 'def read():\n    print(open("../data/x.txt").read())\n')
    pipeline.states()
    pipeline.file("../data/x.txt", "2")
    assert pipeline.explained()["read"] == ("runs", "../data/x.txt changed")


def test_files_of_packages_do_not_count(pipeline):
    pipeline.step("use", "import pandas, sklearn.linear_model, matplotlib.pyplot\n\ndef use():\n    pass\n")
    pipeline.states()
    (result,) = (pipeline.folder / ".cache" / "use").glob("*/result.json")
    import json

    data = json.loads(result.read_text())
    assert (data["reads"], data["writes"], data["listings"]) == ({}, {}, {})


def test_a_stored_result_that_was_tampered_with_is_made_anew(ran):
    ran.output("load", "outputs/rows.json").write_text("[9, 9]")
    state, reason = ran.explained()["load"]
    assert state == "runs" and "outputs/rows.json was damaged" in reason
    assert ran.states() == {"load": "done", "scale": "cached", "judge": "cached"}


def test_without_a_cache_everything_runs(ran):
    import shutil

    shutil.rmtree(ran.folder / ".cache")
    assert set(ran.states().values()) == {"done"}


def test_only_a_few_results_of_a_step_are_kept(ran):
    for factor in range(3, 11):
        ran.states("--set", f"factor={factor}")
    assert len(list((ran.folder / ".cache" / "scale").iterdir())) == 5


def test_force_runs_everything_again(ran):
    assert ran.states("--force") == {"load": "done", "scale": "done", "judge": "done"}
    assert ran.states() == {"load": "cached", "scale": "cached", "judge": "cached"}


def test_only_runs_that_step_again(ran):
    assert ran.states("--only", "scale") == {"load": "cached", "scale": "done"}


def test_only_also_runs_what_the_step_lacks(ran):
    ran.file("rows.csv", "5\n")
    assert ran.states("--only", "scale") == {"load": "done", "scale": "done"}


def test_from_runs_that_step_and_all_that_follow(ran):
    assert ran.states("--from", "scale") == {"load": "cached", "scale": "done", "judge": "done"}


def test_a_cached_step_shows_what_it_showed(ran):
    ran.step("say", "def say(verdict):\n    print('verdict:', verdict)\n", inputs={"verdict": "judge"})
    ran.states()
    ran.states()
    assert ran.shown("say") == "verdict: good\n"
    assert "verdict: good" in ran.shown("say", "report.html")
