"""Votes among options: what a ballot means, what their cards say, and how they come out (RULES 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.card import Ballot, Button
from bot.command import Call
from rules import forms
from rules.among import Among
from rules.forms import Form, Value
from rules.options import KEYS
from rules.outcomes import Result, Round
from rules.verdict import Figure, Thresholds
from rules.wording import listed

if TYPE_CHECKING:
    from storage.proposals import Proposal

NONE = "none"
REACTING = (Form.SINGLE, Form.APPROVAL)  # what a reaction can say
TURN = re.compile(r"([-+~])([0-9]{1,2})")
ASKS = {
    Form.SINGLE: "one option",
    Form.APPROVAL: "every option you approve of",
    Form.WEIGHTED: "options with weights, which divide your votes",
    Form.QUADRATIC: "options with weights, which divide your votes; many small votes count for more than one large",
    Form.RANKED: "options from the best on, the last dropped until one has more than half",
    Form.COPELAND: "options from the best on, each pair compared",
}
EXAMPLE = {
    Form.SINGLE: "2",
    Form.APPROVAL: "1, 2",
    Form.WEIGHTED: "1:2 2:1",
    Form.QUADRATIC: "1:2 2:1",
    Form.RANKED: "2 > 1",
    Form.COPELAND: "2 > 1",
}


def form(one: Proposal) -> Form | None:
    """The form of its ballots; None where it is voted For and Against."""
    return Form(one.payload["form"]) if "options" in one.payload else None


def example(one: Proposal) -> str:
    """A command that votes on it."""
    kind = form(one)
    return f"`vote cast {one.id} {EXAMPLE[kind] if kind else 'for'}`"


# ballots


def typed(one: Proposal, choice: str, reason: str) -> tuple[str, str]:
    """What is asked for by what somebody typed, as ballots are cast, and the reason."""
    kind = form(one)
    if choice.lower() == NONE and not (kind and reason):
        return f"-{NONE}", ""
    if kind is None or TURN.fullmatch(choice):
        return choice, reason
    value, why = forms.told(kind, choice, reason, one.payload["options"])
    return forms.shown(kind, value), why


def meant(one: Proposal, said: str, before: Value | None) -> Value | None:
    """A member's ballot after an act: typed, or an option that is put on it or taken off; None is no ballot."""
    kind, turn = Form(one.payload["form"]), TURN.fullmatch(said)
    if said == f"-{NONE}":
        return None
    if turn and (kind is Form.APPROVAL or (kind is Form.SINGLE and turn[1] == "-")):
        (option,) = forms.read(Form.SINGLE, turn[2], one.payload["options"])
        return forms.altered(before, turn[1], int(option))
    return forms.read(kind, said, one.payload["options"])


def chosen(one: Proposal, choice: str) -> Sequence[str]:
    """What reactions would say the same as a ballot."""
    return [str(option) for option in forms.kept(choice)] if form(one) in REACTING else (choice,)


def spelled(one: Proposal, choice: str) -> str:
    """A ballot as its member would type it."""
    kind = form(one)
    return forms.shown(kind, forms.kept(choice)) if kind else choice


def named(one: Proposal, value: Value) -> str:
    """A ballot with the words of its options."""
    names = {n: f"{n} {option}" for n, option in enumerate(one.payload["options"], 1)}
    if not value:
        return "blank"
    if isinstance(value, dict):
        return listed([f"{names[int(option)]} × {weight:,}" for option, weight in value.items()])
    chain = [names[option] for option in value]
    return " > ".join(chain) if form(one) in forms.RANKING else listed(chain)


# cards


def facts(one: Proposal) -> list[tuple[str, str]]:
    """What can be chosen, and how; a ballot of reactions names the options itself."""
    if form(one) is None or one.result:
        return []
    return asked(one)[1:] if ballot(one) else asked(one)


def asked(one: Proposal) -> list[tuple[str, str]]:
    """The options of a vote among them, and what a ballot is."""
    kind = Form(one.payload["form"])
    offered = "; ".join(f"{n} {option}" for n, option in enumerate(one.payload["options"], 1))
    return [("Options", offered), ("Ballot", f"{kind}: {ASKS[kind]}")]


def ballot(one: Proposal) -> Ballot | None:
    """The options as reactions, where the vote is open to see and a reaction can say them."""
    kind = form(one)
    if kind not in REACTING or one.state != "voting" or one.terms["sealed"]:
        return None
    return Ballot(Call.to("vote cast", number=one.id), choices(one), many=kind is Form.APPROVAL)


def choices(one: Proposal) -> tuple[tuple[str, str, str], ...]:
    """The options with their keys, and what a ballot for each says."""
    numbered = enumerate(zip(KEYS, one.payload["options"], strict=False), 1)
    return tuple((key, option, str(n)) for n, (key, option) in numbered)


def buttons(one: Proposal) -> tuple[Button, ...]:
    """A form for ballots that no reaction can say. A sealed vote has none: on some platforms everybody sees a press."""
    if one.state != "voting" or one.terms["sealed"] or form(one) in (None, *REACTING):
        return ()
    return (written(one),)


def written(one: Proposal) -> Button:
    """The form in which any ballot can be written."""
    return Button("Vote", Call.to("vote cast", number=one.id), "🗳️")


def counts(kind: Form | None) -> str:
    """What is counted."""
    return "Points" if kind is Form.COPELAND else "Last round" if kind is Form.RANKED else "Votes"


def so_far(tally: Among, figure: Figure) -> str:
    """How an open vote stands, by the numbers of the options."""
    return " · ".join(f"{n}: {one}" for n, one in enumerate(scores(tally.form, tally.result(), figure), 1))


def scores(kind: Form, found: Result, figure: Figure) -> list[str]:
    """What each option has: points where pairs are compared, else power."""
    return [f"{one:,}" if kind is Form.COPELAND else figure(one) for one in found.scores]


# results


def result(tally: Among, needs: Thresholds, figure: Figure) -> dict[str, Any]:
    """How a vote came out; the lines name options by numbers, so that their words can be erased."""
    found, judged = tally.result(), tally.judge(needs, figure)
    blank = figure(sum(tally.weight(who) for who, value in tally.values.items() if not value))
    lines = [
        *judged.lines,
        *([f"Blank ballots: {blank}."] if blank != "0" else []),
        *_rounds(found.rounds, figure),
        *(note if note.startswith("Round ") else f"Counting: {note}" for note in found.remarks),
    ]
    return {
        "passed": judged.passed,
        "lines": lines,
        "shown": scores(tally.form, found, figure),
        "why": "" if judged.met("decided") else found.decision,
    }


def _rounds(rounds: Sequence[Round], figure: Figure) -> Iterator[str]:
    """The rounds of a run-off, where there is more than one."""
    gone: set[int] = set()
    for number, one in enumerate(rounds if len(rounds) > 1 else (), 1):
        left = [f"{n} has {figure(score)}" for n, score in enumerate(one.scores, 1) if n not in gone]
        dropped = f"; {one.dropped} is dropped" if one.dropped else ""
        yield f"Round {number}: {listed(left)}{dropped}."
        gone |= {one.dropped} if one.dropped else set()


def outcome(one: Proposal) -> list[tuple[str, str]]:
    """What each option came to."""
    shown = one.result.get("shown", ())
    return [
        (f"{n} {option}", score)
        for n, (option, score) in enumerate(zip(one.payload.get("options", ()), shown, strict=False), 1)
    ]


def decided(one: Proposal) -> str:
    """The option that a vote has decided for, if there are any."""
    winner = one.result.get("winner")
    return f"{winner} {one.payload['options'][winner - 1]}" if winner else ""
