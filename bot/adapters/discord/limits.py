"""What Discord takes at most, and how a text is cut so that it never takes less than it could."""

from __future__ import annotations

from collections.abc import Iterator

TITLE, DESCRIPTION, EMBEDS, ALL_EMBEDS = 256, 4096, 10, 6000
BUTTONS, LABEL = 25, 80
CUSTOM_ID, CHOICES, CHOICE, ABOUT = 100, 25, 100, 100
FIELDS, FIELD_TEXT, FIELD_LABEL, FORM_TITLE = 5, 4000, 45, 45
THREAD_NAME, NONCE, FILES, ALT = 100, 25, 10, 1024
FENCE = "```"


def short(text: str, most: int) -> str:
    """The text, or its beginning and a sign that more was there."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def pieces(lines: list[str], most: int) -> Iterator[str]:
    """Lines joined into texts of at most `most` characters; a code block that is cut is closed and opened again."""
    held: list[str] = []
    size, inside = 0, False
    for line in (part for whole in lines for part in _parts(whole, most - 2 * len(FENCE) - 4)):
        room = most - (len(FENCE) + 1 if inside or line == FENCE else 0)
        if held and size + len(line) + 1 > room:
            yield _closed(held, inside=inside)
            held, size = ([FENCE], len(FENCE) + 1) if inside else ([], 0)
        held.append(line)
        size += len(line) + 1
        inside ^= line == FENCE
    if held:
        yield _closed(held, inside=inside)


def _closed(held: list[str], *, inside: bool) -> str:
    return "\n".join([*held, *([FENCE] if inside else [])])


def _parts(line: str, most: int) -> Iterator[str]:
    """A line that is too long, in pieces that end between words where they can."""
    while len(line) > most:
        cut = line.rfind(" ", most // 2, most)
        cut = cut if cut > 0 else most
        yield line[:cut]
        line = line[cut:].lstrip()
    yield line
