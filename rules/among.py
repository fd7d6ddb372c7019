"""A vote among options that is followed ballot by ballot (RULES 3, 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rules import forms, verdict
from rules.forms import Form, Value
from rules.outcomes import Result
from rules.tallying import Running, Snapshot, fingerprint
from rules.verdict import Choice, Count, Figure, Thresholds, Verdict


@dataclass(slots=True)
class Among:
    """The ballots there are and what each weighs; nobody is recused here, and blank ones count."""

    form: Form
    options: int
    snapshot: Snapshot
    values: dict[int, Value]
    _running: Running = field(init=False)

    def __post_init__(self) -> None:
        self.values = dict(self.values)
        self._running = Running.of(self.snapshot, dict.fromkeys(self.values, Choice.ABSTAIN))

    @property
    def running(self) -> Running:
        """Who has voted and what that weighs, whatever it says."""
        return self._running

    def put(self, member: int, value: Value | None) -> None:
        """Note a member's ballot, a changed one, or None for one withdrawn."""
        if value is None:
            self.values.pop(member, None)
        else:
            self.values[member] = value
        self._running.put(member, None if value is None else Choice.ABSTAIN)

    def weight(self, member: int) -> int:
        """What a member's ballot weighs now, 0 without one."""
        return self._running.weight(member)

    def count(self) -> Count:
        """What has been cast so far, whatever it says."""
        return self._running.count()

    def result(self) -> Result:
        """What the ballots come to."""
        cast = ((value, self.weight(who)) for who, value in self.values.items())
        return forms.tally(self.form, self.options, cast)

    def weights(self) -> dict[int, int]:
        """What each ballot weighs."""
        return self._running.weights()

    def booked(self, ballots: Mapping[int, str]) -> dict[str, Any]:
        """The sums that the ledger keeps, with the hash of all ballots as they are kept."""
        found, count = self.result(), self.count()
        sums = {"form": str(self.form), "scores": list(found.scores), "winner": found.winner}
        sums |= {"cast": found.cast, "base": count.base, "voters": count.voters}
        return sums | {"ballots": fingerprint(self.weights(), ballots)}

    def judge(self, thresholds: Thresholds, figure: Figure = verdict.plain) -> Verdict:
        """What the vote would come to if it closed now."""
        count = self.count()
        return verdict.judge_options(
            self.result(), count.base, count.voters, count.holders, thresholds, figure
        )
