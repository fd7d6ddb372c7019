"""One act in one world: it is allowed, or one sentence comes back and nothing has changed."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.card import Card
from bot.command import Event
from tests.registry import worlds
from tests.registry.worlds import Eye

COUNTED = ("link enter", "join")  # a wrong code counts as a try, or strangers could go on guessing
SENTENCE = re.compile(r"[^\n]{8,400}[.?]`?")


class Trial:
    """A world that is put back after each act that changed it."""

    def __init__(self, eye: Eye) -> None:
        self.eye, self.app = eye, eye.app
        self.acts = 0

    async def act(self, who: Event, line: str) -> Card:
        """Type a line; a preview counts as an answer, and confirming it is an act of its own."""
        self.acts += 1
        people = {f"<terminal:{name}>": name for name in worlds.PEOPLE.split()}
        event = replace(who, id=f"act-{self.acts}", people=people)
        card = await self.app.table.say(event, line)
        await self._judged(line, card)
        if card.tone == "preview":
            call = card.buttons[0].call
            card = await self.app.table.run(replace(event, id=f"act-{self.acts}-again"), call)
            assert card.tone not in ("error", "preview"), (line, card)
        if self.eye.moved():
            self.eye.put_back()
        return card

    async def _judged(self, line: str, card: Card) -> None:
        assert card.tone != "error", (line, card)
        if card.tone == "refusal":
            changed = await self.eye.changed()
            assert not changed or line.startswith(COUNTED), f"{line}: refused, and yet something changed"
            assert SENTENCE.fullmatch(card.body), (line, card.body)
            assert card.private
