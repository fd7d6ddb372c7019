"""Emoji as keys: every shade of one is the same choice."""

from __future__ import annotations

from bot.card import bare

SKIN = dict.fromkeys(range(0x1F3FB, 0x1F400))
DIGITS = tuple(f"{number}\ufe0f\u20e3" for number in range(1, 10))


def plain_key(emoji: str) -> str:
    """An emoji without skin tone and variation."""
    return bare(emoji.translate(SKIN))
