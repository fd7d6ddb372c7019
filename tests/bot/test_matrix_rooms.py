"""Whose power counts on Matrix, and which space a room is in."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from bot.adapters.matrix.rooms import PINNED, Room, Rooms

ANA, BEN = "@ana:here", "@ben:here"


def state(kind: str, content: Any, key: str = "", sender: str = ANA) -> dict[str, Any]:
    return {"type": kind, "state_key": key, "sender": sender, "content": content}


def room(version: str = "11", levels: Any = None, **create: Any) -> Room:
    found = Room("!r")
    found.take(state("m.room.create", {"room_version": version} | create))
    if levels is not None:
        found.take(state("m.room.power_levels", levels))
    return found


@pytest.mark.parametrize(
    ("version", "levels", "create", "ana", "ben"),
    [
        ("11", None, {}, 100, 0),  # before anybody has said who may what
        ("11", {"users": {ANA: 100, BEN: 50}}, {}, 100, 50),
        ("11", {"users": {BEN: "50"}, "users_default": 10}, {}, 10, 50),  # text, as old rooms have it
        ("11", {"users": {BEN: "much"}}, {}, 0, 0),
        ("11", {"users": "nobody"}, {}, 0, 0),
        ("12", {"users": {BEN: 50}}, {}, inf, 50),
        ("12", {"users": {}}, {"additional_creators": [BEN]}, inf, inf),
        ("12", {"users": {}}, {"additional_creators": "odd"}, inf, 0),
        ("11", {"users": {}}, {"additional_creators": [BEN]}, 0, 0),  # of no meaning before version 12
    ],
)
def test_power(version: str, levels: Any, create: dict[str, Any], ana: float, ben: float) -> None:
    found = room(version, levels, **create)
    assert (found.level(ANA), found.level(BEN)) == (ana, ben)


@pytest.mark.parametrize(
    ("levels", "needed"),
    [
        ({}, 50),
        ({"state_default": 20}, 20),
        ({"events": {"m.room.pinned_events": 0}, "state_default": 20}, 0),
        ({"events": "odd"}, 50),
    ],
)
def test_power_that_pinning_takes(levels: dict[str, Any], needed: float) -> None:
    assert room(levels=levels).needed_to_put(PINNED) == needed


def test_a_demotion_by_leaving_somebody_out_is_seen() -> None:
    found = room(levels={"users": {BEN: 50}})
    found.take(state("m.room.power_levels", {"users": {}}))
    assert found.level(BEN) == 0


@pytest.mark.parametrize("event", [state("m.room.name", "text"), {"type": "m.room.name", "content": {}}])
def test_odd_state_changes_nothing(event: dict[str, Any]) -> None:
    found = room()
    found.take(event)
    assert found.name == "!r"


async def nowhere(rooms: Any) -> str:
    return ""


async def test_a_room_is_in_a_space_if_both_say_so() -> None:
    rooms = Rooms(None, nowhere)  # type: ignore[arg-type]  # nothing is asked of the server
    rooms.take("!space", [state("m.space.child", {"via": ["here"]}, "!a"), state("m.space.child", {}, "!b")])
    rooms.take("!a", [state("m.space.parent", {"via": ["here"]}, "!space")])
    rooms.take("!b", [state("m.space.parent", {"via": ["here"]}, "!space")])  # taken out of the space
    rooms.take("!c", [state("m.space.parent", {"via": ["here"]}, "!space")])  # never let in
    rooms.take("!d", [state("m.space.parent", {"via": ["here"]}, "!elsewhere")])  # a space we are not in
    assert [await rooms.place(one) for one in ("!a", "!b", "!c", "!d")] == ["!space", "!b", "!c", "!d"]


async def test_a_room_in_which_a_community_lives_stays_its_place() -> None:
    async def first(rooms: Any) -> str:
        return str(rooms[0])

    rooms = Rooms(None, first)  # type: ignore[arg-type]
    rooms.take("!space", [state("m.space.child", {"via": ["here"]}, "!a")])
    rooms.take("!a", [state("m.space.parent", {"via": ["here"]}, "!space")])
    assert await rooms.place("!a") == "!a"
