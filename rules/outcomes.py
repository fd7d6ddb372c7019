"""What a vote among options comes to, whatever the form of its ballots (RULES 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.wording import listed

LEAST, MOST = 2, 10


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a run-off: power for each option, who are last, and the one that is dropped, if any."""

    scores: tuple[int, ...]
    last: tuple[int, ...] = ()
    dropped: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Scores of the options in order, and the number of the one that is first; None where none is alone.

    `notes` are sentences for the result post, the first says why nothing is decided, where that is so; `cast` is
    the power of all valid ballots, blank ones too.
    """

    scores: tuple[int, ...]
    winner: int | None
    cast: int
    notes: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def decision(self) -> str:
        """What is decided, or why nothing is; neither names more than numbers."""
        return self.notes[0] if self.winner is None else f"Option {self.winner} is first."

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes apart from why nothing is decided."""
        return self.notes[1:] if self.winner is None else self.notes


def first(scores: Sequence[int], within: int = 0) -> tuple[int, ...]:
    """The numbers of the options with the highest score or one this near to it; none without any score."""
    most = max(scores)
    return tuple(place for place, one in enumerate(scores, 1) if most and one >= most - within)


def undecided(ahead: Sequence[int]) -> tuple[str, ...]:
    """Why nothing is decided, if so; a tie for first is no decision."""
    if not ahead:
        return ("No ballot names an option, so nothing is decided.",)
    if len(ahead) > 1:
        return (f"Options {listed([str(one) for one in ahead])} are level, so nothing is decided.",)
    return ()


def found(scores: Iterable[int], ahead: Sequence[int], cast: int, *notes: str) -> Result:
    """The result where these options are ahead."""
    winner = ahead[0] if len(ahead) == 1 else None
    return Result(tuple(scores), winner, cast, (*undecided(ahead), *notes))
