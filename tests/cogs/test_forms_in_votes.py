"""Votes among options through the whole program: each form's example of the law, quorum, ties, swings, seals (RULES 4)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import simulate
from rules.ledger import canonical
from storage import ledger, members, votes
from storage.dump import dump
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_link import link
from tests.cogs.test_proposals import (
    HOUR,
    SECOND,
    SMALL,
    both,
    cast,
    closed,
    draft,
    get,
    opened,
    reach,
    rule,
    send,
    show,
)

TREES = '"Which tree?" "Oak; Lime; Birch; Ash" The old one fell.'
UNIT = 10**6


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A small circle: four hold 1,000 each, one member is enough for an ordinary vote."""
    async with played(tmp_path, SMALL) as chat:
        await rule(chat, ordinary_min_voters="1")
        yield chat


async def hold(chat: Chat, **amounts: int) -> None:
    """Let everybody hold so many tokens, whole ones; what is left goes to hal, who does not vote."""
    for who in ("ana", "ben", "cy", "dee"):
        await send(chat, who, "hal", "1000")
    for who, amount in amounts.items():
        await send(chat, "hal", who, str(amount))


async def choose(chat: Chat, form: str, about: str = TREES, by: str = "dee") -> int:
    return await opened(chat, by, f"proposal choose {form} {about}")


async def stored(chat: Chat, number: int = 1) -> dict[str, str]:
    """The ballots as they are kept, by name."""
    async with looking(chat) as look:
        said = await votes.ballots(look, number)
        names = await members.names(look, said)
    return {names[who]: ballot.choice for who, ballot in said.items()}


# Each form's example


EXAMPLES = [
    pytest.param(
        "single", "a; b; c", {"ana": 10, "ben": 7, "cy": 4, "dee": 5},
        {"ana": "1", "ben": "3", "cy": "c", "dee": "blank"},
        ["1 a: 10", "2 b: 0", "3 c: 11", "Blank ballots: 5."], "3 c", id="single",
    ),
    pytest.param(
        "approval", "a; b; c; d", {"ana": 10, "ben": 5, "cy": 2}, {"ana": "1, 2", "ben": "2", "cy": "1,3,4"},
        ["1 a: 12", "2 b: 15", "3 c: 2", "4 d: 2"], "2 b", id="approval",
    ),
    pytest.param(
        "weighted", "a; b; c", {"ana": 100, "ben": 40}, {"ana": "1 2", "ben": "3:5"},
        ["1 a: 50", "2 b: 50", "3 c: 40", "Decision: Options 1 and 2 are level, so nothing is decided."], "", id="weighted",
    ),
    pytest.param(
        "quadratic", "a; b", {"ana": 16, "ben": 4, "cy": 4}, {"ana": "1", "ben": "2", "cy": "2:3"},
        ["1 a: 12", "2 b: 12", "Counting: Quadratic counting rewards whoever splits power"], "", id="quadratic",
    ),
    pytest.param(
        "quadratic", "a; b", {"ana": 16, "ben": 4, "cy": 4, "dee": 4, "eve": 4},
        {"ana": "1", "ben": "2", "cy": "2", "dee": "2", "eve": "2"},
        ["1 a: 6.4", "2 b: 25.6", "rewards whoever splits power over several accounts"], "2 b", id="splitting",
    ),
    pytest.param(
        "ranked", "a; b; c", {"ana": 4, "ben": 3, "cy": 2}, {"ana": "1 > 2 > 3", "ben": "2>3>1", "cy": "c b a"},
        ["1 a: 4", "2 b: 5", "3 c: 0", "Round 1: 1 has 4, 2 has 3 and 3 has 2; 3 is dropped.",
         "Round 2: 1 has 4 and 2 has 5."], "2 b", id="ranked",
    ),
    pytest.param(
        "ranked", "a; b; c", {"ana": 2, "ben": 2, "cy": 3}, {"ana": "1 > 3", "ben": "2 > 1", "cy": "3"},
        ["Round 1: options 1 and 2 tie for last, and 1, the lower number, is dropped",
         "had 2 been dropped, 1 would be first."], "3 c", id="tie for last",
    ),
    pytest.param(
        "copeland", "a; b; c", {"ana": 4, "ben": 3, "cy": 2}, {"ana": "1>2>3", "ben": "2>3>1", "cy": "3>2>1"},
        ["1 a: 0", "2 b: 4", "3 c: 2", "Counting: Every pair of options is compared"], "2 b", id="copeland",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("form", "options", "powers", "ballots", "says", "winner"), EXAMPLES)
async def test_an_example(
    chat: Chat,
    form: str,
    options: str,
    powers: dict[str, int],
    ballots: dict[str, str],
    says: list[str],
    winner: str,
) -> None:
    await rule(chat, ordinary_quorum="0%", max_share="100%")
    await hold(chat, **powers)
    await choose(chat, form, f'"Which?" "{options}" Well.', by="hal")
    for who, ballot in ballots.items():
        assert f"with {powers[who]} votes" in await ask(chat, who, f"vote cast 1 {ballot}")
    shown = await reach(chat, 1, SECOND)
    one = await get(chat)
    assert one.state == ("executed" if winner else "defeated")
    assert (f"Proposal #1 is decided: {winner}. Which?" in shown) == bool(winner)
    assert one.why == ("" if winner else one.result["lines"][1].removeprefix("Decision: "))
    result = await ask(chat, "eve", "proposal result 1")
    for line in says:
        assert line in shown
        assert line in result
    async with looking(chat) as look:
        entry = await ledger.find(look, "proposal/1/result")
        report = await simulate.reported(look, {"ordinary_quorum": "40%"})
    assert (report.faults, report.changed) == ({}, [1] if winner else []), (
        "recomputed, and 40 % were not there"
    )
    assert entry
    assert entry.data["cast"] == sum(powers.values()) * UNIT
    assert entry.data["winner"] == (int(winner[0]) if winner else None)
    assert not {"lines", "shown", "why"} & entry.data.keys()


# What makes it pass


async def test_blank_ballots_make_quorum_and_nobody_leads_or_approves(chat: Chat) -> None:
    await rule(chat, ordinary_quorum="40%", ordinary_differential="10%", ordinary_min_voters="2")
    await choose(chat, "single")
    await cast(chat, 1, ana="2")
    assert "Quorum: 1,000 of 1,600 needed" in await show(chat)
    await cast(chat, 1, ben="blank")
    shown = await reach(chat, 1, SECOND)
    assert (await get(chat)).state == "executed"
    assert "Quorum: All valid ballots 2,000 of 4,000; needed 1,600 (40 %)." in shown
    assert "Members: 2 members voted; needed 2." in shown
    assert "Lead" not in shown
    assert "Approval" not in shown


@pytest.mark.parametrize(
    ("ballots", "why"),
    [
        ({"ana": "1", "ben": "2"}, "Options 1 and 2 are level, so nothing is decided."),
        ({"ana": "blank", "ben": "blank"}, "No ballot names an option, so nothing is decided."),
        ({}, "No ballot names an option, so nothing is decided."),
    ],
)
async def test_no_decision_is_a_defeat_with_its_reason(chat: Chat, ballots: dict[str, str], why: str) -> None:
    await rule(chat, ordinary_quorum="0%")
    await choose(chat, "single")
    await cast(chat, 1, **ballots)
    assert await closed(chat) == "defeated"
    assert f"State: defeated. {why}" in await show(chat)


async def test_too_few_members_or_too_little_power(chat: Chat) -> None:
    await rule(chat, ordinary_min_voters="2")
    await send(chat, "ana", "eve", "0.000001")
    await choose(chat, "approval")
    await cast(chat, 1, ana="1", gus="2")
    shown = await reach(chat, 1, SECOND)
    assert "Quorum: All valid ballots 999.999999 of 4,000; needed 1,000" in shown
    assert "Members: 1 member voted; needed 2." in shown
    assert (await get(chat)).state == "defeated"


async def test_delegates_the_cap_and_power_that_is_taken_back(chat: Chat) -> None:
    await rule(chat, max_share="50%")
    for who in ("ben", "cy", "dee"):
        await both(chat, who, "vote delegate @ana")
    await choose(chat, "single", by="ana")
    assert "with 2,000 votes" in await cast(chat, 1, ana="2")
    await cast(chat, 1, ben="1", cy="blank")
    assert "Votes: 1: 1,000 · 2: 2,000 · 3: 0 · 4: 0" in await show(chat)
    await cast(chat, 1, dee="3")
    assert "Votes: 1: 1,000 · 2: 1,000 · 3: 1,000 · 4: 0" in await show(chat)
    await cast(chat, 1, ben="none", dee="none")
    assert "Votes: 1: 0 · 2: 2,000 · 3: 0 · 4: 0" in await show(chat)


# Ballots


async def test_what_is_typed_is_kept_as_a_value_and_shown_again(chat: Chat) -> None:
    await choose(chat, "weighted")
    assert "✗ '5' is none of the options: 1 Oak; 2 Lime" in await ask(chat, "ana", "vote cast 1 5:1")
    assert "✗ 'for' is none of the options" in await ask(chat, "ana", "vote cast 1 for")
    assert "✗ You have no vote on proposal #1 yet" in await ask(chat, "ana", "vote reason 1 Well.")
    said = await ask(chat, "ana", "vote cast 1 birch:2 oak:1 Birches are light.")
    assert "Your ballot on proposal #1 is 1 Oak × 1 and 3 Birch × 2, with 1,000 votes." in said
    assert await stored(chat) == {"ana": canonical({"1": 1, "3": 2})}
    assert "That is your ballot on proposal #1 already." in await ask(chat, "ana", "vote cast 1 3:2 1:1")
    assert "1:1 3:2" in await ask(chat, "ana", "vote mine")
    await ask(chat, "ana", "vote reason 1 I like birches.")
    assert "Proposal #1, Which tree?, is open: `vote cast 1 1:2 2:1`." in await ask(chat, "ben", "me")
    assert "is open" not in await ask(chat, "ana", "me")
    assert "ana, 1:1 3:2: I like birches." in await reach(chat, 1, SECOND)
    assert "1:1 3:2  I like birches." in await ask(chat, "eve", "proposal result 1")


async def test_none_takes_a_ballot_back_unless_it_begins_an_option(chat: Chat) -> None:
    await choose(chat, "ranked", '"Which?" "Oak; None of these" Well.')
    assert "is 2 None of these, with" in await ask(chat, "ana", "vote cast 1 none of these")
    assert "✗ 'none' is none of the options" in await ask(chat, "ana", "vote cast 1 none at all")
    assert "You took your vote on proposal #1 back." in await ask(chat, "ana", "vote cast 1 none")
    assert "no vote there that could be taken back" in await ask(chat, "ana", "vote cast 1 none")
    assert await stored(chat) == {}


async def test_reactions_on_single_choice_and_approval(chat: Chat) -> None:
    await choose(chat, "single")
    await choose(chat, "approval", '"Which two?" "Oak; Lime; Birch" Well.')
    single, approval = [await place(chat, number) for number in (1, 2)]
    assert "is 2 Lime, with" in await ask(chat, "ana", f"+ {single} 2️⃣")
    assert "is 1 Oak, with" in await ask(chat, "ana", f"+ {single} 1️⃣")
    assert "no vote there" in await ask(chat, "ana", f"- {single} 2️⃣")
    assert await stored(chat) == {"ana": "[1]"}
    assert "took your vote" in await ask(chat, "ana", f"- {single} 1️⃣")
    assert await stored(chat) == {}
    await ask(chat, "ana", f"+ {approval} 3️⃣")
    assert "is 1 Oak and 3 Birch, with" in await ask(chat, "ana", f"+ {approval} 1️⃣")
    await ask(chat, "ben", "vote cast 2 1 2")
    await ask(chat, "ben", f"+ {approval} 3️⃣")
    assert await stored(chat, 2) == {"ana": "[1,3]", "ben": "[1,2,3]"}
    await ask(chat, "ben", "vote cast 2 blank")
    assert "no vote there" in await ask(chat, "ben", f"- {approval} 3️⃣"), "a stale reaction undoes nothing"
    await ask(chat, "ana", f"- {approval} 3️⃣")
    assert await stored(chat, 2) == {"ana": "[1]", "ben": "[]"}
    assert "took your vote" in await ask(chat, "ana", f"- {approval} 1️⃣")


async def place(chat: Chat, number: int) -> str:
    """The number of the message on which a proposal's card stands."""
    titles = {ref: said.card.title for ref, said in chat.terminal.messages.items()}
    return next(ref for ref, title in titles.items() if title.startswith(f"Proposal #{number}:"))


async def test_the_button_of_an_approval_ballot_puts_on_and_takes_off(chat: Chat) -> None:
    await choose(chat, "approval")
    assert "is 2 Lime, with" in await ask(chat, "ana", "vote cast 1 ~2")
    assert "is 2 Lime and 4 Ash, with" in await ask(chat, "ana", "vote cast 1 ~4")
    assert "is 4 Ash, with" in await ask(chat, "ana", "vote cast 1 ~2")
    assert "✗ '7' is none of the options" in await ask(chat, "ana", "vote cast 1 ~7")
    assert "You took your vote" in await ask(chat, "ana", "vote cast 1 ~4")


async def test_a_form_asks_for_ballots_that_no_reaction_can_say(chat: Chat) -> None:
    await choose(chat, "ranked")
    assert "1️⃣" not in await show(chat)
    assert "choice: for, against, abstain, or your ballot" in await ask(chat, "ana", "1")
    await ask(chat, "ana", "2 > 4")
    assert "is 2 Lime > 4 Ash, with" in await ask(chat, "ana", "It smells.")
    assert await stored(chat) == {"ana": "[2,4]"}


# Drafts


async def test_an_edit_keeps_the_options_and_the_same_again_is_known(chat: Chat) -> None:
    await draft(chat, "hal", f"proposal choose approval {TREES}")
    before = await get(chat)
    await both(chat, "hal", "proposal edit 1 It fell in the storm.")
    after = await get(chat)
    assert after.payload["options"] == before.payload["options"] == ["Oak", "Lime", "Birch", "Ash"]
    assert after.payload["hash"] != before.payload["hash"]
    await ask(chat, "ana", "proposal sponsor 1")
    await reach(chat, 1)
    assert await closed(chat) == "defeated"
    again = TREES.replace("The old one fell.", "It fell in the storm.")
    assert "✗ The same was defeated" in await ask(chat, "ana", f"proposal choose approval {again}")
    await draft(chat, "ana", f"proposal choose ranked {again}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("proposal choose approval What Oak Well.", "✗ A vote has 2 to 10 options, and I see 1."),
        ('proposal choose ranked "Which?" "Oak; Blank" Well.', "✗ An option cannot be called 'Blank'"),
        ('proposal choose best "Which?" "Oak; Lime" Well.', "✗ form must be one of single, approval"),
        ('proposal choose single Ah "Oak; Lime" Well.', "✗ A title has 4 to 120"),
    ],
)
async def test_what_cannot_be_proposed(chat: Chat, text: str, says: str) -> None:
    assert says in await ask(chat, "ana", text)
    assert "There are no proposals yet" in await ask(chat, "ana", "proposal list")


# Late, sealed, linked, forgotten


async def test_a_late_ballot_that_decides_extends_and_another_winner_does_not(chat: Chat) -> None:
    await choose(chat, "single")
    await cast(chat, 1, ana="1", ben="2")
    first = (await get(chat)).until
    await reach(chat, 1, -HOUR)
    await cast(chat, 1, cy="1")
    end = (await get(chat)).until
    assert end == chat.app.clock() + 12 * HOUR
    assert "A late vote swings the result" in str(chat.said)
    assert first
    assert end > first
    await both(chat, "cy", "vote delegate @ben")
    await choose(chat, "single", '"Which day?" "Monday; Friday" Well.')
    await cast(chat, 2, ana="1")
    await reach(chat, 2, -HOUR)
    await cast(chat, 2, ben="2")
    assert not (await get(chat, 2)).extended, "it had passed before, with another option"
    assert "is decided: 2 Friday." in await reach(chat, 2, SECOND)


async def test_quorum_that_a_late_blank_ballot_reaches_extends(chat: Chat) -> None:
    await choose(chat, "copeland")
    await reach(chat, 1, -HOUR)
    await cast(chat, 1, ana="blank")
    assert (await get(chat)).extended


async def test_a_sealed_vote_tells_nothing(chat: Chat) -> None:
    await rule(chat, sealed="signal")
    await choose(chat, "approval")
    before = await show(chat)
    assert "Options: 1 Oak; 2 Lime; 3 Birch; 4 Ash" in before
    assert "Sealed: vote with `vote cast 1 1, 2`, where only the bot reads it" in before
    assert "1️⃣" not in before
    said = await ask(chat, "ana", "vote cast 1 1, 3 They last.")
    assert said == "Your ballot on proposal #1 is 1 Oak and 3 Birch; what it weighs is told after the close."
    assert await show(chat) == before
    assert "They last." in await reach(chat, 1, SECOND)
    await choose(chat, "ranked", '"Which day?" "Monday; Friday" Well.', by="cy")
    assert "Vote" not in [one.label for one in chat.terminal.buttons["ana"]]


async def test_the_later_ballot_of_two_who_are_one_counts(chat: Chat) -> None:
    await choose(chat, "ranked")
    await cast(chat, 1, ana="1 > 2", ben="3")
    await ask(chat, "eve", "wait 1m")
    await cast(chat, 1, dee="2 > 1")
    await link(chat, "dee", "ana")
    assert await stored(chat) == {"ana": "[2,1]", "ben": "[3]"}
    assert "Last round: 1: 0 · 2: 1,360 · 3: 1,000 · 4: 0" in await show(chat), "capped at 34 %"
    await link(chat, "ben", "cy")
    assert "· 3: 1,360 ·" in await show(chat)


async def test_an_author_who_leaves_takes_the_words_and_leaves_the_vote(chat: Chat) -> None:
    await choose(chat, "ranked", '"Which tree?" "A wild service tree; Some old lime tree" Well.')
    await cast(chat, 1, ana="2 > 1", ben="2")
    left = await both(chat, "dee", "privacy forget treasury")
    assert "Options: 1 Option 1; 2 Option 2" in left, "the card says it anew"
    one = await get(chat)
    assert one.payload == {"form": "ranked", "options": ["Option 1", "Option 2"]}
    await cast(chat, 1, cy="1")
    shown = await reach(chat, 1, SECOND)
    assert "Proposal #1 is decided: 2 Option 2." in shown
    assert "service tree" not in await dump(chat.app.store)
