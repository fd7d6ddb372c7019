"""What a sentence of a prompt may not do: which concepts stand together in it, whatever the words (REWARDS 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from rules import lexicon, naming, tongues, weighing
from rules.lexicon import Hit
from rules.sentences import Sentence, plain

Concepts = Mapping[str, Sequence[Hit]]

PROMISE = "it promises somebody a score, or denies it; say which work counts more or less, whoever does it."
WORDS = "it rewards how a text is written or which words stand in it; say which work is meant."
TEXTS = "it would have the model follow texts, and they are only judged; say what is evidence of work."
ASIDE = "it would set other instructions aside; the frame always stands, so say what this community values."
FRAME = "it speaks of the frame, which no prompt changes; say what this community values."
FORM = "it says how to answer, and the frame fixes that; say what counts, not how it is written down."
SCALE = "it sets another scale, and the frame fixes the scale; say what counts more and what less."
SILENCE = "it asks for secrecy, and everybody reads how a month was judged; leave it out."
PLACE = "it sends the model elsewhere, and it sees nothing but the month; say here what stands there."
JUDGE = "it leaves the judgement to somebody; say what counts, and let the model judge."
PAST = "it pays for earlier months, and a month is judged by itself; leave it out."
RIVAL = "it stands in the way of another prompt, which the community may always adopt; leave it out."
REPEAT = "it asks to repeat the instructions; leave it out."
HIDDEN = "it hides words or asks to read them in another order; write plainly what is meant."
ROLE = "it gives the model another part to play; say what this community values."
MARKS = "it speaks of the marks that set texts apart, which are none of its business; leave it out."

HEAVY = "too much in it together fixes who gets what, or how to judge; say in fewer words which work counts."

WHO = "office|tenure|holder|voice|kind|someone|name"
CAUSES = "office|tenure|voice|someone|name"  # people rather than what they have or where they live
GAIN = "get|treat|amount|limit|ever|score|math"


@dataclass(frozen=True, slots=True)
class Concern:
    """Why a sentence cannot stay, and which concepts stand together in it, in this order if it is `ordered`.

    Each need names concepts of which one is enough; no two needs are met by the same words. `before` names concepts of
    which one stands in the sentence before, as in "Founders built this. They get double."
    """

    why: str
    needs: tuple[str, ...]
    before: str = ""
    ordered: bool = False
    plain: bool = False


CONCERNS: tuple[Concern, ...] = (
    Concern(PROMISE, (f"{WHO}|trait", "raise|rank", GAIN)),
    Concern(PROMISE, (WHO, "lower", GAIN)),
    Concern(PROMISE, (WHO, "limit", "amount|get|rank")),
    Concern(PROMISE, (WHO, "ever", "get")),
    Concern(PROMISE, (CAUSES, "get", "amount|limit|math")),
    Concern(PROMISE, ("office|tenure", "never", "get")),
    Concern(PROMISE, ("voice", "raise|lower|rank|limit|amount|get|score"), plain=True),
    Concern(PROMISE, (f"{CAUSES}|kind|trait", "favour")),
    Concern(PROMISE, (CAUSES, "figure", "get")),
    Concern(PROMISE, (CAUSES, "priced")),
    Concern(PROMISE, (WHO, "order"), plain=True),
    Concern(PROMISE, ("name", "lower|rank")),
    Concern(PROMISE, ("whoever|they", "limit", "amount|figure", "get|treat")),
    Concern(PROMISE, ("raise|lower|rank", "amount", "ever")),
    Concern(PROMISE, ("limit", "amount", "ever")),
    Concern(PROMISE, ("they", "raise|lower|rank", "get|treat|amount|ever"), before=WHO),
    Concern(PROMISE, ("they", "limit|ever|math", "get|amount"), before=WHO),
    Concern(PROMISE, ("office", "praise", "only")),
    Concern(PROMISE, ("raise", "they|treat|score|entry"), plain=True),
    Concern(PROMISE, ("rank", "get|score|raise|office"), plain=True),
    Concern(PROMISE, ("amount", "ever|limit|raise|lower|treat"), plain=True),
    Concern(PROMISE, ("get", "raise|math|limit"), plain=True),
    Concern(PROMISE, ("limit", "they|score"), plain=True),
    Concern(PROMISE, ("ever", "treat|office|raise|math"), plain=True),
    Concern(PROMISE, ("office", "raise"), plain=True),
    Concern(SCALE, ("quota!",)),
    Concern(WORDS, ("trigger", "text|whoever", "rank|raise|lower|limit|vouched")),
    Concern(WORDS, ("trigger", "rank|raise|lower|limit|vouched"), before="text"),
    Concern(WORDS, ("trigger", "rank|get|amount"), plain=True),
    Concern(WORDS, ("vouched", "text", "rank|raise|treat|get")),
    Concern(TEXTS, ("text|claim", "claim", "believe")),
    Concern(TEXTS, ("obey!",)),
    Concern(TEXTS, ("believe", "claim|entry"), plain=True),
    Concern(ASIDE, ("rules", "aside")),
    Concern(ASIDE, ("prompt", "prevail")),
    Concern(FRAME, ("frame!",)),
    Concern(FORM, ("answer", "shape"), ordered=True),
    Concern(FORM, ("shape!",)),
    Concern(SCALE, ("scale", "score|get|treat|whoever")),
    Concern(SCALE, ("scale!",)),
    Concern(SCALE, ("math", "score|amount")),
    Concern(SILENCE, ("hide", "public")),
    Concern(SILENCE, ("secret!",)),
    Concern(PLACE, ("place", "consult", "weights")),
    Concern(PLACE, ("consult", "weights|place|get"), plain=True),
    Concern(JUDGE, ("office|someone|name", "opinion", "decides")),
    Concern(PAST, ("past", "again")),
    Concern(RIVAL, ("change", "prompt", "lower|raise|ever|rank")),
    Concern(RIVAL, ("rival", "lower|raise|rank")),
    Concern(REPEAT, ("repeat", "told")),
    Concern(HIDDEN, ("code!",)),
    Concern(HIDDEN, ("cipher", "note")),
    Concern(HIDDEN, ("cipher",), before="note"),
    Concern(ROLE, ("role!",)),
    Concern(MARKS, ("marker", "touch")),
)

CLAUSES = re.compile(r"[,;:–—()]|\s-\s|\b(?:but|aber|sondern|mais|pero|sino)\b")
NEAR, AFTER = 40, 10  # characters before and after what a "not" denies
ACTS = (
    "raise lower rank math believe consult decides again praise trigger repeat prevail favour vouched quota!"
)
LEVELS = "limit amount ever get treat figure never"
FIXED = "limit ever aside hide only prevail secret! never"  # where a "not" is part of what is said and denies nothing
DENIED = frozenset(ACTS.split())  # what a "not" beside it takes back
LEVELLED = DENIED | frozenset(LEVELS.split())  # what "like any other" takes back
FIGURES = {
    "figure": re.compile(r"(?<![\w.])[0-9][0-9.,']*(?!\w)"),
    "priced": re.compile(r"[:=|] ?[0-9][0-9.,']*(?!\w)"),
}


def said(read: Sequence[Sentence]) -> list[list[tuple[str, int]]]:
    """For each sentence of a prompt why it cannot stay, each with the character where the words begin that tell."""
    whole = " ".join(one.flat for one in read)
    found: list[list[tuple[str, int]]] = []
    before: Mapping[str, Concepts] = {}
    for one in read:
        now: dict[str, Concepts] = {
            language: meant(one, language) for language in tongues.spoken(one.flat, whole)
        }
        whys = [
            (why, min(hit.start for hit in hits))
            for language in now
            for why, hits in wrong(now[language], before.get(language, {}))
        ]
        if not whys and any(weighing.weight(concepts) >= weighing.ENOUGH for concepts in now.values()):
            whys.append((HEAVY, 0))
        found.append(whys)
        before = now
    return found


def wrong(concepts: Concepts, before: Concepts) -> Iterator[tuple[str, list[Hit]]]:
    """The concerns that a sentence raises after the one before it, each with the words that raise it."""
    for concern in CONCERNS:
        follows = not concern.before or any(one in before for one in concern.before.split("|"))
        denies = concern.plain and ("not" in concepts or "equal" in concepts)
        if follows and not denies and (chosen := _together(concern, concepts)):
            yield concern.why, chosen


def meant(one: Sentence, language: str) -> dict[str, Sequence[Hit]]:
    """The concepts of a sentence in a language, without those that it denies or takes back."""
    found: dict[str, Sequence[Hit]] = {
        **lexicon.hits(one.flat, language),
        **_named(one, language),
        **_figures(one),
    }
    idle = found.pop("idle", [])
    found = {concept: _without(places, idle) for concept, places in found.items()}
    clauses = _clauses(one.flat)
    nots = _without(
        found.get("not", ()), [hit for concept in FIXED.split() for hit in found.get(concept, ())]
    )
    for concept in DENIED & found.keys():
        found[concept] = [hit for hit in found[concept] if not any(_denies(no, hit, clauses) for no in nots)]
    for concept in LEVELLED & found.keys():
        equals = found.get("equal", ())
        found[concept] = [
            hit for hit in found[concept] if not any(_beside(no, hit, clauses) for no in equals)
        ]
    return {concept: places for concept, places in found.items() if places}


def _named(one: Sentence, language: str) -> dict[str, list[Hit]]:
    """Where somebody seems to be called by name."""
    found = [
        Hit(*place.span())
        for name in naming.names(one.raw, german=language == "de")
        for place in re.finditer(rf"(?<!\w){re.escape(plain(name))}(?!\w)", one.flat)
    ]
    return {"name": found} if found else {}


def _figures(one: Sentence) -> dict[str, list[Hit]]:
    """Numbers, and those that follow what they are the price of."""
    found = {
        concept: [Hit(*place.span()) for place in sign.finditer(one.flat)]
        for concept, sign in FIGURES.items()
    }
    return {concept: places for concept, places in found.items() if places}


def _clauses(flat: str) -> list[tuple[int, int]]:
    """Where each clause begins and ends."""
    return list(pairwise([0, *(one.start() for one in CLAUSES.finditer(flat)), len(flat)]))


def _without(places: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    return [one for one in places if not any(one.meets(other) for other in others)]


def _beside(one: Hit, other: Hit, clauses: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= one.start < end and begin <= other.start < end for begin, end in clauses)


def _denies(no: Hit, hit: Hit, clauses: Sequence[tuple[int, int]]) -> bool:
    near = hit.start - NEAR <= no.start < hit.end + AFTER
    return near and not no.meets(hit) and _beside(no, hit, clauses)


def _together(concern: Concern, concepts: Concepts) -> list[Hit]:
    """One place for each need, none of which meets another; the empty list where there are none."""
    rows = [[hit for one in need.split("|") for hit in concepts.get(one, ())] for need in concern.needs]
    for chosen in product(*rows):
        apart = all(not one.meets(other) for at, one in enumerate(chosen) for other in chosen[:at])
        if apart and (not concern.ordered or list(chosen) == sorted(chosen)):
            return list(chosen)
    return []
