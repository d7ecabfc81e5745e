"""The demo world for commands: a copy of the one made once, for the tests of each file."""

import shutil
from pathlib import Path

import pytest

from live_server import Served


@pytest.fixture(scope="module")
def demo(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("prompt") / "world"
    shutil.copytree(demo_made, folder)
    return Served(folder)
