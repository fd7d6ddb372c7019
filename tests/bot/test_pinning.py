"""A pinned card is pinned once, when it is posted; whatever goes wrong there, it is shown once and kept current."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.card import Card
from bot.surface import GoneError, LaterError, Spot
from storage import communities, outbox
from storage.store import Change
from tests.bot.test_delivery import Deaf
from tests.chat import Chat


class Board(Deaf):
    """A surface that finds what it has shown, and fails to pin as it is told to."""

    def __init__(self, *problems: Exception) -> None:
        super().__init__(0)
        self.problems = list(problems)
        self.marks: dict[str, str] = {}
        self.pinned: list[str] = []

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        self.marks[key] = await super().post(spot, card, key)
        return self.marks[key]

    async def find(self, spot: Spot, key: str) -> str | None:
        return self.marks.get(key)

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        if card.body == "lost":
            raise GoneError("deleted")
        return ref

    async def pin(self, ref: str) -> None:
        if self.problems:
            raise self.problems.pop(0)
        self.pinned.append(ref)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with Chat.open(f"sqlite:///{tmp_path}/pins.db") as chat:
        await chat.app.store.found("dao", lambda change: communities.bind(change, "matrix", "!garden"))
        yield chat


async def shown(chat: Chat, board: Board, body: str = "first") -> None:
    """Have the card say something, and let everything be delivered."""

    async def show(change: Change) -> None:
        await change.show("general", Card(body, pinned=True), subject="overview")

    chat.app.surfaces = chat.app.delivery.surfaces = {"matrix": board}
    await chat.app.store.act("dao", show)
    await chat.app.delivery.run()
    while due := await outbox.next_due(chat.app.store, ("matrix",)):
        chat.app.clock.move(due - chat.app.clock())
        await chat.app.delivery.run()


async def test_a_post_is_pinned_and_an_edit_is_not(chat: Chat) -> None:
    board = Board()
    for body in ("first", "second", "third"):
        await shown(chat, board, body)
    assert (board.shown, board.pinned) == (["first"], ["1"])


@pytest.mark.parametrize("problem", [LaterError(45), OSError("the process died")])
async def test_what_breaks_between_post_and_pin_is_made_up_for(chat: Chat, problem: Exception) -> None:
    board = Board(problem, problem)
    await shown(chat, board)
    assert (board.shown, board.pinned) == (["first"], ["1"]), "posted once, found again, pinned"


async def test_a_missing_right_holds_up_nothing(chat: Chat) -> None:
    board = Board(GoneError("no right"))
    await shown(chat, board)
    await shown(chat, board, "second")
    assert (board.shown, board.pinned) == (["first"], [])
    async with chat.app.store.read("dao") as look:
        assert (await outbox.latest(look, "overview"))["body"] == "second"


async def test_what_was_deleted_is_posted_and_pinned_anew(chat: Chat) -> None:
    board = Board()
    await shown(chat, board)
    await shown(chat, board, "lost")
    assert (board.shown, board.pinned) == (["first", "lost"], ["1", "2"])


async def test_a_surface_without_pins_shows_it_like_any_card(chat: Chat) -> None:
    deaf = Deaf(0)
    chat.app.surfaces = chat.app.delivery.surfaces = {"matrix": deaf}
    await chat.app.store.act(
        "dao", lambda change: change.show("general", Card("x", pinned=True), subject="x")
    )
    await chat.app.delivery.run()
    assert deaf.shown == ["x"]
