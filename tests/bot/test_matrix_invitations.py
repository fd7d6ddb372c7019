"""Whose invitations are accepted, and what nio leaves of one."""

from __future__ import annotations

import pytest
from nio import InviteEvent

from bot.adapters.matrix.client import Doors
from bot.adapters.matrix.sync import stripped

DOORS = Doors(rooms=("!a:here", "#hall:here"), inviters=("@ana:there",), servers=("here",))


@pytest.mark.parametrize(
    ("room", "inviter", "accepted"),
    [
        ("!a:here", "@anybody:evil", True),
        ("#hall:here", "@anybody:evil", True),
        ("!b:here", "@ana:there", True),
        ("!b:here", "@ben:here", True),
        ("!b:here", "@ben:there", False),
        ("!b:here", "@ben:here.evil", False),
        ("!b:here", "@here:evil", False),
        ("", "", False),
    ],
)
def test_whose_invitation_is_accepted(room: str, inviter: str, accepted: bool) -> None:
    assert DOORS.open(room, inviter) is accepted


def test_by_default_nobody_s_is() -> None:
    assert not Doors().open("!a:here", "@ana:here")
    assert not Doors().open("", "")


def test_the_content_of_an_invitation_is_found() -> None:
    content = {"membership": "invite", "is_direct": True}
    event = InviteEvent.parse_event(
        {"type": "m.room.member", "sender": "@ana:here", "state_key": "@bot:here", "content": dict(content)}
    )
    assert stripped(event)["content"] == content
    alias = InviteEvent.parse_event(
        {
            "type": "m.room.canonical_alias",
            "sender": "@ana:here",
            "state_key": "",
            "content": {"alias": "#h:h"},
        }
    )
    assert stripped(alias)["content"] == {"alias": "#h:h"}
