"""What hides in a text: letters set apart or turned round, codes, signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from rules import lexicon, tongues
from rules.lexicon.given import GIVEN

APART = re.compile(r"(?<!\w)(?:[^\W\d_][\s.·_*|/\-]{1,3}){5,}[^\W\d_](?!\w)")
CODES = re.compile(
    r"(?:%[0-9a-fA-F]{2}){3,}|(?:\\[ux]?[0-9a-fA-F]{2,4}){3,}|(?:&#x?[0-9a-fA-F]+;){2,}|(?:[01]{7,8}\s*){3,}"
    r"|(?:(?<!\d)\d{2,3}[\s,;\-]+){7,}\d{2,3}(?!\d)|(?:[.·\-–]{1,5}[\s/]+){6,}"
)
PAIR = r"(?:0x)?[0-9a-fA-F]{2}"
HEX = re.compile(
    rf"(?<!\w)(?=(?:{PAIR}[\s:,\-]+)*[0-9][a-fA-F])(?:{PAIR}[\s:,\-]+){{5,}}{PAIR}(?!\w)"
)  # in pairs, one of which is no number and no word
PACKED = re.compile(
    r"(?<![\w/])(?=[\w+/]*[a-z])(?=[\w+/]*[A-Z])(?=[\w+/]*[0-9])[A-Za-z0-9+/]{16,}={0,2}(?![\w/])|\w{10,}==?"
)
COMMENT = re.compile(r"<!--|<(?:span|div|font|p|details)\b[^>]*>|\[//\]:|\[comment\]:")
SHAPED = ("<wide>", "<font>", "<circle>", "<square>", "<small>", "<narrow>")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
LEET = re.compile(r"(?<!\w)(?=\w*[0-9])(?=\w*[a-z])[a-z0-9]{3,}(?!\w)")
DIGITS = str.maketrans("0134578", "oieastb")
MANY = 3  # words of a line that must mean something in another order of letters before it is one
UNSEEN = "it holds characters that nobody sees; type it again without them."


def unseen(line: str) -> bool:
    """Whether a line holds characters that nobody sees."""
    return any(unicodedata.category(one) in ("Cc", "Cf", "Co", "Cn") and one != "\t" for one in line)


def hidden(raw: str, flat: str) -> bool:
    """Whether something is written so that a reader passes over it."""
    return any(one(raw) for one in SIGNS) or _turned(flat)


def _looks(raw: str) -> bool:
    """Whether letters only look like others: of another alphabet within a word, or of another shape."""
    if any(unicodedata.decomposition(one).startswith(SHAPED) for one in raw if one.isalpha()):
        return True
    return any(len(set(_scripts(word))) > 1 for word in re.findall(r"[^\W\d_]+", raw))


def _scripts(word: str) -> Iterator[str]:
    for one in word:
        name = unicodedata.name(one, "")
        yield from (script for script in SCRIPTS if name.startswith(script))


SIGNS: tuple[Callable[[str], object], ...] = (
    APART.search,
    CODES.search,
    HEX.search,
    PACKED.search,
    COMMENT.search,
    _looks,
)


@cache
def _known() -> frozenset[str]:
    """Words of the four languages: those that every text needs, and those we look for."""
    said = " ".join(one for words in lexicon.VOCABULARIES.values() for one in words.values())
    whole = re.findall(r"(?<![\w*])[^\W\d_]{4,}(?![\w*])", said)
    return frozenset(whole) | GIVEN | frozenset().union(*tongues.COMMON.values())


def _turned(flat: str) -> bool:
    """Whether words of a line mean something only backwards, or with each letter moved on in the alphabet."""
    if len({one for one in LEET.findall(flat) if one.translate(DIGITS) in _known()}) >= MANY - 1:
        return True
    strange = {one for one in re.findall(r"[a-z]{4,}", flat) if one not in _known()}
    if len({one for one in strange if len(one) > MANY + 1 and one[::-1] in _known()}) >= MANY - 1:
        return True
    return len(strange) >= MANY and any(
        sum(one.translate(moved) in _known() for one in strange) >= MANY for moved in _moved()
    )


@cache
def _moved() -> tuple[dict[int, int], ...]:
    """For each number of steps what every letter becomes."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return tuple(str.maketrans(letters, letters[by:] + letters[:by]) for by in range(1, 26))
