"""One Synapse for all Matrix tests of a process; rooms and accounts are made anew for each test.

This folder has no __init__.py, like tests/discord: pytest would import it under a name of its own.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.matrix.synapse import Synapse


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """The server, started when the first test wants it; where it is not installed CI fails and others skip."""
    if importlib.util.find_spec("synapse") is None:
        missing = "matrix-synapse is not installed: pip install .[matrix-test]"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    server = Synapse(Path(tmp_path_factory.mktemp("synapse")))
    try:
        server.start()
        yield server
    finally:
        server.stop()
