"""Open ballots read again: what has changed since it was last seen is an act, and nothing else is (RULES 4)."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog

from bot.card import Ballot, Card, bare
from bot.command import Event
from storage import members, outbox, reactions
from storage.reactions import Source, Where
from storage.store import Change

if TYPE_CHECKING:
    from bot.table import Table

log = structlog.get_logger()
Found = Mapping[str, set[str]]  # the keys of the reactions that stand, by account
Who = Callable[[str], Awaitable[Event | None]]  # somebody as who reacts; None for who is not there
Ids = Mapping[tuple[str, str], str]  # the ids of reactions, by account and key


@dataclass(frozen=True, slots=True)
class Order:
    """What a platform knows that tells more than who reacted: each reaction's id, and each member's last one.

    `own` says whether a reaction that is gone was taken off by whoever had put it on.
    """

    ids: Ids
    last: Mapping[str, str]
    own: Callable[[str, str], Awaitable[bool]]


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

    async def settled(self, where: Where, account: str, key: str) -> None:
        """A reaction that meant nothing is off."""
        if shown := await outbox.shown_at(self.store, *where):
            await self.store.act(
                shown.community, lambda change: reactions.settled(change, where, account, bare(key))
            )

    async def named(self, platform: str, source: str) -> Source | None:
        """The reaction on a ballot that has an id of its own."""
        return await reactions.named(self.store, platform, source)

    async def sources(self, where: Where) -> dict[tuple[str, str], str]:
        """The ids of the reactions last seen on a card, by account and key."""
        shown = await outbox.shown_at(self.store, *where)
        if shown is None:
            return {}
        async with self.store.read(shown.community) as look:
            return await reactions.sources(look, where)

    async def sourced(self, where: Where, ids: Ids) -> None:
        """Remember the ids of reactions that were seen without."""
        if shown := await outbox.shown_at(self.store, *where):
            await self.store.act(shown.community, lambda change: reactions.sourced(change, where, ids))

    async def taken(self, one: Source, name: str) -> None:
        """Somebody else took a reaction off: the vote stays, and its owner is told."""
        shown = await outbox.shown_at(self.store, *one.where)

        async def work(change: Change) -> None:
            await reactions.forget(change, one.where, one.account, one.key)
            who = await members.find(change, one.where[0], one.account)
            card = Card.load(shown.card) if shown else None
            call = card.ballot.call(one.key, added=True) if card and card.ballot else None
            if who is None or card is None or call is None:
                return
            value = dict(call.args)["choice"]
            if await self.table.standing(change, who.id, call) == value:
                await change.whisper(
                    who.id, kept(card.title or card.body, name), to=(one.where[0], one.account)
                )

        await self.store.act(one.community, work)

    async def recount(
        self,
        where: Where,
        found: Found,
        who: Who,
        *,
        by: datetime | None = None,
        order: Order | None = None,
    ) -> Recounted:
        """Compare the reactions that stand with those last seen; acts count as of `by`, if that is given.

        Where the `order` is known, the last act counts; where it is not, several new reactions of one member are unclear.
        """
        done = Recounted()
        shown = await outbox.shown_at(self.store, *where)
        ballot = Card.load(shown.card).ballot if shown else None
        if shown is None or ballot is None:
            return done
        keys = {bare(key) for key, _, _ in ballot.choices}
        found = {one: had for one, every in found.items() if (had := {bare(key) for key in every} & keys)}
        async with self.store.read(shown.community) as look:
            live, old = await reactions.on(look, where)
            sources = await reactions.sources(look, where)
        if live and not found and order is None:
            done.cleared = True
            await self.cleared(where)
        else:
            one = _One(self.table, shown.community, where, ballot, who, by, done)
            one = _InOrder(one, order, sources) if order else one
            for account in sorted({*found, *live, *old}):
                no: set[str] = set()
                await one.member(account, found.get(account, no), live.get(account, no), old.get(account, no))
            if order and {key: order.ids[key] for key in sources if key in order.ids} != order.ids:
                await self.sourced(where, order.ids)
        if done.added or done.missing or done.unclear or done.cleared:
            facts = {"added": done.added, "missing": done.missing, "unclear": done.unclear}
            log.info(
                "a ballot was read again", subject=shown.subject, ref=where[2], cleared=done.cleared, **facts
            )
        return done


@dataclass(slots=True)
class _One:
    """One ballot that is read again."""

    table: Table
    community: str
    where: Where
    ballot: Ballot
    who: Who
    by: datetime | None
    done: Recounted

    async def member(self, account: str, found: set[str], live: set[str], old: set[str]) -> None:
        """What has changed for one member."""
        self.done.stale += [(account, key) for key in sorted(found & old)]
        for key in sorted(old - found):
            await self.table.ballots.settled(self.where, account, key)
        new, missing = found - live - old, live - found
        if not (new or missing):
            return
        event = await self.who(account)
        if event is None:
            return
        self.done.missing += len(missing)
        for key in sorted(missing if len(new) != 1 else ()):
            await self.act(event, key, added=False)
        if len(new) == 1:
            self.done.added += 1
            await self.act(event, min(new), added=True)
            for key in sorted(missing):  # it was replaced, and it is off already
                await self.table.ballots.settled(self.where, account, key)
        elif new:
            self.done.unclear += 1
            await self.table.store.act(self.community, lambda change: self._unclear(change, event, new))
            self.done.stale += [(account, key) for key in sorted(new)]

    async def act(self, event: Event, key: str, *, added: bool, source: str = "", told: bool = True) -> None:
        """What a change means."""
        fresh = replace(event, id=uuid.uuid4().hex)
        card = await self.table.react(
            fresh, self.where[2], key, added=added, shared=True, by=self.by, source=source, told=told
        )
        if card is not None and added:
            self.done.answers.append((fresh, key, card))

    async def _unclear(self, change: Change, event: Event, new: set[str]) -> None:
        """Several new reactions of one member: the vote that stands stays if it is one of them."""
        live, old = await reactions.on(change, self.where)
        if new <= live.get(event.account, set()) | old.get(event.account, set()):
            return  # another process was faster
        who = await members.find(change, event.platform, event.account)
        who = who or await members.admit(change, event.platform, event.account, event.name)
        stands = await self.table.standing(change, who.id, self.ballot.cast)
        kept = next((bare(key) for key, _, value in self.ballot.choices if value == stands), "")
        for key in new:
            if key == kept:
                await reactions.note(change, self.where, event.account, key, added=True)
            else:
                await reactions.stale(change, self.where, event.account, key)
        if kept not in new:
            await change.whisper(who.id, unclear(), to=(event.platform, event.account))


class _InOrder(_One):
    """A ballot where it is known which reaction of a member came last, and who took one off."""

    def __init__(self, one: _One, order: Order, sources: Ids) -> None:
        super().__init__(one.table, one.community, one.where, one.ballot, one.who, one.by, one.done)
        self.order, self.sources = order, sources

    async def member(self, account: str, found: set[str], live: set[str], old: set[str]) -> None:
        last = self.order.last.get(account, "") if found else ""
        before = self.sources.get((account, last), "")
        again = bool(last and before and before != self.order.ids[account, last])
        fresh = last if again or last not in live | old else ""
        extra, missing = found - live - old - {last}, live - found
        self.done.stale += [(account, key) for key in sorted((found & old | extra) - {fresh})]
        for key in sorted(old - found):
            await self.table.ballots.settled(self.where, account, key)
        if not (fresh or missing or extra) or (event := await self.who(account)) is None:
            return
        await self.table.store.act(
            self.community, lambda change: self._older(change, account, extra, last if again else "")
        )
        if fresh:
            self.done.added += 1
            await self.act(event, fresh, added=True, source=self.order.ids[account, fresh])
        for key in sorted(missing):
            await self._gone(event, key, replaced=bool(fresh))

    async def _older(self, change: Change, account: str, extra: set[str], again: str) -> None:
        """Reactions that a later one has replaced before they were seen; one put on again is as if new."""
        for key in sorted(extra):
            await reactions.stale(change, self.where, account, key)
        if again:
            await reactions.forget(change, self.where, account, again)

    async def _gone(self, event: Event, key: str, *, replaced: bool) -> None:
        """A reaction that is off: it was replaced, taken back, or taken away by somebody else."""
        if replaced:
            await self.table.ballots.settled(self.where, event.account, key)
        elif await self.order.own(event.account, key):
            self.done.missing += 1
            await self.act(event, key, added=False, told=False)
        else:
            await self.table.ballots.taken(Source(self.community, self.where, event.account, key), "")


def kept(title: str, name: str) -> Card:
    """What is said to whose reaction somebody else took off, where that is known."""
    return Card(
        f"{name or 'Somebody else'} took your reaction on “{title}” away. Your vote stays as it was. "
        "To change it, react again or answer the card with your choice."
    )


def unclear() -> Card:
    """What is said to whom put several reactions on a ballot while the bot was away."""
    return Card(
        "You put several reactions on a ballot while I was away. I cannot tell which came last, so none of "
        "them counts. Please vote again: by one reaction, or by a button under the card."
    )


def taken_off(title: str, label: str) -> Card:
    """What is said to whose reaction is gone: Discord does not tell who removed it."""
    return Card(
        f"Your reaction on “{title}” is gone, so your vote for {label} is taken back. "
        "If that was not you, vote by a button under the card."
    )
