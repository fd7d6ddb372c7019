"""Open ballots read again: what has changed since it was last seen is an act, and nothing else is (RULES 4)."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.card import Ballot, Card, bare
from bot.casting import Act
from bot.command import Event
from rules.reactions import Hand
from storage import members, reactions
from storage.reactions import Source, Where

if TYPE_CHECKING:
    from bot.table import Table
    from storage.schema import AnyRow
    from storage.store import Change

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


@dataclass(slots=True)
class Reread:
    """One ballot that is read again: what has changed is gathered first, and then done together."""

    table: Table
    shown: AnyRow
    where: Where
    ballot: Ballot
    who: Who
    by: datetime | None
    done: Recounted = field(default_factory=Recounted)
    acts: list[Act] = field(default_factory=list)
    off: list[tuple[str, str]] = field(default_factory=list)

    async def run(self, found: Found) -> Recounted:
        """Compare the reactions that stand with those last seen."""
        keys = {bare(key) for key, _, _ in self.ballot.choices}
        standing = {one: had for one, every in found.items() if (had := {bare(key) for key in every} & keys)}
        async with self.table.store.read(self.shown.community) as look:
            hands = await reactions.hands(look, self.where)
        await self.compare(standing, hands)
        done = self.done
        if done.added or done.missing or done.unclear or done.cleared:
            facts = {"added": done.added, "missing": done.missing, "unclear": done.unclear}
            log.info(
                "a ballot was read again",
                subject=self.shown.subject,
                ref=self.where[2],
                cleared=done.cleared,
                **facts,
            )
        return done

    async def compare(self, found: Found, hands: Mapping[str, Hand]) -> None:
        """Find out what has changed, and do it."""
        if any(hand.live for hand in hands.values()) and not found:
            self.done.cleared = True
            await self.table.ballots.cleared(self.where)
            return
        for account in sorted({*found, *hands}):
            await self.member(account, found.get(account, set()), hands.get(account, Hand()))
        await self.finish()

    async def member(self, account: str, found: set[str], hand: Hand) -> None:
        """What has changed for one member."""
        self.done.stale += [(account, key) for key in sorted(found & hand.old)]
        self.off += [(account, key) for key in sorted(hand.old - found)]
        new, missing = found - hand.live - hand.old, hand.live - found
        event = await self.who(account) if new or missing else None
        if event is None:
            return
        self.done.missing += len(missing)
        if len(new) == 1 and not self.ballot.many:
            self.done.added += 1
            self.act(event, min(new), added=True)
            self.off += [(account, key) for key in sorted(missing)]  # they were replaced, and are off already
            return
        if self.ballot.many:
            self.done.added += len(new)
            for key in sorted(new):
                self.act(event, key, added=True)
        for key in sorted(missing):
            self.act(event, key, added=False)
        if new and not self.ballot.many:
            self.done.unclear += 1
            await self.table.store.act(self.shown.community, lambda change: self._unclear(change, event, new))
            self.done.stale += [(account, key) for key in sorted(new)]

    def act(self, event: Event, key: str, *, added: bool, source: str = "", told: bool = True) -> None:
        """What a change means."""
        self.acts.append(Act(replace(event, id=uuid.uuid4().hex), key, added, source, told))

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
        kept = next((bare(key) for key, _, value in self.ballot.choices if value in stands), "")
        for key in new - {kept}:
            hand.replaced(key)
        hand.live |= new & {kept}
        await reactions.keep(change, self.where, before, {event.account: hand})
        if kept not in new:
            await change.whisper(who.id, unclear(), to=(event.platform, event.account))


@dataclass(slots=True, kw_only=True)
class Ordered(Reread):
    """A ballot where it is known which reaction of a member came last, and who took one off."""

    order: Order
    older: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)

    async def compare(self, found: Found, hands: Mapping[str, Hand]) -> None:
        """Nothing is unclear here, so reactions that are all gone are no riddle either."""
        for account in sorted({*found, *hands}):
            await self.member(account, found.get(account, set()), hands.get(account, Hand()))
        await self.finish()
        known = {(account, key): one for account, hand in hands.items() for key, one in hand.ids.items()}
        if {key: self.order.ids[key] for key in known if key in self.order.ids} != self.order.ids:
            await self.table.ballots.sourced(self.where, self.order.ids)

    async def member(self, account: str, found: set[str], hand: Hand) -> None:
        seen, fresh = hand.live | hand.old, self._fresh(account, found, hand)
        extra, missing = found - seen - fresh, hand.live - found
        self.done.stale += [(account, key) for key in sorted((found & hand.old | extra) - fresh)]
        self.off += [(account, key) for key in sorted(hand.old - found)]
        if not (fresh or missing or extra) or (event := await self.who(account)) is None:
            return
        if extra or fresh & seen:
            self.older[account] = extra, fresh & seen
        self.done.added += len(fresh)
        for key in sorted(fresh):
            self.act(event, key, added=True, source=self.order.ids[account, key])
        for key in sorted(missing):
            await self._gone(event, key, replaced=bool(fresh) and not self.ballot.many)

    def _fresh(self, account: str, found: set[str], hand: Hand) -> set[str]:
        """The reactions that are acts: of the last one, or of all where many may stand, what is new or put on again."""
        every = found if self.ballot.many else found & {self.order.last.get(account, "")}
        known = {key: hand.ids.get(key, "") for key in hand.live | hand.old}
        ids = {key: self.order.ids[account, key] for key in every}
        return {key for key in every if key not in known or known[key] not in ("", ids[key])}

    async def finish(self) -> None:
        if self.older:
            await self.table.store.act(self.shown.community, self._older)
        await super(Ordered, self).finish()

    async def _older(self, change: Change) -> None:
        """Reactions that a later one has replaced before they were seen; one put on again is as if new."""
        before = await reactions.hands(change, self.where, self.older)
        after = {account: before.get(account, Hand()).copy() for account in self.older}
        for account, (extra, again) in self.older.items():
            for key in extra:
                after[account].replaced(key)
            for key in again:
                after[account].forget(key)
        await reactions.keep(change, self.where, before, after)

    async def _gone(self, event: Event, key: str, *, replaced: bool) -> None:
        """A reaction that is off: it was replaced, taken back, or taken away by somebody else."""
        if replaced:
            self.off.append((event.account, key))
        elif await self.order.own(event.account, key):
            self.done.missing += 1
            self.act(event, key, added=False, told=False)
        else:
            await self.table.ballots.taken(Source(self.shown.community, self.where, event.account, key), "")


def unclear() -> Card:
    """What is said to whom put several reactions on a ballot while the bot was away."""
    return Card(
        "You put several reactions on a ballot while I was away. I cannot tell which came last, so none of "
        "them counts. Please vote again: by one reaction, or by a button under the card."
    )
