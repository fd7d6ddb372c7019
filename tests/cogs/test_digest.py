"""The month: what is frozen and when, who judges it, and what happens when the judge fails."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from prompts import scorer
from rules import digest as rules
from rules import months
from rules.moments import Month
from storage import alarms, communities, freezing, judging, ledger, members, parameters, payouts, runs
from storage.runs import Run
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking
from tests.cogs.judges import Judge
from tests.cogs.months import DECEMBER, NOVEMBER, act, founded, proposed, run_of, set_alarm, worked


async def digest_of(chat: Chat, month: str = NOVEMBER) -> dict[str, Any]:
    async with looking(chat) as look:
        found = await runs.digest(look, month)
    assert found is not None
    return found


async def test_everything_the_rewards_follow_from_is_fixed_and_recorded(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        run, digest = await run_of(chat), await digest_of(chat)
        async with looking(chat) as look:
            entry = await ledger.find(look, f"freeze/{NOVEMBER}")
            held = await ledger.balances(look, f"reserved:{NOVEMBER}")
        assert run.hash == rules.fingerprint(digest)
        assert run.seed == rules.seed(run.hash, run.prompt, run.drawn)
        assert len(run.drawn) == 64
        assert run.prompt == scorer.prompt_hash()
        assert entry is not None
        assert not entry.postings
        assert entry.data["digest"] == run.hash
        assert entry.data["drawn"] == run.drawn
        assert entry.data["pots"] == run.pots == held
        assert entry.data["settings"] == run.settings


async def test_the_digest_holds_members_by_number_and_no_text(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        digest = await digest_of(chat)
        text = str(digest)
        assert digest["contributors"] == [4, 5]
        assert not any(word in text for word in ("beds", "gate", "eve"))
        assert [work["kind"] for work in digest["works"]] == ["log", "log", "praise", "praise"]


async def test_a_withdrawn_contribution_is_not_in_it_and_a_hidden_one_is(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await chat.play(
            "dee> contribution withdraw 1\ndee> 1\nana> moderators ana\nana> moderate hide 2 names a neighbour"
        )
        await chat.play("ana> wait 30d")
        works = (await digest_of(chat))["works"]
        assert [work["id"] for work in works] == [2, 3, 4]


async def test_who_takes_no_rewards_is_no_contributor(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await chat.play("eve> privacy optout rewards\nana> wait 30d")
        assert (await digest_of(chat))["contributors"] == [4]


async def test_a_parameter_changed_after_the_freeze_changes_nothing(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        before = (await run_of(chat)).settings

        async def change_it(change: Change) -> None:
            await parameters.put(change, {"reward_cap": 1000, "reward_curve": "root"}, 99)

        await act(chat, change_it)
        assert (await run_of(chat)).settings == before


async def test_the_next_month_is_armed_and_a_frozen_one_takes_no_more(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        async with looking(chat) as look:
            assert await alarms.moment(look, "freeze", DECEMBER) is not None
            assert await runs.frozen(look, NOVEMBER)
            assert not await runs.frozen(look, DECEMBER)
        assert "✗" in await ask(chat, "dee", "contribution edit 1 Dug even more beds")


async def test_several_months_away_are_frozen_one_after_the_other(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await chat.play("ana> down 95d")
        async with looking(chat) as look:
            states = {run.month: run.state for run in await runs.every(look)}
        assert states[DECEMBER] == states["2027-01"] == months.QUIET
        assert states["2027-02"] == months.OPEN


async def test_a_month_that_is_not_over_is_not_frozen_even_if_its_alarm_rings(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await set_alarm(chat, "freeze", NOVEMBER)
        assert (await run_of(chat)).state == months.OPEN
        async with looking(chat) as look:
            assert await alarms.moment(look, "freeze", NOVEMBER) == await runs.freeze_at(
                look, Month.parse(NOVEMBER)
            )


async def test_the_community_s_own_zone_says_when_a_month_is_over(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await act(chat, lambda change: communities.alter(change, zone="Pacific/Auckland"))
        await chat.play("ana> moderators ana\nana> wait 28d")  # 30 Nov, 09:00 UTC: 22:00 in Auckland
        assert "not over" in await ask(chat, "ana", "digest run 2026-11")
        await chat.play("ana> wait 3h")
        assert "is frozen now" in await ask(chat, "ana", "digest run 2026-11")


async def test_a_second_press_continues_and_repeats_nothing(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await chat.play("ana> moderators ana\nana> wait 29d")
        assert "is frozen now" in await ask(chat, "ana", "digest run")
        first = await run_of(chat)
        assert "was frozen already: its rewards are proposed" in await ask(chat, "ana", "digest run")
        await set_alarm(chat, "freeze", NOVEMBER)
        await set_alarm(chat, "score", NOVEMBER)
        assert await run_of(chat) == first
        async with looking(chat) as look:
            assert len(await payouts.of(look, "rewards", NOVEMBER)) == 1


async def test_a_judge_with_a_name_is_named_and_gives_reasons(tmp_path: Path) -> None:
    judge = Judge(scores={4: 600, 5: 300})
    async with proposed(tmp_path, judge) as chat:
        run = await run_of(chat)
        assert (run.scorer, run.version, run.scores) == ("wise model", "7", {"4": 600, "5": 300})
        assert judge.seeds == [run.seed]
        assert judge.prompts == [scorer.prompt()]
        told = await ask(chat, "dee", "rewards explain")
        assert "Scorer: wise model" in told
        assert "because of 4" in told
        assert "Said by" not in told
        assert "no model configured" not in told


async def test_a_judge_that_fails_is_asked_again_until_it_answers(tmp_path: Path) -> None:
    judge = Judge(fails=3)
    async with proposed(tmp_path, judge) as chat:
        assert judge.asked == 4
        assert (await run_of(chat)).state == months.PROPOSED


async def test_a_judge_that_never_answers_leaves_the_month_to_people(tmp_path: Path) -> None:
    judge = Judge(fails=100)
    async with worked(tmp_path, judge) as chat:
        shown = await ask(chat, "ana", "wait 30d")
        assert judge.asked == judging.MOST_FAILURES
        assert (await run_of(chat)).state == months.PEOPLE
        assert "no answer that can be used" in shown
        assert "`rewards again`, `rewards baseline` or `rewards carry`" in shown


@pytest.mark.parametrize(
    "scores",
    [{}, {4: 600}, {4: 600, 5: 300, 6: 1}, {4: -1, 5: 1}, {4: 1.5, 5: 1}, {4: "600", 5: 1}, {4: True, 5: 1}],
)
async def test_an_answer_that_cannot_be_used_pays_nothing(tmp_path: Path, scores: dict[int, Any]) -> None:
    judge = Judge(scores=scores)
    async with proposed(tmp_path, judge) as chat:
        run = await run_of(chat)
        assert run.state == months.PEOPLE
        assert run.payout is None
        assert judge.asked == 1


async def test_people_can_take_the_baseline_where_the_judge_failed(tmp_path: Path) -> None:
    async with proposed(tmp_path, Judge(fails=100)) as chat:
        await chat.play("ana> rewards baseline\nben> rewards baseline")
        run = await run_of(chat)
        assert (run.state, run.scorer) == (months.PROPOSED, "embedded")
        assert run.pots == {"LEAF": 3000 * 10**6}


async def test_asked_again_a_judge_gives_a_new_answer(tmp_path: Path) -> None:
    judge = Judge(fails=judging.MOST_FAILURES)
    async with proposed(tmp_path, judge) as chat:
        await chat.play("ana> rewards again\nben> rewards again")
        assert (await run_of(chat)).state == months.PROPOSED
        assert judge.asked == judging.MOST_FAILURES + 1


async def test_zero_for_everybody_is_a_quiet_month(tmp_path: Path) -> None:
    async with proposed(tmp_path, Judge(scores={4: 0, 5: 0})) as chat:
        assert (await run_of(chat)).state == months.QUIET
        async with looking(chat) as look:
            assert not await ledger.balances(look, f"reserved:{NOVEMBER}")


async def frozen(chat: Chat) -> Run:
    """November frozen, its judging taken from the schedule."""
    await chat.app._move(timedelta(days=30))

    async def freeze(change: Change) -> None:
        await freezing.freeze(change, Month.parse(NOVEMBER))
        await change.disarm("freeze", NOVEMBER)

    await chat.app.store.act(COMMUNITY, freeze)
    return await run_of(chat)


async def test_a_worker_whose_lease_was_taken_over_changes_nothing(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await frozen(chat)
        store = chat.app.store
        first = await store.act(COMMUNITY, lambda change: judging.begin(change, NOVEMBER))
        assert await store.act(COMMUNITY, lambda change: judging.begin(change, NOVEMBER)) is None
        await chat.app._move(judging.LEASE + timedelta(seconds=2))
        await chat.app.settle()  # another worker takes over and finishes
        done = await run_of(chat)
        assert done.state == months.PROPOSED
        late = await store.act(
            COMMUNITY, lambda change: judging.conclude(change, NOVEMBER, first, {4: 1, 5: 9})
        )
        assert late is False
        assert await run_of(chat) == done


async def test_an_answer_that_was_kept_is_not_asked_for_again(tmp_path: Path) -> None:
    judge = Judge(scores={4: 1, 5: 1})
    async with worked(tmp_path, judge) as chat:
        await frozen(chat)

        async def keep(change: Change) -> None:
            said = {
                "scores": {"4": 3, "5": 1},
                "reasons": {},
                "raw": "kept",
                "scorer": "wise model",
                "version": "6",
            }
            await runs.keep_draft(change, NOVEMBER, 0, **said)

        await act(chat, keep)
        run = await run_of(chat)
        assert judge.asked == 0
        assert (run.state, run.scores, run.version) == (months.PROPOSED, {"4": 3, "5": 1}, "6")


async def test_the_preview_counts_what_is_there_and_lists_at_most_twenty(tmp_path: Path) -> None:
    async with founded(tmp_path) as chat:
        await chat.play("\n".join(f"p{n}> contribution log Did the work number {n}" for n in range(22)))
        shown = await ask(chat, "ana", "digest preview")
        assert "22 contributions for 22 contributors" in shown
        assert "… and 2 more" in shown
        assert "p19" in shown
        assert "p21 " not in shown


async def test_members_known_for_less_than_a_fortnight_do_not_weigh(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await chat.play("ana> wait 25d\nzoe> praise @dee for everything\nana> wait 5d")
        digest = await digest_of(chat)
        async with looking(chat) as look:
            zoe = await members.named(look, "zoe")
        assert digest["new"] == [zoe.id]
        assert zoe.id not in rules.baseline(digest).parts[4]
