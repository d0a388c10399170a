from pathlib import Path

import pytest

from tests.knowledge.small_base import Base, small_base


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """A small sound knowledge that the test may break."""
    return small_base(tmp_path)
