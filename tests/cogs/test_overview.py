"""The overview of open decisions: when it appears, what it lists in which order, and that it says nothing twice."""

from __future__ import annotations

from datetime import timedelta

from storage import outbox
from tests.chat import Chat
from tests.cogs.garden import ask, looking
from tests.cogs.test_proposals import FOURTH, OAKS, SECOND, both, cast, chat, draft, opened, reach, rule

__all__ = ["chat"]
ELMS = 'proposal signal "Plant elms" Two of them.'


async def overview(chat: Chat) -> list[str]:
    """The lines of the card as it stands; [] where there is none."""
    async with looking(chat) as look:
        found = await outbox.latest(look, "overview")
    return [line.split(" until ")[0] for line in found["body"].splitlines()] if found else []


def blocks(shown: str) -> int:
    """How often the overview was posted or edited."""
    return shown.count("**Open decisions**")


async def test_one_decision_alone_is_its_own_overview(chat: Chat) -> None:
    assert blocks(await both(chat, "ana", OAKS)) == 0
    shown = await both(chat, "ben", ELMS)
    assert "#proposals [6] 📌\n  **Open decisions**\n  - #1 Plant oaks: discussed until" in shown
    assert blocks(shown) == 1
    await both(chat, "ana", "proposal cancel 1")
    shown = await both(chat, "ben", "proposal cancel 2")
    assert "#proposals [6] now\n  **Open decisions**\n  Nothing is open for a decision now." in shown
    assert "#proposals [6] now" in await both(chat, "ben", 'proposal signal "Plant ash trees" One.')


async def test_every_open_decision_in_the_order_of_its_end(chat: Chat) -> None:
    await rule(chat, sealed="role")
    await draft(chat, "eve", "proposal parameter reward_cap 30% Fair.")  # who holds nothing
    await opened(chat, "ana", OAKS)
    await draft(chat, "ben", FOURTH)
    assert await overview(chat) == [
        "- #3 Make dee a treasurer: discussed",
        "- #2 Plant oaks: votes",
        "- #1 Set reward_cap to 30 %: a draft; `proposal sponsor 1` stands behind it",
    ]
    await reach(chat, 3, SECOND)
    async with looking(chat) as look:
        body = (await outbox.latest(look, "overview"))["body"]
    assert "quorum lacks 1,000 votes\n" in body
    assert "; sealed\n" in body


async def test_it_changes_with_what_it_says_and_not_with_every_vote(chat: Chat) -> None:
    await draft(chat, "ana", OAKS)
    await opened(chat, "ben", ELMS)
    assert blocks(await cast(chat, 1, ana="for")) == 1, "quorum is reached now"
    assert blocks(await cast(chat, 1, ben="for")) == 0
    assert blocks(await cast(chat, 1, cy="against")) == 0


async def test_a_sealed_ballot_leaves_no_trace(chat: Chat) -> None:
    await rule(chat, sealed="signal")
    await draft(chat, "ana", OAKS)
    await opened(chat, "ben", ELMS)
    before = await ask(chat, "eve", "proposal list")
    assert (
        await cast(chat, 1, ana="for")
        == "You voted For on proposal #1; what it weighs is told after the close."
    )
    await cast(chat, 2, ana="for", ben="for", cy="for", dee="for")
    assert await ask(chat, "eve", "proposal list") == before


async def test_what_has_passed_waits_with_its_date_and_a_payment_for_treasurers(chat: Chat) -> None:
    await ask(chat, "hal", "setup asset USDC 2")
    await ask(chat, "ana", "treasury deposit 900 USDC donation a letter")
    await both(chat, "ben", "treasury confirm 1")
    await opened(chat, "ana", "proposal spend @dee 400 USDC For seeds.")
    await cast(chat, 1, ana="for", ben="for", cy="for", dee="abstain")
    await draft(chat, "ben", OAKS)
    await reach(chat, 1, SECOND)
    async with looking(chat) as look:
        body = (await outbox.latest(look, "overview"))["body"]
    assert "- #1 Pay dee 400 USDC: passed, and is carried out on " in body
    await reach(chat, 1, timedelta())
    assert "- Payout #1: waits for treasurers" in await overview(chat)
    await both(chat, "ana", "treasury approve 1")
    shown = await both(chat, "ben", "treasury approve 1")
    assert blocks(shown) == 1
    assert not [line for line in await overview(chat) if "Payout" in line]


async def test_the_list_tells_the_same_and_what_is_over(chat: Chat) -> None:
    assert "There are no proposals yet" in await ask(chat, "eve", "proposal list")
    await draft(chat, "ana", OAKS)
    assert "**Over**" not in await ask(chat, "eve", "proposal list")
    await both(chat, "ana", "proposal cancel 1")
    assert (await ask(chat, "eve", "proposal list")).splitlines() == [
        "**Open decisions**",
        "Nothing is open for a decision now.",
        "**Over**",
        "- #1 Plant oaks: cancelled",
    ]


async def test_a_month_with_objections(chat: Chat) -> None:
    await ask(chat, "dee", "praise @ana for the gate")
    await ask(chat, "cy", "praise @ben for the shed")
    await draft(chat, "ana", FOURTH)
    await ask(chat, "eve", "wait 30d")
    await draft(chat, "dee", OAKS)
    shown = await ask(chat, "dee", "rewards object @ana It is too much.")
    assert blocks(shown) == 1, shown
    assert "The rewards of November 2026 (payout #1): objections until" in shown
    assert "; 1 objection to settle" in shown


async def test_who_is_forgotten_leaves_no_title_there(chat: Chat) -> None:
    await draft(chat, "ana", OAKS)
    await draft(chat, "ben", ELMS)
    await both(chat, "ben", "privacy forget")
    assert await overview(chat) == ["- #1 Plant oaks: discussed"]
    assert "elms" not in await ask(chat, "ana", "proposal show 2")
