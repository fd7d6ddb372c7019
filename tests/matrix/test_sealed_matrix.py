"""A sealed vote on Matrix: nobody sees who has voted, or how, before the close."""

from __future__ import annotations

from pathlib import Path

from bot.deps import Deps
from tests import sealed
from tests.matrix.driver import driving_on
from tests.matrix.synapse import Synapse

TOPICS = ("general", "proposals", "treasury")


async def test_nothing_others_see_on_matrix_depends_on_a_sealed_vote(
    tmp_path: Path, synapse: Synapse
) -> None:
    found = []
    for number, ballots in enumerate(sealed.STORIES):
        (folder := tmp_path / str(number)).mkdir()
        async with driving_on(synapse, "hal", TOPICS)(folder, Deps(charts=False)) as driver:
            found.append(await sealed.watched(driver, ballots))
    sealed.alike(found)
