"""Which concepts a sentence speaks of, in four languages.

A vocabulary maps a concept to entries, parted by commas, in lower case and without accents. In an entry `word*` stands
for every word that begins so, `a/b` for either, `..3` for up to three words between, `#` for a number, `##` for one in
figures, and `quoted` for something in quotation marks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rules.lexicon import manner, orders, people

LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}
VOCABULARIES = {
    short: getattr(people, name).WORDS | getattr(orders, name).WORDS | getattr(manner, name).WORDS
    for short, name in LANGUAGES.items()
}
BETWEEN = r"[^\w\".;!?]"
GAP = r"[^\w\".,:;!?()]"
COUNTS = (
    "one two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty ninety hundred "
    "thousand zwei drei vier funf sechs sieben acht neun zehn zwolf funfzehn zwanzig dreissig vierzig funfzig hundert "
    "tausend un deux trois quatre cinq six sept huit neuf dix douze quinze vingt trente quarante cinquante cent mille "
    "dos tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta cuarenta cincuenta cien ciento mil"
)
DIGITS = r"[0-9][0-9.,']*"
SIGNS = {"#": rf"(?:{DIGITS}|{'|'.join(COUNTS.split())})", "##": DIGITS, "quoted": r"\"[^\"]{1,80}\""}


class Hit(NamedTuple):
    """Where in a sentence a concept is spoken of: its first character, and the one after its last."""

    start: int
    end: int

    def meets(self, other: Hit) -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """For each language one pattern a concept; compiled once, when the first prompt is read."""
    return {
        language: {concept: compiled(said) for concept, said in words.items()}
        for language, words in VOCABULARIES.items()
    }


def compiled(said: str) -> re.Pattern[str]:
    """One pattern for all entries of a concept."""
    entries = {" ".join(one.split()) for one in said.split(",") if one.strip()}
    return re.compile("|".join(_entry(one) for one in sorted(entries, key=lambda one: (-len(one), one))))


def _entry(entry: str) -> str:
    made, follows = "", ""
    for word in entry.split():
        if word.startswith(".."):
            made += rf"(?:{GAP}+\w+){{0,{word[2:]}}}?"
            continue
        made += follows + _word(word)
        follows = rf"{BETWEEN}{'*' if word.endswith(chr(39)) else '+'}"
    return rf"(?<!\w){made}" + ("" if entry.endswith(("%", "'", "quoted")) else r"(?!\w)")


def _word(word: str) -> str:
    if word in SIGNS:
        return SIGNS[word]
    either = [re.escape(one).replace(r"\*", r"\w*").replace(r"\#", SIGNS["#"]) for one in word.split("/")]
    return f"(?:{'|'.join(either)})" if len(either) > 1 else either[0]


def hits(sentence: str, language: str) -> dict[str, list[Hit]]:
    """The concepts of a sentence in a language, each with every place where it stands."""
    found = {
        concept: [Hit(*one.span()) for one in pattern.finditer(sentence)]
        for concept, pattern in patterns()[language].items()
    }
    return {concept: places for concept, places in found.items() if places}
