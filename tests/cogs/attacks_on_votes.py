"""Attacks on a vote that is open: on whose power counts, when, how much, and who sees it (RULES 3, 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.card import Ballot
from bot.command import Call
from cogs import counting, debating, voting
from rules import power, proposals, swing
from rules.errors import Refusal
from rules.power import Delegation
from rules.tallying import Running
from rules.verdict import Choice, Verdict
from storage import powers, votes
from storage.proposals import Proposal
from storage.store import Look
from tests.chat import Chat
from tests.cogs.attacks import attack, does, won
from tests.cogs.garden import ask
from tests.cogs.test_link import link
from tests.cogs.test_proposal_guards import FOURTH, SPEND, move, state
from tests.cogs.test_proposals import (
    HOUR,
    OAKS,
    SECOND,
    both,
    cast,
    closed,
    draft,
    opened,
    reach,
    rule,
    send,
)

ALONE = {"ordinary_min_voters": "1", "max_share": "100%"}
snapshot, followed_paid = votes.powers, counting.paid
judged, weighs, moves, delegates = counting.judged, voting.weighs, swing.moves, power.delegates


# Whose power


Powers = tuple[dict[int, int], dict[int, int], frozenset[int]]


async def with_latecomers(look: Look, number: int) -> Powers:
    """Whoever comes after the opening is read then."""
    own, to, silent = await snapshot(look, number)
    return {**await powers.everybody(look), **own}, to, silent


@attack("storage.votes.powers", with_latecomers)
async def the_same_tokens_passed_on_and_voted_twice(chat: Chat) -> bool:
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ana="for")
    await send(chat, "ana", "eve", "1000")
    await cast(chat, 1, eve="for")
    return await won(chat) == 2_000


async def live(look: Look, number: int) -> Powers:
    """Power is read whenever votes are counted."""
    return await powers.everybody(look), {}, frozenset()


@attack("storage.votes.powers", live)
async def tokens_borrowed_after_the_opening(chat: Chat) -> bool:
    await opened(chat, "ana", OAKS)
    for who in ("ben", "cy"):
        await send(chat, who, "eve", "1000")
    await cast(chat, 1, eve="for")
    return await won(chat) > 0


def to_the_end(given: Iterable[Delegation], kind: str = "") -> dict[int, int]:
    """Whoever was given power passes it on."""
    to = delegates(given, kind)
    return {who: to.get(one, one) for who, one in to.items()}


@attack("rules.power.delegates", to_the_end)
async def power_passed_on_by_a_delegate_to_somebody_never_trusted_with_it(chat: Chat) -> bool:
    await rule(chat, **ALONE)
    await both(chat, "ana", "vote delegate @ben")
    await both(chat, "ben", "vote delegate @cy")
    await opened(chat, "dee", OAKS)
    await cast(chat, 1, cy="for")
    return await won(chat) == 3_000


def left_with_both(self: Running, member: int, delegate: int, choice: Choice | None) -> None:
    """Who votes has their own power, and so has the delegate."""
    had = member in self._choices
    self._choices.pop(member, None)
    if choice is not None:
        self._choices[member] = choice
    if delegate != member and had != (choice is not None):
        self._move(member, member, -1 if had else 1)


@attack("rules.tallying.Running._take", left_with_both)
async def power_given_away_and_voted_too(chat: Chat) -> bool:
    await rule(chat, **ALONE)
    await both(chat, "ana", "vote delegate @ben")
    await opened(chat, "dee", OAKS)
    await cast(chat, 1, ben="for", ana="for")
    return await won(chat) == 3_000


@attack("rules.power.delegates", lambda given, kind="": {one.member: one.delegate for one in given})
async def a_delegate_for_one_kind_votes_on_another(chat: Chat) -> bool:
    await rule(chat, **ALONE)
    await both(chat, "ana", "vote delegate @ben spend")
    await opened(chat, "dee", OAKS)
    await cast(chat, 1, ben="for")
    return await won(chat) == 2_000


@attack("rules.tallying.Snapshot.cap", property(lambda self: None))
async def everybody_gathered_behind_one_delegate(chat: Chat) -> bool:
    for who in ("ben", "cy"):
        await both(chat, who, "vote delegate @ana")
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ana="for")
    return await won(chat) == 3_000


@attack("rules.tallying.least_base", lambda whole: 0)
async def quorum_by_dormancy(chat: Chat) -> bool:
    """An eighth changes the constitution while all others are silent."""
    await rule(chat, **ALONE, constitutional_min_voters="1")
    await send(chat, "ana", "ben", "500")
    await ask(chat, "eve", "wait 181d")
    await opened(chat, "ana", "proposal parameter reward_cap 30% Few do most.")
    await cast(chat, 1, ana="for")
    return await closed(chat) == "queued"


@attack("rules.verdict.needed_voters", lambda least, holders: 0)
async def one_rich_member_decides_alone(chat: Chat) -> bool:
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ana="for")
    return await closed(chat) == "executed"


# When


@attack("rules.swing.counts", lambda at, opened_, close: opened_ <= at <= close)
async def a_ballot_in_the_second_of_the_snapshot(chat: Chat) -> bool:
    await draft(chat, "ana", OAKS)
    await reach(chat, 1)
    return await does(chat, "ana", "vote cast 1 for")


@attack("rules.swing.counts", lambda at, opened_, close: opened_ < at)
async def a_ballot_a_second_after_the_close(chat: Chat) -> bool:
    """Of a sealed vote, which no swing keeps open."""
    await opened(chat, "ana", FOURTH)
    await cast(chat, 1, ana="for", ben="for", cy="for")
    await reach(chat, 1)
    await chat.app._move(SECOND)  # what is due at this second waits for acts that came before
    chat.terminal.speaker = "dee"
    await chat.app.table.say(chat.terminal.event(), "vote cast 1 for")
    await chat.app.settle()
    return await state(chat) == "queued"


@attack("rules.swing.moves", lambda *given, extended: None)
async def a_swing_in_the_last_second(chat: Chat) -> bool:
    await rule(chat, **ALONE)
    await opened(chat, "ana", OAKS)
    await reach(chat, 1)
    await cast(chat, 1, ana="for")
    await ask(chat, "eve", "wait 1s")
    return await state(chat) == "executed"


class FirstCrossing:
    """Only what happens before a quorum was ever reached is a swing."""

    crossed = False

    def __call__(
        self,
        before: Verdict,
        after: Verdict,
        at: datetime,
        close: datetime,
        extension: timedelta,
        *,
        extended: bool,
    ) -> datetime | None:
        extended, self.crossed = extended or self.crossed, self.crossed or after.met("quorum")
        return moves(before, after, at, close, extension, extended=extended)


@attack("rules.swing.moves", FirstCrossing())
async def vote_withdraw_and_vote_again_at_the_end(chat: Chat) -> bool:
    await rule(chat, **ALONE)
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ana="for")
    await reach(chat, 1, -HOUR)
    await cast(chat, 1, ana="none")
    await reach(chat, 1)
    await cast(chat, 1, ana="for")
    await ask(chat, "eve", "wait 1s")
    return await state(chat) == "executed"


async def by_todays_terms(look: Look, one: Proposal, *more: Any) -> Verdict:
    """The parameters in force whenever votes are counted."""
    now = await counting.terms(look, one.level, one.kind, one.payload)
    return await judged(look, replace(one, terms=one.terms | now), *more)


@attack("cogs.counting.judged", by_todays_terms)
async def a_parameter_lowered_for_an_open_vote(chat: Chat) -> bool:
    await rule(chat, ordinary_min_voters="1")
    await send(chat, "ana", "eve", "300")
    await opened(chat, "ana", "proposal parameter ordinary_quorum 5% Few come.")
    await cast(chat, 1, ana="for", ben="for", cy="for", dee="for", eve="for")
    await reach(chat, 1, -HOUR)
    await opened(chat, "ben", OAKS)
    await cast(chat, 2, eve="for")
    return await closed(chat, 2) == "executed"


# Whose pay


def silenced(choice: Choice, *, gains: bool) -> None:
    """Who would be paid does not vote at all."""
    if gains:
        raise Refusal("You would be paid by this proposal, so you cannot vote on it.")


@attack("rules.proposals.may_choose", silenced)
async def an_opponent_named_as_recipient(chat: Chat) -> bool:
    await rule(chat, max_share="100%")
    await move(chat, 10_000)
    await send(chat, "ben", "dee", "600")
    await opened(chat, "ana", SPEND)
    await cast(chat, 1, ana="for", ben="for", cy="abstain")
    await does(chat, "dee", "vote cast 1 against")
    return await closed(chat) != "defeated"


async def nobody_paid(look: Look, one: Proposal) -> frozenset[int]:
    """Nobody is recused."""
    return frozenset()


@attack("cogs.counting.paid", nobody_paid)
async def a_recipient_votes_for_their_own_pay(chat: Chat) -> bool:
    await move(chat, 10_000)
    await opened(chat, "ana", SPEND)
    await does(chat, "dee", "vote cast 1 for")
    return await won(chat) == 1_000


@attack("cogs.counting.paid", nobody_paid)
async def a_recipient_votes_for_their_own_pay_by_a_delegate(chat: Chat) -> bool:
    await rule(chat, max_share="100%")
    await move(chat, 10_000)
    await both(chat, "dee", "vote delegate @ana")
    await opened(chat, "ana", SPEND)
    await cast(chat, 1, ana="for")
    return await won(chat) == 2_000


async def as_they_were_named(look: Look, one: Proposal) -> frozenset[int]:
    """Only under the account that was named is somebody recused."""
    return frozenset(one.payload["to"])


@attack("cogs.counting.paid", as_they_were_named)
async def a_recipient_links_accounts_to_escape_recusal(chat: Chat) -> bool:
    await move(chat, 10_000)
    await opened(chat, "ben", "proposal spend @eve 500 For work.")
    await link(chat, "ana", "eve")
    await does(chat, "eve", "vote cast 1 for")
    return await won(chat) == 1_000


# Who sees it


def open_to_see(one: Proposal) -> Ballot | None:
    """Reactions under every card."""
    return (
        Ballot(Call.to("vote cast", number=one.id), debating.CHOICES)
        if one.state == proposals.VOTING
        else None
    )


@attack("cogs.debating.ballot", open_to_see)
async def a_sealed_vote_cast_where_everybody_sees_it(chat: Chat) -> bool:
    await opened(chat, "ana", FOURTH)
    shown = chat.terminal.messages.items()
    (ref,) = (ref for ref, one in shown if one.card.title.startswith("Proposal #1"))
    chat.terminal.speaker = "ben"
    card = await chat.app.table.react(chat.terminal.event(), ref, "👍", added=True)
    return card is not None and card.tone != "refusal"


async def told_at_once(look: Look, one: Proposal, *more: Any) -> str:
    """What a ballot weighs is said also where the vote is sealed."""
    return await weighs(look, replace(one, terms=one.terms | {"sealed": False}), *more)


@attack("cogs.voting.weighs", told_at_once)
async def a_delegate_learns_from_the_weight_who_has_cast_a_sealed_vote(chat: Chat) -> bool:
    await rule(chat, max_share="100%")
    await both(chat, "ben", "vote delegate @ana")
    await opened(chat, "ana", FOURTH)
    before = await cast(chat, 1, ana="for")
    await cast(chat, 1, ana="none", ben="against")
    return await cast(chat, 1, ana="for") != before
