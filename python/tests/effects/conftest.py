import builtins
import os

# Many small fits: threads that wait for each other would take most of the time.
for limit in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(limit, "1")

import matplotlib  # noqa: E402
import pytest  # noqa: E402

matplotlib.use("Agg")

from effect_tables import Tables  # noqa: E402


@pytest.fixture(autouse=True)
def numbers_are_no_files(monkeypatch):
    """A number that is tried where a call takes a file would open, and then close, one that the tests' own process has open."""

    def open_by_name(file, *args, **keywords):
        if isinstance(file, int):
            raise OSError(f"{file} is a file of the tests themselves")
        return unguarded(file, *args, **keywords)

    unguarded = builtins.open
    monkeypatch.setattr(builtins, "open", open_by_name)


@pytest.fixture(scope="session")
def tables():
    """What the extension knows of libraries."""
    asked = Tables()
    yield asked
    asked.close()
