"""Which run a process records into, by how it was started."""

import os

import pytest


def runs(project):
    """What is known of each run, by its name or id."""
    found = {}
    for journal in project.journals:
        run = found.setdefault(journal[0]["run"], {"types": [], "parent": None, "name": None, "metrics": {}})
        for record in journal:
            run["types"].append(record["type"])
            if record["type"] == "run":
                run["parent"] = run["parent"] or record.get("parent")
                run["name"] = run["name"] or record.get("name")
            if record["type"] == "metrics":
                run["metrics"].update({key: value for key, value in record["values"].items() if not key.startswith("system/")})
    return {run["name"] or run_id: {"id": run_id, **run} for run_id, run in found.items()}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_worker_that_logs_joins_the_run_and_leaves_it_open(project, method):
    done = project.python(
        """
        import multiprocessing, sys, trialbook as tb
        def work(number): tb.log_metric("worker%d" % number, number)
        if __name__ == "__main__":
            context = multiprocessing.get_context(sys.argv[1])
            with tb.start_run(name="main"):
                workers = [context.Process(target=work, args=(n,)) for n in range(2)]
                for worker in workers: worker.start()
                for worker in workers: worker.join()
                tb.log_metric("after", 1)
        """,
        method,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = runs(project)
    assert list(found) == ["main"]
    assert found["main"]["metrics"] == {"worker0": 0, "worker1": 1, "after": 1}
    assert found["main"]["types"].count("end") == 1 and found["main"]["types"].count("leave") == 2
    assert found["main"]["types"].count("run") == 1


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_worker_that_starts_a_run_gets_a_child(project, method):
    done = project.python(
        """
        import multiprocessing, sys, trialbook as tb
        def trial(number):
            with tb.start_run(name="trial%d" % number): tb.log_metric("score", number)
        if __name__ == "__main__":
            with tb.start_run(name="search"):
                with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool: pool.map(trial, range(4), chunksize=1)
        """,
        method,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = runs(project)
    assert sorted(found) == ["search", "trial0", "trial1", "trial2", "trial3"]
    for number in range(4):
        trial = found["trial%d" % number]
        assert (trial["metrics"], trial["parent"]) == ({"score": number}, found["search"]["id"])
        assert trial["types"].count("end") == 1


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_worker_that_raises_fails_its_own_run_only(project, method):
    project.python(
        """
        import multiprocessing, sys, trialbook as tb
        def trial():
            tb.start_run(name="trial")
            raise ValueError("no")
        if __name__ == "__main__":
            with tb.start_run(name="search"):
                worker = multiprocessing.get_context(sys.argv[1]).Process(target=trial)
                worker.start(); worker.join()
        """,
        method,
    )
    ends = {journal[0]["run"]: record["status"] for journal in project.journals for record in journal if record["type"] == "end"}
    found = runs(project)
    assert ends == {found["trial"]["id"]: "FAILED", found["search"]["id"]: "FINISHED"}


def test_a_fork_that_runs_out_of_the_with_block_does_not_end_the_run(project):
    project.python(
        """
        import os, trialbook as tb
        with tb.start_run(name="main"):
            child = os.fork()
            tb.log_metric("child" if child == 0 else "parent", 1)
            if child: os.waitpid(child, 0)
        """
    )
    found = runs(project)["main"]
    assert found["metrics"] == {"child": 1, "parent": 1}
    assert found["types"].count("end") == 1 and found["types"].count("leave") == 1


def test_a_fork_is_ended_by_a_signal_that_comes_at_once(project):
    done = project.python(
        """
        import os, signal, trialbook
        trialbook.start_run()
        statuses = set()
        for number in range(50):
            child = os.fork()
            if child == 0:
                signal.alarm(10); signal.pause()
            os.kill(child, signal.SIGTERM)
            statuses.add(os.waitpid(child, 0)[1])
        print(statuses)
        """
    )
    assert done.stdout == "{15}\n"


def test_a_fork_that_logs_nothing_leaves_no_journal(project):
    project.python(
        """
        import os, trialbook as tb
        with tb.start_run():
            child = os.fork()
            if child == 0: raise SystemExit
            os.waitpid(child, 0)
        """
    )
    assert len(project.journals) == 1


def test_another_program_that_starts_a_run_inside_a_run_gets_a_child_in_the_same_store(project, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "other.py").write_text("import trialbook as tb\nwith tb.start_run(name='inner'): pass\ntb.log_metric('loose', 1)")
    project.python(
        """
        import os, subprocess, sys, trialbook as tb
        os.environ.pop("TRIALBOOK_DIR")
        with tb.start_run(name="outer"): subprocess.run([sys.executable, "other.py"], cwd=sys.argv[1], check=True)
        """,
        str(other),
    )
    found = runs(project)
    assert sorted(found) == ["inner", "outer"]
    assert found["inner"]["parent"] == found["outer"]["id"]
    assert found["outer"]["metrics"] == {"loose": 1}


@pytest.mark.parametrize(
    "start, experiment",
    [("tb.start_run()", "mine"), ("tb.start_run(nested=True)", "mine"), ("tb.start_run(experiment='own')", "own"), ("tb.set_experiment('own'); tb.start_run()", "own")],
)
def test_a_run_inside_a_run_of_another_process_is_in_its_experiment(project, start, experiment):
    (project.folder / "other.py").write_text("import trialbook as tb\n" + start)
    project.python(
        """
        import subprocess, sys, trialbook as tb
        with tb.start_run(name="outer", experiment="mine"): subprocess.run([sys.executable, "other.py"], check=True)
        """,
        env={"TRIALBOOK_EXPERIMENT": "the editor's"},
    )
    outer, inner = project.of_type("run")
    assert (outer["experiment"], inner["experiment"]) == ("mine", experiment)


def test_a_program_started_after_the_run_has_nothing_to_do_with_it(project):
    project.python(
        """
        import subprocess, sys, trialbook as tb
        with tb.start_run(name="first"): pass
        subprocess.run([sys.executable, "-c", "import trialbook as tb; tb.start_run(name='second')"], check=True)
        """
    )
    assert runs(project)["second"]["parent"] is None


RUN_ID = "ab" * 16


def test_a_given_run_is_taken_up_by_the_first_start(project):
    project.python(
        """
        import os, trialbook as tb
        with tb.start_run(name="given"): pass
        with tb.start_run(name="other"): pass
        """,
        env={"TRIALBOOK_RUN_ID": RUN_ID},
    )
    found = runs(project)
    assert found["given"]["id"] == RUN_ID and found["given"]["types"].count("end") == 1
    assert found["other"]["id"] != RUN_ID and found["other"]["parent"] is None


def test_a_given_run_that_another_process_ends_is_only_joined(project):
    project.python(
        "import trialbook as tb\nwith tb.start_run(params={'lr': 1}): tb.log_metric('a', 1)",
        env={"TRIALBOOK_RUN_ID": RUN_ID, "TRIALBOOK_RUN_OWNER": str(os.getpid())},
    )
    (journal,) = project.journals
    assert journal[0]["run"] == RUN_ID
    assert [record["type"] for record in journal[1:]] == ["params", "metrics", "leave", "seal"]


def test_nested_inside_a_given_run_is_its_child(project):
    project.python(
        "import trialbook as tb\nwith tb.start_run(name='inner', nested=True): pass",
        env={"TRIALBOOK_RUN_ID": RUN_ID, "TRIALBOOK_RUN_OWNER": "1"},
    )
    assert runs(project)["inner"]["parent"] == RUN_ID


def test_a_lent_run_becomes_the_scripts_first_run(project):
    project.python(
        """
        import trialbook as tb
        from trialbook import starting
        outer = starting.start(kind="script", lent=True)
        with tb.start_run(name="mine", params={"lr": 1}) as run: assert run is outer
        with tb.start_run(name="second"): pass
        """
    )
    found = runs(project)
    assert sorted(found) == ["mine", "second"] and found["second"]["parent"] is None
    assert found["mine"]["types"].count("end") == 1


def test_what_the_editor_sets_are_defaults(project):
    project.python(
        """
        import trialbook as tb
        with tb.start_run(): pass
        with tb.start_run(experiment="own"): pass
        """,
        env={"TRIALBOOK_RUN_NAME": "named", "TRIALBOOK_EXPERIMENT": "digits", "TRIALBOOK_TAGS": '{"from": "editor"}'},
    )
    assert {name: run["experiment"] for name, run in project.starts.items()} == {"named": "digits", None: "own"}
    assert project.of_type("tags")[0]["values"] == {"from": "editor"}


def test_disabled_records_nothing(project):
    done = project.python(
        """
        import trialbook as tb
        with tb.start_run(name="x", params={"a": 1}) as run:
            tb.log_metric("a", 1); tb.log_text("x", "x.txt"); tb.set_tag("a", 1); run.log_metrics({"b": 2})
        tb.log_param("c", 1)
        """,
        env={"TRIALBOOK_DISABLED": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not project.store.exists()


# Ranks

RANK = """
    import sys, trialbook as tb
    with tb.start_run(name="ddp") as run:
        tb.log_metric("loss", run.rank or 0, step=0)
    print(run.run_id)
"""


def launch(project, ranks, nodes=1, **more):
    """Start the ranks of one launch, as torchrun does; the run id each came to."""
    per_node = ranks // nodes
    processes = []
    for rank in range(ranks):
        env = {
            "RANK": str(rank),
            "WORLD_SIZE": str(ranks),
            "LOCAL_RANK": str(rank % per_node),
            "LOCAL_WORLD_SIZE": str(per_node),
            "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": "29500",
            "TORCHELASTIC_RUN_ID": "none",
            **more,
        }
        processes.append(project.popen(RANK, env=env))
    return [process.communicate(timeout=20)[0].strip() for process in processes]


def test_the_ranks_of_a_launch_share_a_run_that_rank_0_ends(project):
    ids = launch(project, 3)
    assert len(set(ids)) == 1 and len(ids[0]) == 32
    owners = [journal[0]["pid"] for journal in project.journals if any(r["type"] == "end" for r in journal)]
    assert len(owners) == 1
    found = runs(project)["ddp"]
    assert found["types"].count("leave") == 2
    ranks = sorted((record.get("rank"), record["values"]["loss"]) for record in project.of_type("metrics") if record.get("rank"))
    assert ranks == [(1, 1), (2, 2)]
    assert sorted(record.get("rank", 0) for record in project.of_type("run")) == [0, 1, 2]


def test_two_launches_from_different_processes_are_two_runs(project):
    first = set(launch(project, 2))
    env = {"RANK": "0", "WORLD_SIZE": "2", "LOCAL_RANK": "0", "LOCAL_WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "29500"}
    done = project.python("import subprocess, sys\nprint(subprocess.check_output([sys.executable, '-c', 'import trialbook as tb; print(tb.start_run().run_id)'], text=True))", env=env)
    assert done.stdout.strip() not in first


def test_ranks_on_several_nodes_share_a_run_when_the_launch_has_a_name(project):
    assert len(set(launch(project, 4, nodes=2, TORCHELASTIC_RUN_ID="job-17"))) == 1


def test_a_rank_other_than_0_joins_a_given_run(project):
    ids = launch(project, 2, TRIALBOOK_RUN_ID=RUN_ID)
    assert set(ids) == {RUN_ID}
    assert len(project.of_type("end")) == 1


def test_a_world_of_one_is_no_distributed_run(project):
    (run_id,) = launch(project, 1)
    assert "rank" not in project.of_type("run")[0]
