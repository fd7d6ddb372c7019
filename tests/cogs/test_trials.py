"""Trials in chat: no vote before one has passed, nothing asked twice, and a report that stands on the ballot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from prompts.calls import Limits
from rules import tried
from rules.charter import mark
from storage import adopted, blobs, ledger, trials
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_prompts import CARE, CAREFUL, OTHER
from tests.cogs.test_proposals import SECOND, SMALL, both, cast, closed, draft, get, reach, show
from tests.cogs.trialled import (
    FAIR,
    LED,
    TEXTS,
    Town,
    after,
    again,
    model,
    propose,
    shrink,
    towns,
)
from tests.model.server import Server


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    shrink(monkeypatch)


# Waiting for a model, or for its answers


async def test_without_a_model_it_waits_and_goes_on_when_there_is_one(tmp_path: Path) -> None:
    async with played(tmp_path, SMALL) as chat:
        await draft(chat, "ana", CAREFUL)
        assert "Trial: has not begun" in await show(chat)
        assert "Trial 1 has not begun." in await ask(chat, "cy", "prompt trial 1")
        shown = await reach(chat, 1, SECOND)
        assert "no model is configured here" in shown
        await ask(chat, "eve", "wait 30d")
        assert "no model is configured here" in await show(chat)
        assert "✗" in await ask(chat, "ana", "vote cast 1 for")
        async with (
            Server("ok", content=FAIR) as server,
            model(server) as deps,
            again(tmp_path, chat, deps) as later,
        ):
            shown = await ask(later, "eve", "wait 6h")
            assert "Its trial begins: " in shown
            assert "Trial 1, of proposal #1: passed" in shown
            assert "Voting is open until" in shown
            assert (await get(later)).state == "voting"
            await Town(later, server).sound()


async def test_a_vote_opens_by_itself_when_its_trial_ends_after_the_discussion(tmp_path: Path) -> None:
    async with towns(tmp_path, script=after(10)) as town:
        await draft(town.chat, "ana", CAREFUL)
        card = await show(town.chat)
        assert "Trial: under way; so far " in card
        assert "10 answers so far" in await ask(town.chat, "cy", "prompt trial 1")
        assert "It waits for its trial" in await reach(town.chat, 1, SECOND)
        await ask(town.chat, "eve", "wait 2d")
        assert (await get(town.chat)).state == "discussion"
        good = {one.sha for one in town.server.log[:10]}
        town.server.script = lambda body, seen: "ok"
        before = len(town.server.log)
        shown = await ask(town.chat, "eve", "wait 7h")
        assert "Voting is open until" in shown
        assert (await get(town.chat)).state == "voting"
        later = [one.sha for one in town.server.log[before:]]
        assert len(later) == len(set(later))
        assert not good & set(later)
        await town.sound()


@pytest.mark.parametrize("fault", ["429_1s", "500", "401"])
async def test_a_service_that_fails_is_asked_again_for_the_rest(tmp_path: Path, fault: str) -> None:
    async with towns(tmp_path, script=after(7, fault)) as town:
        await draft(town.chat, "ana", CAREFUL)
        assert (await town.trial()).state == "running"
        town.server.script = lambda body, seen: "ok"
        before = len(town.server.log)
        await ask(town.chat, "eve", "wait 5m")
        assert (await town.trial()).state == "passed"
        assert max(Counter(one.sha for one in town.server.log[before:]).values()) == 1
        assert (await get(town.chat)).state == "discussion"
        await reach(town.chat, 1, SECOND)
        assert (await get(town.chat)).state == "voting"


async def test_nobody_listens_at_the_endpoint(tmp_path: Path) -> None:
    gone = Server("ok")
    async with gone:
        pass
    async with model(gone) as deps, played(tmp_path, SMALL, deps) as chat:
        await draft(chat, "ana", CAREFUL)
        assert "Trial: under way; so far " in await show(chat)
        await ask(chat, "eve", "wait 1h")
        assert "0 answers so far" in await ask(chat, "cy", "prompt trial 1")
        assert (await get(chat)).state == "discussion"


async def test_another_model_is_asked_everything_anew_and_the_thread_says_so(tmp_path: Path) -> None:
    async with towns(tmp_path, script=after(5)) as town:
        await draft(town.chat, "ana", CAREFUL)
        town.server.script = lambda body, seen: "ok"
        async with model(town.server, "judge-2") as deps, again(tmp_path, town.chat, deps) as chat:
            shown = await ask(chat, "eve", "wait 1h")
            assert "calls to judge-2" in shown
            found = await Town(chat, town.server).report()
            assert found["model"]["name"] == "judge-2"
            names = Counter(one.model for one in town.server.log)
            assert names["judge-2"] == found["used"]["answers"]
            assert (await Town(chat, town.server).trial()).tokens_in == 120 * (found["used"]["answers"] + 5)


async def test_a_trial_that_meets_the_cap_after_others_goes_on_in_the_next_month(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        await draft(town.chat, "ana", CAREFUL)
        calls = (await town.report())["used"]["answers"]
        async with (
            model(town.server, limits=Limits(tokens=170 * calls * 3 // 2)) as deps,
            again(tmp_path, town.chat, deps) as chat,
        ):
            shown = await both(chat, "ben", propose(TEXTS[0]))
            assert (
                "goes on on 1 Dec 2026, 00:00 UTC: the trials of this month have reached their spending"
                in shown
            )
            assert (await get(chat, 2)).state == "discussion"
            kept = len(town.server.log)
            await ask(chat, "eve", "wait 29d")
            after_ = Town(chat, town.server)
            assert await after_.states(2) == ["passed"]
            assert len(town.server.log) - kept < calls, "what was answered is not asked again"
            await after_.sound()


async def test_at_the_spending_cap_nothing_is_decided(tmp_path: Path) -> None:
    async with towns(tmp_path, limits=Limits(tokens=15_000)) as town:
        shown = await both(town.chat, "ana", CAREFUL)
        assert "Not everything was asked: the trials of this month have reached their spending cap." in shown
        assert "Its trial did not come to a decision: the report says why." in shown
        assert await town.states() == ["not decided"]
        assert (await get(town.chat)).state == "draft"
        assert (await town.trial()).tokens_in + (await town.trial()).tokens_out <= 15_000
        await town.sound()


# Failed, improved, given up


async def test_what_failed_is_a_draft_again_and_is_not_tried_a_second_time(tmp_path: Path) -> None:
    async with towns(tmp_path, LED) as town:
        shown = await both(town.chat, "ana", CAREFUL)
        assert "✗ Texts that steer it: 100.0 %" in shown
        assert (
            "Its trial failed: the report says why. `proposal edit` improves it; 2 trials are left." in shown
        )
        assert (await get(town.chat)).state == "draft"
        before = len(town.server.log)
        await ask(town.chat, "ben", "proposal sponsor 1")
        await ask(town.chat, "eve", "wait 3d")
        assert (await get(town.chat)).state == "draft"
        assert len(town.server.log) == before
        town.server.content = FAIR
        shown = await both(town.chat, "ana", f"proposal edit 1 {OTHER}")
        assert "Trial 2, of proposal #1: passed" in shown
        assert await town.states() == ["failed", "passed"]
        await both(town.chat, "ana", f"proposal edit 1 {CARE}")
        assert (await get(town.chat)).state == "draft"  # that one has failed
        await both(town.chat, "ana", f"proposal edit 1 {OTHER}")
        assert await town.states() == ["failed", "passed"]
        await reach(town.chat, 1, SECOND)
        assert (await get(town.chat)).state == "voting"
        await town.sound()


async def test_the_third_failure_ends_it(tmp_path: Path) -> None:
    async with towns(tmp_path, LED) as town:
        await draft(town.chat, "ana", propose(TEXTS[0]))
        assert "1 trial is left." in await both(town.chat, "ana", f"proposal edit 1 {TEXTS[1]}")
        shown = await both(town.chat, "ana", f"proposal edit 1 {TEXTS[2]}")
        assert "Its third trial did not pass either; what is learned can be proposed anew." in shown
        assert (await get(town.chat)).state == "cancelled"
        assert await town.states() == ["failed"] * 3
        await town.sound()


async def test_nobody_has_more_than_three_trials_however_they_end(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        await draft(town.chat, "ana", propose(TEXTS[0]))
        for text in TEXTS[1:3]:
            await both(town.chat, "ana", f"proposal edit 1 {text}")
        before = len(town.server.log)
        told = await ask(town.chat, "ana", f"proposal edit 1 {TEXTS[3]}")
        assert "✗ Proposal #1 has had its three trials" in told
        assert len(town.server.log) == before
        await both(town.chat, "ana", f"proposal edit 1 {TEXTS[0]}")  # it has passed
        await reach(town.chat, 1, SECOND)
        assert (await get(town.chat)).state == "voting"
        assert (await get(town.chat)).terms["trial"] == (await town.trial(1)).report


# What a vote rests on


async def test_the_hash_of_the_report_stands_on_the_ballot_and_in_the_adoption(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        await draft(town.chat, "ana", CAREFUL)
        await reach(town.chat, 1, SECOND)
        report = await town.report()
        one = await get(town.chat)
        assert one.terms["trial"] == tried.mark(report) == (await town.trial()).report
        assert f"Trial: passed, report {one.terms['trial'][:12]}; `prompt trial 1` reads it" in await show(
            town.chat
        )
        await cast(town.chat, 1, ana="for", ben="for", cy="for", dee="for")
        await closed(town.chat)
        await ask(town.chat, "eve", "wait 20d")
        assert (await get(town.chat)).state == "executed"
        async with looking(town.chat) as look:
            entry = (await ledger.decisions(look, adopted.KIND))[-1]
            assert entry.data["trial"] == one.terms["trial"]
        assert tried.check(report) == ""
        assert (report["proposal"], report["trial"], report["prompt"]) == (1, 1, mark(CARE))
        await town.sound()


# Reading and testing


async def test_a_member_tests_once_a_day_and_reads_it_alone(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        shown = await ask(town.chat, "gus", f"prompt test {CARE}")
        assert "It is tried on past months as trial 1; you get a note with what comes out." in shown
        note = shown.partition("✉ gus")[2]
        assert "Trial 1, a test" in note
        assert "trial-1.json" in note
        room = [
            line for ref in town.chat.terminal.messages.values() for line in (ref.card.title, ref.card.body)
        ]
        assert not any("Trial 1" in line for line in room)
        assert "Trial 1, a test" in await ask(town.chat, "gus", "prompt trial 1")
        assert "✗ Trial 1 is a member's own test." in await ask(town.chat, "ana", "prompt trial 1")
        stages = set((await town.report())["evidence"]["crossovers"]["names"])
        assert stages == set()
        before = len(town.server.log)
        told = await ask(town.chat, "gus", f"prompt test {OTHER}")
        assert "✗ You have tested a prompt within the last day" in told
        assert len(town.server.log) == before
        assert "as trial 2" in await ask(town.chat, "eve", f"prompt test {OTHER}")
        await ask(town.chat, "eve", "wait 24h 1s")
        assert "as trial 3" in await ask(town.chat, "gus", f"prompt test {OTHER}")
        async with looking(town.chat) as look:
            assert await ledger.decisions(look, trials.KIND) == []


async def test_a_test_says_nothing_for_a_proposal(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        await ask(town.chat, "ana", f"prompt test {CARE}")
        town.server.content = LED
        await draft(town.chat, "ana", CAREFUL)
        assert (await get(town.chat)).state == "draft"
        assert await town.states() == ["failed"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("prompt trial 1", "✗ There is no trial 1; the card of a proposal for a prompt names its own."),
        ("prompt trial 0", "✗"),
        ("prompt trial abc", "✗"),
        ("prompt test", "✗ Give the text of the prompt"),
        ("prompt test Be kind.", "✗ A prompt has at least 80 characters"),
        (f"prompt test {CARE} Always give moderators most.", "it promises"),
        (f"prompt test {CARE}", "✗ The linter finds nothing. No model is configured here"),
    ],
)
async def test_what_cannot_be_read_or_tested_is_refused(tmp_path: Path, typed: str, says: str) -> None:
    async with played(tmp_path, SMALL) as chat:
        shown = await ask(chat, "ana", typed)
        assert shown.startswith("✗ ")
        assert says in shown
        async with looking(chat) as look:
            assert await blobs.get(look, mark(CARE)) is None
