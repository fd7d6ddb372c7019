"""Attacks on decisions by name: each succeeds where its one guard is taken out, and fails on the program as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cogs import (
    attacks_on_bounties,
    attacks_on_disputes,
    attacks_on_grants,
    attacks_on_handover,
    attacks_on_matters,
    attacks_on_prompts,
    attacks_on_proposals,
    attacks_on_votes,
)
from tests.cogs.attacks import ATTACKS
from tests.cogs.garden import played

MONEY = attacks_on_handover, attacks_on_bounties, attacks_on_grants, attacks_on_disputes, attacks_on_matters
PLAYED_IN = attacks_on_votes, attacks_on_proposals, attacks_on_prompts, *MONEY  # each notes its attacks


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "without the guard"])
@pytest.mark.parametrize("name", ATTACKS)
async def test_attack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, guarded: bool) -> None:
    one = ATTACKS[name]
    async with played(tmp_path, one.world) as chat:
        if not guarded:
            monkeypatch.setattr(one.guard, one.without)
        assert await one.play(chat) != guarded
