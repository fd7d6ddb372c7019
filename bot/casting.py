"""Reactions on a card: those on a ballot are acts, and many of them are one change (RULES 4)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, cast

import structlog

from bot.card import Ballot, Card, bare, refused, sorry
from bot.checks import facts, lives, permitted
from bot.command import Call, Context, Event, Spec, Vote
from rules.errors import Refusal
from rules.reactions import Hand
from storage import badges, crowd, inbox, outbox, reactions
from storage.reactions import Where

if TYPE_CHECKING:
    from bot.table import Table
    from storage.schema import AnyRow
    from storage.store import Change

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Act:
    """A reaction that somebody has put on a message, or taken off.

    `source` is its own id where it has one. Unless `told`, it is known that its owner took it off.
    """

    event: Event
    key: str
    added: bool
    source: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a reaction: the answer, None if it is no act; and the member's earlier ones, which have to come off."""

    card: Card | None
    old: tuple[str, ...] = ()


NOTHING = Came(None)


class Casting:
    """What reactions mean: the choices of a ballot are cast together, a button is pressed by itself."""

    def __init__(self, table: Table) -> None:
        self.table, self.store = table, table.store

    async def react(
        self,
        where: Where,
        acts: Sequence[Act],
        *,
        shared: bool = False,
        by: datetime | None = None,
        shown: AnyRow | None = None,
    ) -> list[Came] | None:
        """What each of these reactions on one message brings about, in their order; None if no card of ours is there.

        Where reactions are `shared`, we and moderators take them off as well. They count as of the moment `by`.
        `shown` is what stands there, for who has looked already.
        """
        shown = shown or await outbox.shown_at(self.store, *where)
        if shown is None:
            return None
        card = Card.load(shown.card)
        votes = [bool(card.ballot and card.ballot.call(one.key, added=one.added)) for one in acts]
        chosen = [one for one, is_vote in zip(acts, votes, strict=True) if is_vote]
        came = iter(await Round(self.table, shown, card, where, shared, by).cast(chosen))
        pairs = zip(acts, votes, strict=True)
        return [next(came) if is_vote else await self._pressed(card, one) for one, is_vote in pairs]

    async def _pressed(self, card: Card, act: Act) -> Came:
        """A reaction that stands for a button."""
        call = card.pressed(act.key) if act.added else None
        return Came(await self.table.run(act.event, call)) if call else NOTHING


@dataclass(slots=True)
class Round:
    """Acts on one ballot that are taken together."""

    table: Table
    shown: AnyRow
    card: Card
    where: Where
    shared: bool
    by: datetime | None

    async def cast(self, acts: Sequence[Act]) -> list[Came]:
        """Cast in one change; where one of several is refused or fails, each by itself, so that no other suffers."""
        if not acts:
            return []
        try:
            came: list[Came] = await self.table.store.act(
                self.shown.community, lambda change: self._cast(change, acts)
            )
            return came
        except Exception as problem:
            if len(acts) == 1:
                return [Came(failed(problem, acts[0].event))]
        return [came for one in acts for came in await self.cast([one])]

    async def _cast(self, change: Change, acts: Sequence[Act]) -> list[Came]:
        change.now = min(change.now, self.by or change.now)
        known = await inbox.outcomes(change, {one.event.id for one in acts})
        hands = await reactions.hands(change, self.where, {one.event.account for one in acts})
        before = {account: hand.copy() for account, hand in hands.items()}
        fresh = [one for one in acts if one.event.id not in known and self._counts(hands, one)]
        cards = await self._answers(change, fresh)
        await reactions.keep(change, self.where, before, hands)
        await inbox.answered(
            change, {one.event.id: card.dump() for one, card in zip(fresh, cards, strict=True)}
        )
        said = dict(zip((one.event.id for one in fresh), cards, strict=True))
        said |= {key: Card.load(outcome) for key, outcome in known.items()}
        last = {one.event.account: one for one in fresh}
        return [
            Came(said[one.event.id], self._old(hands, one) if last.get(one.event.account) is one else ())
            if one.event.id in said
            else NOTHING
            for one in acts
        ]

    def _counts(self, hands: dict[str, Hand], act: Act) -> bool:
        """Whether a reaction is an act, given what was seen of its owner."""
        hand = hands.setdefault(act.event.account, Hand())
        if not act.added:
            return hand.take_off(bare(act.key))
        alone = self.shared and not self.ballot.many
        return hand.put_on(bare(act.key), shared=alone, source=act.source)

    def _old(self, hands: dict[str, Hand], act: Act) -> tuple[str, ...]:
        """The owner's reactions that have to come off, as the card spells them."""
        old = hands[act.event.account].old
        return tuple(key for key, _, _ in self.ballot.choices if bare(key) in old)

    @property
    def ballot(self) -> Ballot:
        """What is voted on: a round is made for a card with a ballot."""
        return cast(Ballot, self.card.ballot)

    async def _answers(self, change: Change, acts: Sequence[Act]) -> list[Card]:
        """The answers to acts, in their order; the same kind in a row is cast together."""
        if not acts:
            return []
        spec = self.table.specs[self.ballot.cast.path]
        await lives(change, spec)
        contexts = await self._contexts(change, acts)
        cards: list[Card] = []
        for added, group in groupby(acts, lambda one: one.added):
            some = list(group)
            votes = [Vote(contexts[one.event.id], self._choice(one)) for one in some]
            for act, vote in zip(some, votes, strict=True):
                permitted(spec, vote.ctx)
                if self.shared and act.told and not added:
                    await self._tell_taken(change, vote)
            cards += await self._votes(change, spec, votes)
        return [replace(one, private=one.private or spec.private) for one in cards]

    async def _votes(self, change: Change, spec: Spec, votes: Sequence[Vote]) -> list[Card]:
        cog = self.table.owners[spec.path]
        if bulk := cog.casts().get(spec.name):
            return list(await bulk(change, self.ballot.cast, votes))
        call = self.ballot.cast
        return [
            await self.table.handle(
                spec, Call(call.path, (*call.args, ("choice", one.choice))), one.ctx, change
            )
            for one in votes
        ]

    def _choice(self, act: Act) -> str:
        call = self.ballot.call(act.key, added=act.added)
        return dict(call.args)["choice"] if call else ""

    async def _contexts(self, change: Change, acts: Sequence[Act]) -> dict[str, Context]:
        """Who acts, by the id of the event, with what they may do; whoever is new becomes a member."""
        platform, room, _ = self.where
        people = await crowd.admit(change, platform, {one.event.account: one.event.name for one in acts})
        worn = {one.event.badges for one in acts}
        mean = {some: await badges.roles(change, platform, room, some) for some in worn}
        found: dict[str, Context] = {}
        for event in (one.event for one in acts):
            member, held = people[event.account]
            roles = held | mean[event.badges] | facts(event)
            found[event.id] = Context(event, change.community, member, roles, change.now)
        return found

    async def _tell_taken(self, change: Change, vote: Vote) -> None:
        """Tell a member whose reaction is gone that their vote is taken back with it."""
        event, value = vote.ctx.event, vote.choice.removeprefix("-")
        if value not in await self.table.standing(change, vote.ctx.me, self.ballot.cast):
            return
        label = next(label for _, label, mine in self.ballot.choices if mine == value)
        note = taken_off(self.card.title or self.card.body, label.rpartition(" · ")[0] or label)
        await change.whisper(vote.ctx.me, note, to=(event.platform, event.account))


def failed(problem: Exception, event: Event) -> Card:
    """What is said when an act was refused, or broke."""
    if isinstance(problem, Refusal):
        return refused(problem)
    number = secrets.token_hex(4)
    log.error("a reaction failed", error=number, request=event.id, platform=event.platform, exc_info=problem)
    return sorry(number)


def taken_off(title: str, label: str) -> Card:
    """What is said to whose reaction is gone: Discord does not tell who removed it."""
    return Card(
        f"Your reaction on “{title}” is gone, so your vote for {label} is taken back. "
        "If that was not you, vote by a button under the card."
    )
