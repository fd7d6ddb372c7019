"""Open ballots on the cards of a platform, and the reactions last seen there (RULES 4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.card import Card, bare
from bot.recounting import Found, Ids, Order, Ordered, Recounted, Reread, Who
from rules.reactions import Hand
from storage import members, outbox, reactions
from storage.reactions import Source, Where
from storage.store import Change

if TYPE_CHECKING:
    from bot.table import Table


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
            value = dict(call.args)["choice"].removeprefix("+")
            if value in await self.table.standing(change, who.id, call):
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
        shown = await outbox.shown_at(self.store, *where)
        ballot = Card.load(shown.card).ballot if shown else None
        if shown is None or ballot is None:
            return Recounted()
        if order is None:
            return await Reread(self.table, shown, where, ballot, who, by).run(found)
        return await Ordered(self.table, shown, where, ballot, who, by, order=order).run(found)


def kept(title: str, name: str) -> Card:
    """What is said to whose reaction somebody else took off, where that is known."""
    return Card(
        f"{name or 'Somebody else'} took your reaction on “{title}” away. Your vote stays as it was. "
        "To change it, react again or answer the card with your choice."
    )
