"""Every storage test runs on both databases; PostgreSQL is skipped only where none answers.

Temporary files are in memory, where the system has a place for them: a test waits for no disk.
"""

import os
import tempfile
from contextlib import ExitStack

import pytest

from tests.model import memory


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Workers inherit the place from the process that starts them."""
    if "PYTEST_XDIST_WORKER" not in os.environ and memory.MEMORY.is_dir():
        place = ExitStack()
        os.environ["TMPDIR"] = tempfile.tempdir = str(place.enter_context(memory.folder()))
        config.add_cleanup(place.close)
