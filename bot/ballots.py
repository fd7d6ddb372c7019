"""Open ballots read again: what has changed since it was last seen is an act, and nothing else is (RULES 4)."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog

from bot.card import Ballot, Card, bare
from bot.casting import Act
from bot.command import Event
from rules.reactions import Hand
from storage import members, outbox, reactions
from storage.reactions import Where
from storage.store import Change

if TYPE_CHECKING:
    from bot.table import Table

log = structlog.get_logger()
Found = Mapping[str, set[str]]  # the keys of the reactions that stand, by account
Who = Callable[[str], Awaitable[Event | None]]  # somebody as who reacts; None for who is not there


@dataclass(slots=True)
class Recounted:
    """What came of it: the answers to acts, and the reactions that have to come off."""

    answers: list[tuple[Event, str, Card]] = field(default_factory=list)
    stale: list[tuple[str, str]] = field(default_factory=list)
    added: int = 0
    missing: int = 0
    unclear: int = 0
    cleared: bool = False


class Ballots:
    """The cards of a platform on which people vote by reactions."""

    def __init__(self, table: Table) -> None:
        self.table, self.store = table, table.store

    async def open(self, platform: str, community: str = "", subject: str = "") -> list[Any]:
        """Where ballots stand: rows with room, ref, card and subject; of one subject, if one is named."""
        return [
            row
            for row in await outbox.standing(self.store, platform)
            if not subject or (row.community, row.subject) == (community, subject)
        ]

    async def known(self, where: Where) -> bool:
        """Whether a message is recorded."""
        return await outbox.shown_at(self.store, *where) is not None

    async def lost(self, where: Where) -> bool:
        """A message was deleted: its reactions are forgotten, and a card that still matters is posted anew."""
        shown = await outbox.shown_at(self.store, *where)

        async def work(change: Change) -> bool:
            await reactions.cleared(change, where)
            return await outbox.lost(change, *where)

        return bool(shown and await self.store.act(shown.community, work))

    async def cleared(self, where: Where, key: str = "") -> None:
        """Somebody took off all reactions, or all of one kind: that withdraws nothing."""
        if shown := await outbox.shown_at(self.store, *where):
            await self.store.act(shown.community, lambda change: reactions.cleared(change, where, bare(key)))

    async def is_stale(self, where: Where, account: str, key: str) -> bool:
        """Whether a reaction still has to come off."""
        shown = await outbox.shown_at(self.store, *where)
        if shown is None:
            return False
        async with self.store.read(shown.community) as look:
            return await reactions.is_stale(look, where, account, bare(key))

    async def settled(self, where: Where, pairs: Iterable[tuple[str, str]]) -> None:
        """Reactions that meant nothing are off: account and key of each."""
        off = [(account, bare(key)) for account, key in pairs]
        shown = await outbox.shown_at(self.store, *where) if off else None

        async def work(change: Change) -> None:
            before = await reactions.hands(change, where, {account for account, _ in off})
            after = {account: hand.copy() for account, hand in before.items()}
            for account, key in off:
                after.get(account, Hand()).old.discard(key)
            await reactions.keep(change, where, before, after)

        if shown:
            await self.store.act(shown.community, work)

    async def recount(self, where: Where, found: Found, who: Who, *, by: datetime | None = None) -> Recounted:
        """Compare the reactions that stand with those last seen; acts count as of `by`, if that is given."""
        done = Recounted()
        shown = await outbox.shown_at(self.store, *where)
        ballot = Card.load(shown.card).ballot if shown else None
        if shown is None or ballot is None:
            return done
        keys = {bare(key) for key, _, _ in ballot.choices}
        found = {one: had for one, every in found.items() if (had := {bare(key) for key in every} & keys)}
        async with self.store.read(shown.community) as look:
            hands = await reactions.hands(look, where)
        if any(hand.live for hand in hands.values()) and not found:
            done.cleared = True
            await self.cleared(where)
        else:
            one = _One(self.table, shown.community, where, ballot, who, by, done)
            for account in sorted({*found, *hands}):
                await one.member(account, found.get(account, set()), hands.get(account, Hand()))
            await one.finish()
        if done.added or done.missing or done.unclear or done.cleared:
            facts = {"added": done.added, "missing": done.missing, "unclear": done.unclear}
            log.info(
                "a ballot was read again", subject=shown.subject, ref=where[2], cleared=done.cleared, **facts
            )
        return done


@dataclass(slots=True)
class _One:
    """One ballot that is read again: what has changed is gathered first, and then done together."""

    table: Table
    community: str
    where: Where
    ballot: Ballot
    who: Who
    by: datetime | None
    done: Recounted
    acts: list[Act] = field(default_factory=list)
    off: list[tuple[str, str]] = field(default_factory=list)

    async def member(self, account: str, found: set[str], hand: Hand) -> None:
        """What has changed for one member."""
        self.done.stale += [(account, key) for key in sorted(found & hand.old)]
        self.off += [(account, key) for key in sorted(hand.old - found)]
        new, missing = found - hand.live - hand.old, hand.live - found
        event = await self.who(account) if new or missing else None
        if event is None:
            return
        self.done.missing += len(missing)
        if len(new) == 1:
            self.done.added += 1
            self._act(event, min(new), added=True)
            self.off += [(account, key) for key in sorted(missing)]  # they were replaced, and are off already
            return
        for key in sorted(missing):
            self._act(event, key, added=False)
        if new:
            self.done.unclear += 1
            await self.table.store.act(self.community, lambda change: self._unclear(change, event, new))
            self.done.stale += [(account, key) for key in sorted(new)]

    def _act(self, event: Event, key: str, *, added: bool) -> None:
        self.acts.append(Act(replace(event, id=uuid.uuid4().hex), key, added))

    async def finish(self) -> None:
        """Do what was gathered."""
        came = await self.table.casting.react(self.where, self.acts, shared=True, by=self.by) or []
        for act, one in zip(self.acts, came, strict=True):
            if act.added and one.card is not None:
                self.done.answers.append((act.event, act.key, one.card))
        await self.table.ballots.settled(self.where, self.off)

    async def _unclear(self, change: Change, event: Event, new: set[str]) -> None:
        """Several new reactions of one member: the vote that stands stays if it is one of them."""
        before = await reactions.hands(change, self.where, [event.account])
        hand = before.get(event.account, Hand()).copy()
        if new <= hand.live | hand.old:
            return  # another process was faster
        who = await members.find(change, event.platform, event.account)
        who = who or await members.admit(change, event.platform, event.account, event.name)
        stands = await self.table.standing(change, who.id, self.ballot.cast)
        kept = next((bare(key) for key, _, value in self.ballot.choices if value == stands), "")
        hand.live = hand.live - new | {key for key in new if key == kept}
        hand.old |= new - {kept}
        await reactions.keep(change, self.where, before, {event.account: hand})
        if kept not in new:
            await change.whisper(who.id, unclear(), to=(event.platform, event.account))


def unclear() -> Card:
    """What is said to whom put several reactions on a ballot while the bot was away."""
    return Card(
        "You put several reactions on a ballot while I was away. I cannot tell which came last, so none of "
        "them counts. Please vote again: by one reaction, or by a button under the card."
    )
