"""What past votes would have come to under other rules (RULES 3, 4): each recomputed as it was, then otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from rules import dormancy, forms, parameters, power, swing
from rules.among import Among
from rules.errors import Refusal
from rules.forms import Form
from rules.ledger import SHOWN
from rules.levels import Level
from rules.power import WEIGHTS, Holding, Weights
from rules.tallying import Running, Snapshot
from rules.verdict import Check, Choice, Figure, Thresholds, Verdict, plain

SUMS = ("for", "against", "abstain", "cast", "base")
NEEDS = ("quorum", "differential", "approval", "min_voters")
TRIED = (*(f"{level}_{name}" for level in Level for name in NEEDS), "extension", "max_share", *WEIGHTS)


@dataclass(frozen=True, slots=True)
class Cast:
    """A member's last choice, and when it was made; earlier ones are not kept."""

    choice: str  # as it is kept
    at: datetime


@dataclass(frozen=True, slots=True)
class Vote:
    """A closed vote with all that its result follows from.

    `held` is what the ledger says that everybody held at the snapshot, `weights` what it weighed then,
    `planned` the close without a late swing (None where an outage moved it), `changes` what a `parameter`
    proposal would set, `results` every place in which the result stands, by name; `among` is the form of ballots
    among options, and how many those are.
    """

    id: int
    title: str
    kind: str
    level: str
    snapshot: Snapshot
    held: Mapping[int, Holding]
    weights: Weights
    thresholds: Thresholds
    extension: timedelta
    sealed: bool
    opened: datetime
    planned: datetime | None
    ballots: Mapping[int, Cast]
    changes: Mapping[str, Any] = field(default_factory=dict)
    results: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    among: tuple[Form, int] | None = None

    @property
    def choices(self) -> dict[int, str]:
        return {who: one.choice for who, one in self.ballots.items()}


@dataclass(frozen=True, slots=True)
class Others:
    """The rules to try: parameters set otherwise, and whether delegations count."""

    values: Mapping[str, Any] = field(default_factory=dict)
    delegation: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """A vote as it was and as it would have been; `close` and `moved` are what its last ballots alone lead to."""

    vote: Vote
    then: Verdict
    would: Verdict
    close: datetime | None
    moved: datetime | None

    @property
    def flipped(self) -> bool:
        return self.then.passed != self.would.passed

    @property
    def checks(self) -> list[tuple[Check, Check]]:
        """The lines of the arithmetic that are met in one and not in the other."""
        both = zip(self.then.checks, self.would.checks, strict=True)
        return [(before, after) for before, after in both if before.met != after.met]

    @property
    def later(self) -> int:
        """How many last ballots came after the close that the other rules lead to."""
        if self.moved is None:
            return 0
        return sum(one.at > self.moved for one in self.vote.ballots.values())


def others(texts: Mapping[str, str], now: Mapping[str, Any], *, delegation: bool = True) -> Others:
    """Read what people typed; Refusal for what cannot be tried, and for rules that no vote could set.

    `now` are the values in force, which the others have to fit.
    """
    values = {}
    for name, text in texts.items():
        one = parameters.get(name)
        if one.name not in TRIED:
            raise Refusal(f"{name} cannot be tried on past votes; what can is {', '.join(TRIED)}.")
        values[name] = one.parse(text)
    if values:
        parameters.check_votes({**now, **values})
    return Others(values, delegation)


def simulate(vote: Vote, rules: Others, figure: Figure = plain) -> Outcome:
    """Judge a vote by its own rules, and by the others."""
    other = under(vote, rules)
    return Outcome(vote, judged(vote, figure), judged(other, figure), _close(vote), _close(other))


def judged(vote: Vote, figure: Figure = plain) -> Verdict:
    """What a vote comes to by its rules."""
    return counted(vote, vote.choices).judge(vote.thresholds, figure)


def counted(vote: Vote, choices: Mapping[int, str]) -> Running | Among:
    """The tally of a vote with these ballots."""
    if vote.among is None:
        return Running.of(vote.snapshot, {who: Choice(choice) for who, choice in choices.items()})
    return Among(*vote.among, vote.snapshot, {who: forms.kept(choice) for who, choice in choices.items()})


def under(vote: Vote, rules: Others) -> Vote:
    """The same vote under other rules; what they do not name is as it was when it opened."""
    values, was = rules.values, vote.snapshot
    snapshot = replace(
        was,
        powers=_powers(vote, values),
        max_share=values.get("max_share", was.max_share),
        delegations=was.delegations if rules.delegation else {},
    )
    needs = Thresholds(*(_needed(vote, name, values) for name in NEEDS))
    return replace(vote, snapshot=snapshot, thresholds=needs, extension=_extension(vote, values))


def faults(vote: Vote, figure: Figure = plain) -> list[str]:
    """What does not follow from ballots, snapshot and ledger as it was booked; each one sentence."""
    return [*_booked(vote, figure), *_owned(vote, figure)]


def computed(held: Mapping[int, Holding], weights: Weights, t: datetime) -> dict[int, int]:
    """The own power of everybody who has any, from what they held at a moment."""
    own = {who: power.own(one, weights, t).whole for who, one in sorted(held.items())}
    return {who: whole for who, whole in own.items() if whole}


def result(vote: Vote) -> dict[str, Any]:
    """The sums of a vote as its result holds them."""
    all_ = counted(vote, vote.choices)
    running = all_.running if isinstance(all_, Among) else all_
    silent = dormancy.booked(dormancy.silence(running))
    return {"passed": all_.judge(vote.thresholds).passed} | all_.booked(vote.choices) | silent


def _needed(vote: Vote, name: str, values: Mapping[str, Any]) -> int:
    """A threshold; a rule that is to be changed passes by the stricter of old and new (RULES 4)."""
    full = f"{vote.level}_{name}"
    if full not in values:
        return int(getattr(vote.thresholds, name))
    return int(max(values[full], vote.changes.get(full, 0)))


def _extension(vote: Vote, values: Mapping[str, Any]) -> timedelta:
    """How long a late swing extends a vote; a sealed one never."""
    if vote.sealed or "extension" not in values:
        return vote.extension
    return timedelta(seconds=max(values["extension"], vote.changes.get("extension", 0)))


def _powers(vote: Vote, values: Mapping[str, Any]) -> Mapping[int, int]:
    """The snapshot's powers, or what the same tokens and locks would have weighed."""
    were = {name: getattr(vote.weights, name.removeprefix("w_")) for name in WEIGHTS}
    weights = Weights.of({**were, **values})
    return vote.snapshot.powers if weights == vote.weights else computed(vote.held, weights, vote.opened)


def _close(vote: Vote) -> datetime | None:
    """The close that a vote's last ballots alone lead to."""
    if vote.planned is None:
        return None
    extension = min(vote.extension, vote.planned - vote.opened)
    start = counted(vote, {}).judge(vote.thresholds)
    return swing.followed(vote.opened, vote.planned, extension, start, _steps(vote))


def _steps(vote: Vote) -> Iterator[tuple[datetime, Verdict]]:
    tally = counted(vote, {})
    for who, one in sorted(vote.ballots.items(), key=lambda item: (item[1].at, item[0])):
        if isinstance(tally, Among):
            tally.put(who, forms.kept(one.choice))
        else:
            tally.put(who, Choice(one.choice))
        yield one.at, tally.judge(vote.thresholds)


def _booked(vote: Vote, figure: Figure) -> Iterable[str]:
    """Where a result is not what the ballots come to."""
    for place, kept in vote.results.items():
        for name, value in result(vote).items():
            if value != kept.get(name):
                now, was = (_said(name, one, figure) for one in (value, kept.get(name)))
                yield f"{name} is {now} and stands in {place} as {was}."


def _owned(vote: Vote, figure: Figure) -> Iterable[str]:
    """Where powers at the snapshot are not what the ledger says that was held."""
    now, were = computed(vote.held, vote.weights, vote.opened), vote.snapshot.powers
    for who in sorted(were.keys() | now.keys()):
        own, held = were.get(who, 0), now.get(who, 0)
        if own != held:
            yield f"member {who} had {figure(own)} at the snapshot, and by the ledger {figure(held)}."


def _said(name: str, value: Any, figure: Figure) -> str:
    if name in SUMS and isinstance(value, int):
        return figure(value)
    return "nothing" if value is None else str(value)[:SHOWN]
