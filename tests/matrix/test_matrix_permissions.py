"""What the bot may not do in a room is said once, to whoever sets the community up there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.matrix.synapse import Synapse
from tests.matrix.town import town

SETUP = 'setup "small circle" name=Garden treasurers=@ana,@ben token=LEAF'
LACKS = "I lack the power to remove messages sent by others"


@pytest.mark.parametrize(("power", "times"), [(0, 1), (50, 0)])
async def test_whoever_sets_up_hears_what_is_missing_and_where_to_give_it(
    synapse: Synapse, tmp_path: Path, power: int, times: int
) -> None:
    async with town(synapse, tmp_path) as here:
        await here["ana"].power(here.hall, {here.bot.id: power})
        async with here.running():
            await here.bot.eyes.sight.look()
            for _ in range(2):
                await here.ask("ana", SETUP)
        async with here.running():
            await here.ask("ana", SETUP)
            alone = await here["ana"].accept()
            found = [one for one in here["ana"].inbox(here.bot.id) if LACKS in one.text]
            assert len(found) == times, alone
            for one in found:
                assert "In **hall**" in one.text
                assert "Roles & permissions → **Remove messages sent by others**: 0" in one.text
                assert "I lack the power to pin messages." in one.text
                assert "**Manage pinned events**: 0, or raise me to moderator (50)" in one.text
        assert not any(LACKS in one.text for one in here.shown())
