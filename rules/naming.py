"""Words in a sentence that look like somebody's name, also where we do not know who is a member."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules import tongues
from rules.lexicon.given import GIVEN
from rules.sentences import plain

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
BEGINS = re.compile(r"(?:.*[:.!?|•–—-]\s*)?[\s#>*+|\d.)\"“„«'(\[_-]*", re.DOTALL)
OWN = re.compile(r"['’]s?\s+\w")
GENITIVE = re.compile(r"s\s+[A-ZÄÖÜ]\w")
OFF = re.compile(r"\b(?:des|eines|jedes|dieses|ihres|seines|unseres|\w+en|\w+er)\s+$")
CAPITALS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december i english german french spanish italian portuguese chinese japanese russian
    latin europe european african american asian christmas easter discord matrix github gitlab telegram slack python
    rust linux windows wikipedia internet bitcoin ethereum markdown json api sdk ui ux faq pdf dao nft m01 euro dollar
    christian muslim jewish spanisch englisch deutsch jedes alles dieses jenes etwas nichts eines unseres meines
    ihres solches manches mehreres anderes eigenes welches großes kleines neues gutes erstes
"""  # words that are written with a capital and are no names
COMMON = frozenset(CAPITALS.split())


def names(sentence: str, *, german: bool) -> Iterator[str]:
    """The words that look like the name of a person, as they are written."""
    for one in WORD.finditer(sentence):
        word = one[0]
        if not word[0].isupper() or word.isupper() or word.lower() in COMMON or _common(word):
            continue
        if _given(word) or _placed(sentence, one, german=german):
            yield word


def _common(word: str) -> bool:
    flat = plain(word)
    return any(flat in common for common in tongues.COMMON.values())


def _given(word: str) -> bool:
    flat = plain(word)
    return flat in GIVEN or (flat.endswith("s") and flat[:-1] in GIVEN)


def _placed(sentence: str, word: re.Match[str], *, german: bool) -> bool:
    """Whether a word stands where names stand: whose work it is, or a capital within a sentence."""
    before, after = sentence[: word.start()], sentence[word.end() :]
    if german:
        return bool(GENITIVE.match(word[0][-1] + after)) and not OFF.search(before)
    return bool(OWN.match(after)) or not BEGINS.fullmatch(before)
