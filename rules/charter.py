"""The charter: numbered articles in plain words that a community begins with and amends one by one (RULES 4)."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rules.errors import Refusal
from rules.ledger import canonical

LONGEST = 2000  # characters of an article
MOST = 40  # articles
NO_PURPOSE = "What it is for, its members write here: a proposal changes this article."
HEADING = re.compile(r"^## \d+\. (.+)$", re.MULTILINE)
SLOT = re.compile(r"\{(name|token|purpose)\}")
ENDS = re.compile(r"(?<=[.!?])(?<!\n\d\.)\s+|\s*\n\s*")  # between sentences and lines


@dataclass(frozen=True, slots=True)
class Article:
    """What an article is called, and what it says."""

    name: str
    text: str


def read(page: str) -> list[Article]:
    """The articles of a page, in order; each begins with a heading such as `## 3. The token`."""
    _, *found = HEADING.split(page)
    return [Article(name, text.strip()) for name, text in zip(found[::2], found[1::2], strict=True)]


def filled(article: Article, name: str, token: str, purpose: str) -> Article:
    """An article with a community's own words in the places left for them."""
    words = {"name": name, "token": token, "purpose": purpose or NO_PURPOSE}
    return Article(article.name, SLOT.sub(lambda slot: words[slot[1]], article.text))


def fingerprint(hashes: Iterable[tuple[int, str]]) -> str:
    """The hash of a whole charter over the numbers and hashes of its articles."""
    return hashlib.sha256(canonical([list(one) for one in hashes]).encode()).hexdigest()


def fits(text: str) -> None:
    """Refusal where an article would say too much."""
    if len(text) > LONGEST:
        raise Refusal(
            f"An article has at most {LONGEST:,} characters, and this one has {len(text):,}; "
            "say it shorter, or make two of it."
        )


def mark(text: str) -> str:
    """What a proposal knows a text by: 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before: str, after: str) -> list[str]:
    """What differs between two texts, sentence by sentence: `-` was there, `+` is there instead."""
    old, new = parts(before), parts(after)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [f"-{one}" for one in old[a:b]] + [f"+{one}" for one in new[c:d]]
    return found


def parts(text: str) -> list[str]:
    """The sentences and lines of a text."""
    return [one for one in ENDS.split(text.strip()) if one]
