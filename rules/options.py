"""Options: two to ten short texts that people choose among (RULES 4, 7)."""

import re
from collections import Counter
from collections.abc import Sequence

from rules.errors import Refusal
from rules.outcomes import LEAST, MOST

LONGEST = 60
KEYS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣", "🔟")
HOW = "Write them with ; between them, as in Oak; Lime; Birch."
MEANT = ("blank", "none")  # what these words mean on a ballot
SIGNS = re.compile(r"[-+~#0-9\s,:>]+")


def read(text: str) -> tuple[str, ...]:
    """The options of a vote; Refusal where one could be mistaken for something else on a ballot."""
    found = check(split(text), "A vote", HOW)
    for place, one in enumerate(found, 1):
        if one.casefold() in MEANT:
            raise Refusal(
                f"An option cannot be called {one!r}: on a ballot that word means something else. Write for example None of these."
            )
        if SIGNS.fullmatch(one) and not _harmless(one, place, len(found)):
            raise Refusal(f"The option {one!r} looks like a ballot; put a word to it, as in {one} days.")
    return found


def split(text: str) -> tuple[str, ...]:
    """What stands between semicolons or on lines of its own."""
    parts = (" ".join(part.split()) for part in re.split(r"[;\n]", text))
    return tuple(one for one in parts if one)


def check(found: Sequence[str], of: str, how: str) -> tuple[str, ...]:
    """The same options, where there are enough, none is too long and all differ; Refusal otherwise."""
    if not LEAST <= len(found) <= MOST:
        raise Refusal(f"{of} has {LEAST} to {MOST} options, and I see {len(found)}. {how}")
    if long := next((one for one in found if len(one) > LONGEST), ""):
        raise Refusal(f"The option {long[:30]!r}… is too long; at most {LONGEST} characters fit.")
    twice = [one for one, times in Counter(one.casefold() for one in found).items() if times > 1]
    if twice:
        raise Refusal(f"The option {twice[0]!r} is there twice; every option must differ.")
    return tuple(found)


def _harmless(one: str, place: int, options: int) -> bool:
    """Whether a number is not that of another option, such as 2027, or 2 in the second place."""
    return re.fullmatch("[0-9]+", one) is not None and (one == str(place) or not 1 <= int(one) <= options)
