"""Random generators go on from step to step as they would in one process; or each step is seeded."""

import random

import numpy as np
import pytest


def test_numpy_and_python_go_on_where_the_step_before_left_off(pipeline):
    seed = "import random\nimport numpy as np\n\ndef seed():\n    np.random.seed(3)\n    random.seed(4)\n    np.random.normal(size=3)\n    print(random.random())\n"
    draw = "import random\nimport numpy as np\n\ndef draw():\n    print(np.random.normal(), np.random.randint(10**6), random.gauss(0, 1), random.random())\n"
    pipeline.step("seed", seed, random={"numpy": None, "python": None})
    pipeline.step("draw", draw, random={"numpy": "seed", "python": "seed"})
    pipeline.step("draw_on", draw.replace("draw", "draw_on"), random={"numpy": "draw", "python": "draw"})
    ended = pipeline.run()
    generator, rng = random.Random(4), np.random.RandomState(3)
    rng.normal(size=3)
    expected = [str(generator.random())]
    for _ in range(2):
        expected.append(" ".join(map(str, (rng.normal(), rng.randint(10**6), generator.gauss(0, 1), generator.random()))))
    assert ended.out.splitlines() == expected


def test_a_step_runs_again_if_the_state_it_is_given_is_another(pipeline):
    pipeline.step("seed", "import numpy as np\n\ndef seed():\n    np.random.seed(1)\n", random={"numpy": None})
    pipeline.step("draw", "import numpy as np\n\ndef draw():\n    print(np.random.rand())\n", random={"numpy": "seed"})
    pipeline.states()
    assert pipeline.states() == {"seed": "cached", "draw": "cached"}
    pipeline.code("seed", "import numpy as np\n\ndef seed():\n    np.random.seed(0 + 1)\n")
    assert pipeline.states() == {"seed": "done", "draw": "cached"}
    pipeline.code("seed", "import numpy as np\n\ndef seed():\n    np.random.seed(2)\n")
    assert pipeline.states() == {"seed": "done", "draw": "done"}


def test_a_generator_that_the_step_does_not_import_is_left_alone(pipeline):
    pipeline.step("seed", "def seed():\n    pass\n", random={"numpy": None, "torch": None, "tensorflow": None})
    pipeline.step("use", "def use():\n    print('ok')\n", random={"numpy": "seed", "torch": "seed", "tensorflow": "seed"})
    assert pipeline.run().out == "ok\n"


def test_another_bit_generator(pipeline):
    pipeline.step("seed", "import numpy as np\n\ndef seed():\n    np.random.set_bit_generator(np.random.PCG64(5))\n    np.random.rand()\n", random={"numpy": None})
    pipeline.step("draw", "import numpy as np\n\ndef draw():\n    print(np.random.rand())\n", random={"numpy": "seed"})
    rng = np.random.RandomState(np.random.PCG64(5))
    rng.rand()
    assert pipeline.run().out == f"{rng.rand()}\n"


def test_torch_goes_on_too(pipeline):
    torch = pytest.importorskip("torch")
    pipeline.step("seed", "import torch\n\ndef seed():\n    torch.manual_seed(3)\n    torch.rand(5)\n", random={"torch": None})
    pipeline.step("draw", "import torch\n\ndef draw():\n    print(torch.rand(1).item())\n", random={"torch": "seed"})
    torch.manual_seed(3)
    torch.rand(5)
    assert pipeline.run().out == f"{torch.rand(1).item()}\n"


def seeded(pipeline):
    code = "import random\nimport numpy as np\n\ndef {0}():\n    print('{0}', np.random.rand(), random.random())\n"
    pipeline.head(SEED_STEPS=1)
    return pipeline.step("a", code.format("a")).step("b", code.format("b"))


def test_steps_that_are_seeded_draw_the_same_in_every_execution(pipeline):
    first, second = (sorted(seeded(pipeline).run("--force", "--jobs", jobs).out.replace("a | ", "").replace("b | ", "").splitlines()) for jobs in ("1", "2"))
    assert first == second


def test_steps_that_are_seeded_draw_different_numbers(pipeline):
    a, b = (line.split()[1:] for line in seeded(pipeline).run("--jobs", "1").out.splitlines())
    assert a != b


def test_another_seed_for_one_execution(pipeline):
    seeded(pipeline).states()
    assert pipeline.states() == {"a": "cached", "b": "cached"}
    assert pipeline.explained("--seed-steps", "2")["a"] == ("runs", "the seed: 1 → 2")
    assert pipeline.states("--seed-steps", "2") == {"a": "done", "b": "done"}
