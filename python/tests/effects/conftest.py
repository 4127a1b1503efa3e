import os

# Many small fits: threads that wait for each other would take most of the time.
for limit in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(limit, "1")

import matplotlib  # noqa: E402
import pytest  # noqa: E402

matplotlib.use("Agg")

from effect_tables import Tables  # noqa: E402


@pytest.fixture(scope="session")
def tables():
    """What the extension knows of libraries."""
    asked = Tables()
    yield asked
    asked.close()
