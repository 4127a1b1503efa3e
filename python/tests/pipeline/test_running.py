"""Steps run in order, each in a process of its own, and hand their variables on."""

def three(pipeline):
    return (
        pipeline.step("load", "def load():\n    rows = [1, 2, 3]\n    print('loaded', len(rows))\n    return rows\n", outputs=["rows"])
        .step("total", "def total(rows):\n    result = sum(rows)\n    return result\n", inputs={"rows": "load"}, outputs=["result"])
        .step("show", "def show(rows, result):\n    print(rows, result)\n", inputs={"rows": "load", "result": "total"})
    )


def test_steps_hand_their_variables_on(pipeline):
    ended = three(pipeline).run()
    assert ended.status == 0, ended
    assert ended.out == "loaded 3\n[1, 2, 3] 6\n"


def test_what_a_step_prints_is_kept(pipeline):
    three(pipeline).run()
    assert pipeline.shown("show") == "[1, 2, 3] 6\n"


def test_a_second_execution_runs_nothing(pipeline):
    three(pipeline).run()
    assert pipeline.states() == {"load": "cached", "total": "cached", "show": "cached"}


def test_independent_steps_run_at_the_same_time(pipeline):
    # Each waits for the other, so that one after the other would never end.
    for name, other in (("a", "b"), ("b", "a")):
        code = f"import os, time\n\ndef {name}():\n    open('{name}.here', 'w').close()\n    while not os.path.exists('{other}.here'):\n        time.sleep(0.01)\n    print('met')\n"
        pipeline.step(name, code)
    ended = pipeline.run("--jobs", "2", "--timeout", "100")
    assert ended.status == 0
    assert sorted(ended.out.splitlines()) == ["a | met", "b | met"]


def test_with_one_job_steps_run_one_after_the_other(pipeline):
    for name in "ab":
        pipeline.step(name, f"import os, time\n\ndef {name}():\n    os.mkdir('one')\n    time.sleep(0.1)\n    os.rmdir('one')\n")
    assert pipeline.run("--jobs", "1").status == 0


def test_lines_of_steps_at_work_at_once_stay_whole(pipeline):
    for name in "ab":
        together = f"    open('{name}.here', 'w').close()\n    while not (os.path.exists('a.here') and os.path.exists('b.here')):\n        time.sleep(0.01)\n"
        pipeline.step(name, f"import os, sys, time\n\ndef {name}():\n{together}    for _ in range(30):\n        sys.stdout.write('{name}' * 10); sys.stdout.flush(); time.sleep(0.002)\n        sys.stdout.write('{name}' * 10 + '\\n'); sys.stdout.flush()\n")
    lines = pipeline.run("--jobs", "2").out.splitlines()
    assert {line.rpartition(" | ")[2] for line in lines} == {"a" * 20, "b" * 20}


def test_a_step_alone_prints_while_it_runs(pipeline):
    pipeline.step("say", "import os, time\n\ndef say():\n    print('begun')\n    while not os.path.exists('go'):\n        time.sleep(0.01)\n")
    process = pipeline.start()
    assert process.stdout.readline() == "begun\n"
    pipeline.file("go", "")
    process.communicate()


def test_a_step_runs_in_the_folder_of_the_notebook(pipeline):
    pipeline.step("look", "import os, sys\n\ndef look():\n    print(os.path.basename(os.getcwd()), os.path.basename(sys.argv[0]), len(sys.argv))\n")
    assert pipeline.run().out == "project look.py 1\n"


def test_a_module_beside_the_notebook_may_have_a_name_of_ours(pipeline):
    for name in ("pipeline", "storing", "process", "shared"):
        pipeline.file(f"{name}.py", f"name = 'my {name}'\n")
    pipeline.step("use", "import pipeline, process, shared, storing\n\ndef use():\n    print(pipeline.name, process.name, shared.name, storing.name)\n")
    assert pipeline.run().out == "my pipeline my process my shared my storing\n"


def test_work_is_the_folder_of_the_pipeline_itself(pipeline):
    pipeline.head(WORK=".")
    (pipeline.folder / "x.txt").write_text("1")
    pipeline.step("read", "def read():\n    print(open('x.txt').read())\n")
    assert pipeline.run().out == "1\n"
    assert pipeline.states() == {"read": "cached"}
    (pipeline.folder / "x.txt").write_text("2")
    assert pipeline.states() == {"read": "done"}


def test_parameters_come_from_the_file(pipeline):
    pipeline.parameters(lr=0.5, name="a b", sizes=[1, 2], nothing=None)
    pipeline.step("use", "def use(*, lr=0, name='', sizes=(), nothing=1):\n    print(lr, name, sizes, nothing)\n", parameters=["lr", "name", "sizes", "nothing"])
    assert pipeline.run().out == "0.5 a b [1, 2] None\n"


def test_parameters_given_for_one_execution_keep_their_types(pipeline):
    pipeline.parameters(lr=0.5, name="a", deep=False, sizes=[1])
    pipeline.step("use", "def use(*, lr, name, deep, sizes):\n    print(repr(lr), repr(name), deep, sizes)\n", parameters=["lr", "name", "deep", "sizes"])
    ended = pipeline.run("--set", "lr=1", "--set", "name=10", "--set", "deep=True", "--set", "sizes=[3, 4]")
    assert ended.out == "1.0 '10' True [3, 4]\n"


def test_an_optional_input_that_was_not_made(pipeline):
    make = "from steps.shared import storing\n\ndef make():\n    a = 1\n    if a > 1:\n        b = 2\n    return a, locals().get('b', storing.UNBOUND)\n"
    use = "from steps.shared import storing\n\ndef use(a, b):\n    if b is storing.UNBOUND:\n        del b\n    try:\n        print(b)\n    except NameError:\n        print('no b')\n"
    pipeline.step("make", make, outputs=["a", "b"], uncertain=["b"]).step("use", use, inputs={"a": "make", "b": "make"}, optional_inputs=["b"])
    assert pipeline.run().out == "no b\n"


def test_variables_of_one_group_share_their_objects(pipeline):
    pipeline.step("make", "def make():\n    rows = [1]\n    named = {'rows': rows}\n    return rows, named\n", outputs=["rows", "named"], groups={"rows_and_named": ["rows", "named"]})
    pipeline.step("use", "def use(rows, named):\n    rows.append(2)\n    print(named)\n", inputs={"rows": "make", "named": "make"})
    assert pipeline.run().out == "{'rows': [1, 2]}\n"


def test_names_that_differ_in_case_alone(pipeline):
    pipeline.step("make", "def make():\n    x, X = 1, 2\n    return x, X\n", outputs=["x", "X"])
    pipeline.step("use", "def use(x, X):\n    print(x, X)\n", inputs={"x": "make", "X": "make"})
    assert pipeline.run().out == "1 2\n"
    assert {path.name for path in pipeline.output("make", "outputs").iterdir()} == {"x.json", "X_.json"}


def test_a_class_of_the_notebook_is_one_class_in_all_steps(pipeline):
    pipeline.step("make", "def make():\n    class Point:\n        pass\n    p = Point()\n    return Point, p\n", outputs=["Point", "p"])
    pipeline.step("add", "def add(Point):\n    q = Point()\n    return q\n", inputs={"Point": "make"}, outputs=["q"])
    pipeline.step("use", "def use(Point, p, q):\n    print(isinstance(p, Point), isinstance(q, Point))\n", inputs={"Point": "make", "p": "make", "q": "add"})
    assert pipeline.run().out == "True True\n"


def test_a_function_that_a_step_makes_global(pipeline):
    pipeline.step("make", "def make():\n    global double\n    def double(x):\n        return 2 * x\n    return double\n", outputs=["double"])
    pipeline.step("use", "def use(double):\n    print(double(4))\n", inputs={"double": "make"})
    assert pipeline.run().out == "8\n"


def test_functions_of_the_definitions_in_worker_processes(pipeline):
    pipeline.definitions("def square(x):\n    return x * x\n")
    code = """
        import multiprocessing
        from joblib import Parallel, delayed
        from steps.shared.definitions import square

        def compute():
            print(Parallel(n_jobs=2)(delayed(square)(x) for x in range(4)))
            with multiprocessing.get_context("spawn").Pool(2) as pool:
                print(pool.map(square, range(4)))
    """
    ended = pipeline.step("compute", code).run()
    assert ended.out == "[0, 1, 4, 9]\n[0, 1, 4, 9]\n", ended


def test_the_steps_are_listed(pipeline):
    ended = three(pipeline).run("--list")
    assert ended.out == "load: load\ntotal: total  ← load\nshow: show  ← load, total\n"


def test_a_real_piece_of_work(pipeline):
    pipeline.definitions(
        """
        from sklearn.preprocessing import StandardScaler

        FEATURES = ["a", "b"]

        def scaled(frame):
            return StandardScaler().fit_transform(frame[FEATURES])
        """
    )
    prepare = """
        import numpy as np
        import pandas as pd

        def prepare():
            rng = np.random.default_rng(0)
            frame = pd.DataFrame({"a": rng.normal(size=200), "b": rng.normal(size=200)})
            frame["y"] = (frame["a"] + frame["b"] > 0).astype(int)
            return frame
    """
    train = """
        from sklearn.linear_model import LogisticRegression
        from steps.shared.definitions import scaled

        def train(frame, *, C=1.0):
            X = scaled(frame)
            model = LogisticRegression(C=C).fit(X, frame["y"])
            return X, model
    """
    score = """
        def score(X, frame, model):
            print(round(model.score(X, frame["y"]), 2), type(model).__name__, X.shape)
    """
    pipeline.parameters(C=10.0)
    pipeline.step("prepare", prepare, outputs=["frame"])
    pipeline.step("train", train, inputs={"frame": "prepare"}, outputs=["X", "model"], parameters=["C"])
    pipeline.step("score", score, inputs={"X": "train", "frame": "prepare", "model": "train"})
    assert pipeline.run().out == "1.0 LogisticRegression (200, 2)\n"
    stored = {path.name for folder in (pipeline.folder / ".cache").glob("*/*/outputs") for path in folder.iterdir()}
    assert stored == {"frame.parquet", "X.npy", "model.joblib"}
    assert set(pipeline.states().values()) == {"cached"}
