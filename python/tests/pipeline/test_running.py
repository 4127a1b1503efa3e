"""Steps run in order, each in a process of its own, and hand their variables on."""

def three(pipeline):
    return (
        pipeline.step("load", "def load():\n    rows = [1, 2, 3]\n    print('loaded', len(rows))\n    return rows\n", outputs=["rows"])
        .step("total", "def total(rows):\n    result = sum(rows)\n    return result\n", inputs={"rows": "load"}, outputs=["result"])
        .step("show", "def show(rows, result):\n    print(rows, result)\n", inputs={"rows": "load", "result": "total"}, report=True)
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
