"""Polls: what is asked, who counts, and what comes out. They count heads and bind nothing (RULES 7)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rules import options as offered
from rules.errors import Refusal
from rules.wording import count, listed

LONGEST_QUESTION = 200
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=90)
USUAL = timedelta(days=3)
HOW = "Write the question, then the options with ; between them, as in `poll new Tea or coffee? Tea; Coffee`."


def read(text: str, options: str = "") -> tuple[str, tuple[str, ...]]:
    """The question and its options. In one text the question ends at its `?`, else at the first `;`."""
    if not options:
        text, options = _divided(text)
    question = " ".join(text.strip(' ";').split())
    return _question(question), offered.check(offered.split(options), "A poll", HOW)


def _divided(text: str) -> tuple[str, str]:
    if text.startswith('"') and '"' in text[1:]:
        question, _, rest = text[1:].partition('"')
        return question, rest
    question, mark, rest = text.partition("?")
    if mark and ";" not in question:
        return f"{question}?", rest.lstrip("?")
    question, _, rest = text.partition(";")
    return question, rest


def _question(text: str) -> str:
    if not any(sign.isalnum() for sign in text):
        raise Refusal(f"The question is missing. {HOW}")
    if len(text) > LONGEST_QUESTION:
        raise Refusal(f"The question has {len(text)} characters; at most {LONGEST_QUESTION} fit.")
    return text


def lasts(length: timedelta) -> timedelta:
    """How long it may be open; Refusal otherwise."""
    if not SHORTEST <= length <= LONGEST:
        raise Refusal("A poll is open for 5 minutes to 90 days; write for example closes=3d.")
    return length


def choice(text: str, options: Sequence[str]) -> int:
    """The number of the option that is meant, by its number or its words; Refusal names the numbers."""
    wanted = text.strip().lstrip("#")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 3 and 1 <= int(wanted) <= len(options):
        return int(wanted)
    places = [place for place, one in enumerate(options, 1) if one.casefold() == wanted.casefold()]
    if places:
        return places[0]
    named = "; ".join(f"{place} {one}" for place, one in enumerate(options, 1))
    raise Refusal(f"Choose one of the numbers: {named}. Or none, to take your vote back.")


def counted(options: int, votes: Mapping[int, int]) -> tuple[int, ...]:
    """Votes for each option in order, from votes by the number of the option."""
    return tuple(votes.get(place, 0) for place in range(1, options + 1))


def outcome(options: Sequence[str], counts: Sequence[int]) -> str:
    """What came out, in one sentence."""
    total, most = sum(counts), max(counts)
    if not total:
        return "Nobody voted."
    ahead = [one for one, number in zip(options, counts, strict=True) if number == most]
    if len(ahead) > 1:
        return f"{listed(ahead)} are level with {count(most, 'vote')} each."
    return f"{ahead[0]} has the most votes: {most:,} of {total:,}."
