"""Ballots among options: how each form is typed, kept and counted (RULES 4)."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import isqrt
from typing import Any

from rules import ranked
from rules.errors import Refusal
from rules.outcomes import LEAST, MOST, Result, first, found
from rules.split import largest_remainder

ROOT = 10**36  # roots are scaled by 10^18
HEAVIEST = 1000
BLANK = "blank"
SIGNS = (">", ",", ";", ":")  # what stands between the parts of a ballot
SPLITTING = "Quadratic counting rewards whoever splits power over several accounts: 4 of 4 count for more than one of 16."

Value = list[int] | dict[str, int]  # plain JSON: numbers of options, or weights by them; [] is blank


class Form(StrEnum):
    """The forms of a `signal` that has options."""

    SINGLE = "single"
    APPROVAL = "approval"
    WEIGHTED = "weighted"
    QUADRATIC = "quadratic"
    RANKED = "ranked"
    COPELAND = "copeland"


WEIGHING = (Form.WEIGHTED, Form.QUADRATIC)
RANKING = (Form.RANKED, Form.COPELAND)
HOW = {
    Form.SINGLE: "Write one option, such as 2, or blank.",
    Form.APPROVAL: "Write all options you approve of, such as 1, 3, or blank.",
    Form.WEIGHTED: "Write options with their weights, such as 1:2 3:1, or blank.",
    Form.QUADRATIC: "Write options with their weights, such as 1:2 3:1, or blank.",
    Form.RANKED: "Write options from the best on, such as 2>1>3, as many as you like, or blank.",
    Form.COPELAND: "Write options from the best on, such as 2>1>3, as many as you like, or blank.",
}


def read(form: Form, text: str, options: Sequence[str]) -> Value:
    """The ballot that is meant, by numbers or words of options; Refusal says what would work."""
    text = " ".join(text.split())
    if text.casefold() == BLANK:
        return []
    if not text:
        raise Refusal(f"The ballot is empty. {HOW[form]}")
    if form in WEIGHING:
        return _weights(form, text, options)
    parts = [text] if form is Form.SINGLE or _place(text, options) else _parts(text, form in RANKING)
    chosen = [_option(form, part, options) for part in parts]
    _once(form, chosen)
    return chosen if form in RANKING else sorted(chosen)


def told(form: Form, choice: str, rest: str, options: Sequence[str]) -> tuple[Value, str]:
    """The ballot and the reason that are meant by the first argument and what follows it.

    A ballot may go on there, as in `2 > 1 because it lasts`; what looks like more of it is never a reason.
    """
    words = rest.split()
    for size in range(len(words), -1, -1):
        ballot, why = " ".join([choice, *words[:size]]), " ".join(words[size:])
        if why and (ballot.endswith(SIGNS) or re.match(rf"[{''.join(SIGNS)}0-9]", why)):
            continue
        try:
            return read(form, ballot, options), why
        except Refusal:
            continue
    return read(form, f"{choice} {rest}", options), ""


def altered(value: Value | None, turn: str, option: int) -> Value | None:
    """A ballot after an option was put on it (`+`), taken off (`-`) or either (`~`); None is no ballot.

    The last option that comes off takes the ballot back.
    """
    there = {int(one) for one in value or ()}
    off = turn == "-" or (turn == "~" and option in there)
    if (option in there) != off:
        return value
    return sorted(there - {option} if off else there | {option}) or None


def shown(form: Form, value: Value) -> str:
    """A ballot as it would be typed."""
    if not value:
        return BLANK
    if isinstance(value, dict):
        return " ".join(f"{option}:{weight}" for option, weight in value.items())
    return (" > " if form in RANKING else ", ").join(map(str, value))


def _parts(text: str, ranking: bool) -> list[str]:
    """The options of a list, between signs where there are any, else between spaces."""
    for signs in (">", ",;") if ranking else (",;",):
        if any(sign in text for sign in signs):
            return [part.strip() for part in re.split(f"[{signs}]", text.strip(f"{signs} "))]
    return text.split()


def _weights(form: Form, text: str, options: Sequence[str]) -> Value:
    parts = [text] if _place(text, options) else _parts(re.sub(r" ?: ?", ":", text), ranking=False)
    given = [_weight(form, part, options) for part in parts]
    _once(form, [option for option, _ in given])
    if not any(weight for _, weight in given):
        raise Refusal(f"No option has a weight. {HOW[form]}")
    return {str(option): weight for option, weight in sorted(given) if weight}


def _weight(form: Form, part: str, options: Sequence[str]) -> tuple[int, int]:
    """An option and its weight; 1 where none is written."""
    name, colon, weight = part.rpartition(":")
    if not colon or _place(part, options):
        return _option(form, part, options), 1
    if not re.fullmatch(r"[0-9]{1,9}", weight) or int(weight) > HEAVIEST:
        raise Refusal(
            f"A weight is a whole number up to {HEAVIEST:,}, and {weight[:20]!r} is not. {HOW[form]}"
        )
    return _option(form, name, options), int(weight)


def _place(text: str, options: Sequence[str]) -> int:
    """The number of the option that is meant by its number or its words; 0 if there is none."""
    wanted = text.strip().removeprefix("#")
    if re.fullmatch(r"[0-9]{1,2}", wanted) and 1 <= int(wanted) <= len(options):
        return int(wanted)
    words = [" ".join(one.casefold().split()) for one in options]
    for word in (wanted.casefold(), wanted.casefold().replace(":", ": ")):
        if word in words:
            return words.index(word) + 1
    return 0


def _option(form: Form, text: str, options: Sequence[str]) -> int:
    place = _place(text, options)
    if not place:
        named = "; ".join(f"{number} {one}" for number, one in enumerate(options, 1))
        raise Refusal(f"{text[:40]!r} is none of the options: {named}. {HOW[form]}")
    return place


def _once(form: Form, chosen: Sequence[int]) -> None:
    for option in chosen:
        if chosen.count(option) > 1:
            raise Refusal(f"Option {option} is there twice. {HOW[form]}")


def kept(text: str) -> Value:
    """A ballot from how it is kept."""
    value: Value = json.loads(text)
    return value


def check(form: Form, value: Any, options: int) -> None:
    """Check a ballot that was kept; ValueError if `read` could not have made it."""
    if not LEAST <= options <= MOST:
        raise ValueError("There are 2 to 10 options.")
    if value and not _good(form, value, options):
        raise ValueError(f"That is no {form} ballot.")


def _good(form: Form, value: Any, options: int) -> bool:
    if not isinstance(value, Mapping if form in WEIGHING else list | tuple):
        return False
    numbers = [int(option) for option in value]
    if form is Form.SINGLE and len(numbers) != 1:
        return False
    if isinstance(value, Mapping) and not all(0 < weight <= HEAVIEST for weight in value.values()):
        return False
    return len(set(numbers)) == len(numbers) and all(1 <= one <= options for one in numbers)


def tally(form: Form, options: int, ballots: Iterable[tuple[Any, int]]) -> Result:
    """Count ballots with their powers; the order of ballots changes nothing.

    ValueError for a ballot that is none of this form, or for a negative power.
    """
    kept = list(ballots)
    for value, power in kept:
        check(form, value, options)
        if power < 0:
            raise ValueError("Power is not negative.")
    if form is Form.RANKED:
        return ranked.run_off(options, kept)
    if form is Form.COPELAND:
        return ranked.copeland(options, kept)
    count = {Form.WEIGHTED: _weighted, Form.QUADRATIC: _quadratic}.get(form, _chosen)
    return count(options, kept)


def _chosen(options: int, ballots: Sequence[tuple[Any, int]]) -> Result:
    """Single and approval: the whole power for each option that is named."""
    scores = [0] * options
    for value, power in ballots:
        for option in value:
            scores[option - 1] += power
    return found(scores, first(scores), _cast(ballots))


def _weighted(options: int, ballots: Sequence[tuple[Any, int]]) -> Result:
    scores = [0] * options
    for value, power in ballots:
        for option, share in _shares(value, power).items():
            scores[option - 1] += share
    return found(scores, first(scores), _cast(ballots))


def _quadratic(options: int, ballots: Sequence[tuple[Any, int]]) -> Result:
    """The power of all ballots that name an option, divided by the squared sums of roots.

    First is who has the largest sum, for division rounds. Each root is floored, so sums that are no further
    apart than there are roots are level.
    """
    roots, added, power_named = [0] * options, 0, 0
    for value, power in ballots:
        power_named += power if value else 0
        for option, share in _shares(value, power).items():
            roots[option - 1] += isqrt(share * ROOT)
            added += 1
    squares = {place: root * root for place, root in enumerate(roots, 1)}
    scores = largest_remainder(power_named, squares)
    return found(scores.values(), first(roots, within=added), _cast(ballots), SPLITTING)


def _shares(value: Any, power: int) -> dict[int, int]:
    """One ballot's power divided by its weights."""
    return largest_remainder(power, {int(option): weight for option, weight in dict(value).items()})


def _cast(ballots: Iterable[tuple[Any, int]]) -> int:
    return sum(power for _, power in ballots)
