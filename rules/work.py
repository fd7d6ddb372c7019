"""What a logged contribution may hold: a link, a category, the time it took (RULES 7)."""

import re
from fractions import Fraction

from rules import moments
from rules.errors import Refusal

LONGEST_LINK, LONGEST_CATEGORY = 300, 30
MOST_HOURS = 744  # a month has no more

_LINK = re.compile(r"https?://[^\s/?#<>\"@:]+(:[0-9]{1,5})?([/?#][^\s<>\"]*)?", re.IGNORECASE)
_CATEGORY = re.compile(r"\w[\w /&+-]*")
_HOURS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?", re.ASCII)


def link(text: str) -> str:
    """A web address as it was typed; Refusal for anything a browser would not open."""
    if len(text) > LONGEST_LINK:
        raise Refusal(
            f"The link has {len(text):,} characters; at most {LONGEST_LINK} fit, so take a shorter one."
        )
    if not _LINK.fullmatch(text):
        raise Refusal("A link begins with https:// or http://, has no spaces, and holds no password.")
    return text


def category(text: str) -> str:
    """A category in small letters: one or a few words."""
    name = " ".join(text.lower().split())
    if len(name) > LONGEST_CATEGORY or not _CATEGORY.fullmatch(name):
        raise Refusal(f"A category is a word or two of at most {LONGEST_CATEGORY} characters, such as docs.")
    return name


def minutes(text: str) -> int:
    """Read hours such as 3 or 1.5, or a duration such as 90m; whole minutes, at least one."""
    found = Fraction(text) * 60 if _HOURS.fullmatch(text) else Fraction(_duration(text), 60)
    if found > MOST_HOURS * 60:
        raise Refusal(f"A month has at most {MOST_HOURS} hours; log what this one piece of work took.")
    if found < 1:
        raise Refusal("The time must be at least a minute; leave it out if it does not matter.")
    return int(found)


def _duration(text: str) -> int:
    try:
        return int(moments.duration(text).total_seconds())
    except Refusal:
        raise Refusal("Write the time in hours, such as 3 or 1.5, or like 90m.") from None


def took(length: int) -> str:
    """Minutes as people say them: 9 h, 1 h 30 min, 45 min."""
    hours, rest = divmod(length, 60)
    return " ".join([*([f"{hours:,} h"] if hours else []), *([f"{rest} min"] if rest else [])])


def short(text: str, most: int = 280) -> str:
    """A text on one line of a list, cut where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
