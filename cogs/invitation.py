"""The card on which people are asked to found a community and to be its treasurers."""

from __future__ import annotations

from bot.card import Button, Card
from bot.command import Call
from storage import founding, members
from storage.store import Look

SIGNS = {founding.ACCEPTED: "✓", founding.OPEN: "…", founding.DECLINED: "✗"}
ACCEPT = Button("Accept", Call.to("role accept"), "✅")
DECLINE = Button("Decline", Call.to("role decline"), "❌")


async def invitation(look: Look) -> Card:
    """The card on which people accept, with who has."""
    wanted = await founding.planned(look) or {}
    offers = [one for one in await founding.offers(look) if one.state != founding.EXPIRED]
    names = await members.names(look, [one.member for one in offers])
    fields = [(role.capitalize() + "s", ", ".join(f"{names[one.member]} {SIGNS[one.state]}" for one in offers if one.role == role))
              for role in ("founder", "treasurer", "guardian")]  # fmt: skip
    waiting = tuple(sorted({one.member for one in offers if one.state == founding.OPEN}))
    body = (
        f"A {wanted['preset']} with the token {wanted['token']}: {wanted['rewards']:,} a month for rewards. "
        "Nobody is appointed unasked: if you are named here, please accept or decline."
    )
    return Card(
        body,
        title=f"Founding {wanted['name']}",
        fields=tuple((name, text) for name, text in fields if text),
        buttons=(ACCEPT, DECLINE) if waiting else (),
        mentions=waiting,
    )
