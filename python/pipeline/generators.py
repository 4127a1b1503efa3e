"""The global generators of random numbers, whose states go on from step to step as they would in one process."""

import sys
from typing import Any


def state_of(source: str) -> Any:
    """The state of `python`'s, `numpy`'s, `torch`'s or `tensorflow`'s global generator; None where it is not in use."""
    if source == "python":
        import random

        return random.getstate()
    if source == "numpy" and "numpy" in sys.modules:
        return sys.modules["numpy"].random.get_state(legacy=False)
    if source == "torch" and "torch" in sys.modules:
        torch = sys.modules["torch"]
        cuda = [state.numpy() for state in torch.cuda.get_rng_state_all()] if torch.cuda.is_initialized() else []
        return {"cpu": torch.get_rng_state().numpy(), "cuda": cuda}
    if source == "tensorflow" and "tensorflow" in sys.modules:
        context = _tensorflow_context()
        return {"seed": context._seed, "operations": context._rng.getstate() if context._seed is not None else None}
    return None


def restore(source: str, state: Any) -> None:
    """Set the global generator to a state that `state_of` gave."""
    if state is None:
        return
    if source == "python":
        import random

        random.setstate(state)
    elif source == "numpy":
        import numpy

        if numpy.random.get_state(legacy=False)["bit_generator"] != state["bit_generator"]:
            numpy.random.set_bit_generator(getattr(numpy.random, state["bit_generator"])())
        numpy.random.set_state(state)
    elif source == "torch":
        import torch

        torch.set_rng_state(torch.from_numpy(state["cpu"]))
        if state["cuda"] and torch.cuda.is_available():
            torch.cuda.set_rng_state_all([torch.from_numpy(each) for each in state["cuda"]])
    elif source == "tensorflow" and state["seed"] is not None:
        context = _tensorflow_context()
        context._set_global_seed(state["seed"])
        context._rng.setstate(state["operations"])


def seed_all(seed: int) -> None:
    """Seed the global generators of what is imported."""
    import random

    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(seed)


def _tensorflow_context() -> Any:
    from tensorflow.python.eager import context

    return context.context()
