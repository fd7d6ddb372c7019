"""The worlds are built once in a run."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.registry import worlds


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, timedelta]]:
    return asyncio.run(worlds.build(tmp_path_factory.mktemp("worlds")))
