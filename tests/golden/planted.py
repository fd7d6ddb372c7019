"""Made-up names, handles, ids and addresses, put back where the data sets had real ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

CONSONANTS, VOWELS = "bdfghjklmnprtvwz", "aeiou"
HOLE = re.compile(r"\[(name|mention|addr|ens|email|url)\]")


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that a bot knows a member by."""

    name: str
    handle: str
    account: str
    wallet: str
    server: str

    @property
    def known(self) -> tuple[str, ...]:
        return self.name, self.handle, self.account, self.wallet, self.server

    def forms(self, kind: str) -> tuple[str, ...]:
        """How people write it, by the kind of what was taken out."""
        return {
            "name": (self.name, self.name.upper(), f"{self.name}'s", self.handle),
            "mention": (f"@{self.handle}", f"<@{self.account}>", f"<@!{self.account}>", self.server),
            "addr": (self.wallet, f"{self.wallet[:6]}...{self.wallet[-4:]}"),
            "ens": (f"{self.handle}.eth",),
            "email": (f"{self.handle}@mail.example.org",),
            "url": (f"https://forum.example.org/u/{self.handle}?a=1", f"www.{self.handle}.org/about"),
        }[kind]


def word(drawn: str) -> str:
    """A name that can be spoken, from hexadecimal digits."""
    pairs = zip(drawn[::2], drawn[1::2], strict=True)
    return "".join(CONSONANTS[int(one, 16)] + VOWELS[int(other, 16) % 5] for one, other in pairs)


def person(pseudonym: str) -> Person:
    """A made-up person; the same pseudonym is always the same one."""
    drawn = sha256(f"person/{pseudonym}".encode()).hexdigest()
    first, last = word(drawn[:6]), word(drawn[6:14])
    account = str(10**17 + int(drawn[14:28], 16) % 10**17)
    return Person(
        f"{first.title()} {last.title()}",
        f"{first}_{drawn[28:32]}",
        account,
        f"0x{drawn[:40]}",
        f"@{first}.{drawn[32:36]}:chat.example.org",
    )


def people(pseudonyms: Iterable[str]) -> dict[str, Person]:
    """Somebody made up for every pseudonym."""
    return {one: person(one) for one in pseudonyms}


def filled(
    texts: Mapping[int, str], made: Iterable[Person], chance: random.Random
) -> tuple[dict[int, str], int]:
    """Texts with something in every hole, and how many holes there were."""
    folk, holes = list(made), 0

    def put(hole: re.Match[str]) -> str:
        nonlocal holes
        holes += 1
        return chance.choice(chance.choice(folk).forms(hole[1]))

    return {place: HOLE.sub(put, text) for place, text in texts.items()}, holes
