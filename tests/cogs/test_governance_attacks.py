"""Attacks on decisions by name: each succeeds where its one guard is taken out, and fails on the program as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules import tallying, verdict
from rules.tallying import Snapshot
from rules.verdict import Choice, Thresholds
from tests.cogs import attacks_on_proposals, attacks_on_votes
from tests.cogs.attacks import ATTACKS
from tests.cogs.garden import played

PLAYED_IN = attacks_on_votes, attacks_on_proposals  # each notes its attacks


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "without the guard"])
@pytest.mark.parametrize("name", ATTACKS)
async def test_attack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, guarded: bool) -> None:
    one = ATTACKS[name]
    async with played(tmp_path, one.world) as chat:
        if not guarded:
            monkeypatch.setattr(one.guard, one.without)
        assert await one.play(chat) != guarded


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "without the guard"])
def test_quorum_by_dormancy(monkeypatch: pytest.MonkeyPatch, *, guarded: bool) -> None:
    """Nearly everybody is away, and 4 of 100 would decide about the constitution, where quorum is 10 %."""
    if not guarded:
        monkeypatch.setattr(tallying, "least_base", lambda whole: 0)
    snapshot = Snapshot({1: 2, 2: 2, 3: 96}, dormant={3}, constitutional=True)
    found = verdict.judge(
        tallying.tally(snapshot, {1: Choice.FOR, 2: Choice.FOR}), Thresholds(1000, 0, 5000, 2)
    )
    assert found.passed != guarded
