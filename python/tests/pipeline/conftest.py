import pytest

from written import Written


@pytest.fixture
def pipeline(tmp_path):
    """An empty pipeline, to be given steps."""
    (tmp_path / "project").mkdir(exist_ok=True)
    return Written(tmp_path / "project")
