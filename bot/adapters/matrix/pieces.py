"""Cards that are longer than one event: where their further pieces stand, so that an edit does not send them again."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.adapters.matrix.draw import MARK
from bot.adapters.matrix.people import ref
from bot.adapters.matrix.wire import Json, Wire

KNOWN = 2000  # cards whose pieces are remembered
TOLD = ("body", "formatted_body")


@dataclass
class Standing:
    """What of a card stands after its first event: the mark of that one, and event and content of each piece by number."""

    mark: str
    pieces: dict[int, tuple[str, Json]] = field(default_factory=dict)

    def says(self, number: int, content: Json) -> bool:
        """Whether a piece says already what it should."""
        _, held = self.pieces[number]
        return all(held.get(one) == content.get(one) for one in TOLD)


class Pieces:
    """The pieces of the cards of one homeserver; those of an earlier run are looked for once."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.known: dict[str, Standing] = {}

    def keep(self, reference: str, standing: Standing) -> None:
        """Remember what was sent."""
        if len(self.known) >= KNOWN:
            del self.known[next(iter(self.known))]
        self.known[reference] = standing

    async def of(self, room: str, event: str, root: str) -> Standing:
        """The pieces of the card that begins with an event, in the thread of `root`."""
        reference = ref(room, event)
        if reference not in self.known:
            first = await self.wire.event(room, event)
            found = Standing(str((first.get("content") or {}).get(MARK) or ""))
            if found.mark:
                found.pieces = await self._look(room, root, found.mark)
            self.keep(reference, found)
        return self.known[reference]

    async def _look(self, room: str, root: str, mark: str) -> dict[int, tuple[str, Json]]:
        found: dict[int, tuple[str, Json]] = {}
        for event in await self.wire.thread(room, root):
            one = self.wire.plain(event, room)
            content = one.get("content") or {}
            head, _, number = str(content.get(MARK) or "").rpartition("-")
            if head == mark and number.isdigit() and one.get("sender") == self.wire.client.user_id:
                found[int(number)] = str(one["event_id"]), self.newest(event, room) or content
        return found

    def newest(self, event: Json, room: str) -> Json:
        """The content that an event was last edited to; {} if it was not."""
        edit = ((event.get("unsigned") or {}).get("m.relations") or {}).get("m.replace") or {}
        content = self.wire.plain(edit, room).get("content") or {} if edit else {}
        return dict(content.get("m.new_content") or {})
