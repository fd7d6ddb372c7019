"""What a platform without servers of its own asks about places: whose they are, what stands there, where they went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.card import Button, Card
from bot.command import Call, Event
from storage import communities, homes, members, moving, outbox
from storage.reactions import Where

if TYPE_CHECKING:
    from storage.store import Change, Store

CHOOSE = ("community",)  # the answer to which community is meant in a 1:1 room


class Places:
    """The places of communities, and the cards in them."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def lives(self, platform: str, rooms: Sequence[str]) -> str:
        """The first of some rooms in which a community lives; '' for none."""
        for room in rooms:
            if await communities.at(self.store, platform, room):
                return room
        return ""

    async def shown(self, where: Where) -> Any:
        """What stands under a reference: its community, subject and card; None for nothing of ours."""
        return await outbox.shown_at(self.store, *where)

    async def card(self, where: Where) -> Card | None:
        """The card that stands under a reference."""
        found = await self.shown(where)
        return Card.load(found.card) if found else None

    async def keep(self, community: str, where: Where, card: Card) -> None:
        """Remember an answer, so that its buttons mean something after a restart; files are not kept."""
        await outbox.answered(self.store, community, where, replace(card, files=()).dump())

    async def community(self, event: Event) -> str:
        """The community of an act: the one that lives in its place, else the one whose card it was on."""
        here = await communities.at(self.store, event.platform, event.room)
        return here or await outbox.community_of(self.store, event.platform, event.room, event.card) or ""

    async def home(self, platform: str, account: str, ref: str = "") -> tuple[str, list[str]]:
        """The community that somebody speaks to in a 1:1 room, and its places there; '' if that is not clear.

        `ref` is the card that they act on, if they do.
        """
        named = await outbox.community_of(self.store, platform, f"@{account}", ref)
        if not named:
            every = await homes.of(self.store, platform, account)
            clear = len(every) == 1 or (every and every[0].chosen)
            named = every[0].id if clear else ""
        if not named:
            return "", []
        async with self.store.read(named) as look:
            return named, [room for on, room in await communities.places(look) if on == platform]

    async def knows(self, platform: str, account: str) -> bool:
        """Whether somebody is a member of any community."""
        return bool(await homes.of(self.store, platform, account))

    async def asking(self, platform: str, account: str) -> Card | None:
        """The question which community is meant; None for who belongs to none, or to one only."""
        every = await homes.of(self.store, platform, account)
        if len(every) < 2:
            return None
        every.sort(key=lambda one: (one.name, one.id))
        buttons = tuple(
            Button(one.name, Call(CHOOSE, (("id", one.id),)), f"{number}\ufe0f\u20e3")
            for number, one in enumerate(every[:9], 1)
        )
        body = (
            "You belong to several communities. Which one do you mean in this room? `community` asks again."
        )
        return Card(body, buttons=buttons, private=True)

    async def choose(self, platform: str, account: str, community: str) -> Card:
        """Remember which community is meant."""
        every = {one.id: one.name for one in await homes.of(self.store, platform, account)}
        if community not in every:
            return Card("You do not belong to that community any more.", tone="refusal", private=True)

        async def work(change: Change) -> None:
            if who := await members.find(change, platform, account):
                await homes.choose(change, platform, account, who.id)

        await self.store.act(community, work)
        return Card(f"In this room you speak to {every[community]} now.", private=True)

    async def moved(self, platform: str, old: str, new: str) -> int:
        """A room goes on as another one; how many open cards are posted there again."""
        found = await moving.of(self.store, platform, old)
        return sum(
            [
                await self.store.act(one, lambda change: moving.move(change, platform, old, new))
                for one in found
            ]
        )
