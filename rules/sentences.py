"""The sentences of a prompt, each with the line where it begins and as it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

ENDS = re.compile(r"(?<=[^\d\s][.!?])[\"»”“)*_]*\s+|(?<=[^\s][.!?][\"»”“)])\s+|(?<=[.!?])\s*\n")
BEGINS = re.compile(r"\s*(?:[-*#>|•–—]|\d+[.)])\s|\s*\|")
QUOTES = re.compile(r"[“”„«»‹›‟\"]+|''")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the line where it begins, counted from 1, what stands there, and the same in plain letters."""

    line: int
    raw: str
    flat: str


def read(text: str) -> list[Sentence]:
    """All sentences in order; a line that goes on in the next one is read on."""
    found = []
    for number, block in _blocks(text.splitlines()):
        at = 0
        for raw in ENDS.split(block):
            if flat := plain(raw):
                place = block.find(raw, at)
                found.append(Sentence(number + block[:place].count("\n"), raw.strip(), flat))
                at = place + len(raw)
    return found


def plain(line: str) -> str:
    """A line as it is read: lower case without accents, one space between words, without marks of emphasis."""
    bare = unicodedata.normalize("NFKD", line).casefold()
    bare = "".join(one for one in bare if not unicodedata.combining(one)).replace("ı", "i").replace("œ", "oe")
    bare = QUOTES.sub('"', bare.replace("’", "'").replace("`", "'")).replace("n't", " not")
    return " ".join(re.sub(r"[*_~]{1,3}(?=\w)|(?<=\w)[*_~]{1,3}", "", bare).split())


def _blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Lines that are read as one, with the number of the first of them."""
    block: list[str] = []
    for number, line in enumerate(lines, 1):
        if block and (not line.strip() or BEGINS.match(line) or block[-1].lstrip().startswith("#")):
            yield number - len(block), "\n".join(block)
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield len(lines) - len(block) + 1, "\n".join(block)
