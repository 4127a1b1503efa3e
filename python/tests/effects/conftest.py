import pytest

import matplotlib

matplotlib.use("Agg")

from effect_tables import Tables  # noqa: E402


@pytest.fixture(scope="session")
def tables():
    """What the extension knows of libraries."""
    asked = Tables()
    yield asked
    asked.close()
