"""The worlds are built once in a run and opened once; each test finds them as they were."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.registry import worlds
from tests.registry.worlds import Visits


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def visits(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visits]:
    async with AsyncExitStack() as doors:
        yield Visits(await worlds.build(tmp_path_factory.mktemp("worlds")), doors)
