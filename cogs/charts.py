"""Charts of a month's shares and of who holds the token, made for a phone: PNG, and the same in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from cogs import drawing
from cogs.drawing import INK, INSIDE, MARGIN, MUTED, WIDTH, Page, Plot, spoken
from rules.wording import count, listed

MOST_BARS, MOST_BANDS = 20, 7  # bars as many as the table of a card has rows
HEAD, ROW, AXIS, LEGEND, FOOT = 176, 92, 66, 52, 30  # pixels of height
BAR_TOP, BAR_HIGH = 46, 24  # within a row
MOST_AMOUNT, LEAST_NAME, GAP = 520, 140, 30  # pixels of width
MOST_ALT, MOST_NAMED = 1000, 3
AREAS, AREAS_TOP, AREAS_END, LABEL = 1150, 196, 1060, 86  # where areas lie; a label's height
KEY, LEADER, MOST_NAME = 38, 54, 260  # widths beside the areas
FILLS = (
    drawing.BLUE,
    drawing.ORANGE,
    drawing.GREEN,
    drawing.PURPLE,
    drawing.SKY,
    drawing.RED,
    drawing.YELLOW,
)
SCORER = "share by the embedded scorer"
PLACES = ((drawing.TRACK, ".."), (drawing.PAPER, "\\\\"))  # how the treasury looks, and what is set aside
FIGURE = re.compile(r"[0-9,]+(\.[0-9]+)?", re.ASCII)
TENTH = Decimal("0.1")
LEAST_SCALE = 0.1  # percent


@dataclass(frozen=True, slots=True)
class Bar:
    """One person's part. In percent: the share, that by the embedded scorer, and the range of the samples."""

    name: str
    share: float
    amount: str = ""
    baseline: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""

    @property
    def reach(self) -> float:
        """The largest number that is drawn."""
        return max(self.share, self.baseline or 0, self.high or 0)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a member, or a place such as the treasury, held at each moment, in base units; `bound` had not vested."""

    name: str
    amounts: tuple[int, ...]
    place: bool = False
    bound: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who held what: the moments in order, what they are called, and how much there was at each."""

    moments: tuple[datetime, ...]
    labels: tuple[str, ...]
    whole: tuple[int, ...]
    holders: tuple[Holding, ...]

    def share(self, one: Holding, at: int = -1) -> float:
        """A part of all there was, in percent with one decimal, rounded down as in tables."""
        whole = self.whole[at]
        return one.amounts[at] * 1000 // whole / 10 if whole else 0.0

    @property
    def members(self) -> list[Holding]:
        """All but places: who holds most now first, then who held most."""
        found = [one for one in self.holders if not one.place and any(one.amounts)]
        return sorted(found, key=lambda one: (-one.amounts[-1], -max(one.amounts)))

    @property
    def places(self) -> list[Holding]:
        """The treasury and what was set aside, where there ever was something."""
        return [one for one in self.holders if one.place and any(one.amounts)]


class Columns(NamedTuple):
    """Where text stands in a row: names get `room`, decimal points and the ends of shares are aligned."""

    room: float
    point: float
    amounts: float
    shares: float = WIDTH - MARGIN


# Bars


def allocation(bars: Sequence[Bar], *, title: str, unit: str) -> bytes:
    """Who is to get which share, as bars, the largest first; a PNG. `unit` is what the amounts are in."""
    return bars_page(bars, title=title, head=count(len(bars), "person", "people"), unit=unit).png()


def bars_page(
    bars: Sequence[Bar], *, title: str, head: str, unit: str, mark: str = SCORER, largest_first: bool = True,
    share: str = "Share",
) -> Page:  # fmt: skip
    """A row of text for each, and under it the bar across the whole width; `mark` is what a triangle means."""
    shown, rest = ranked(bars) if largest_first else (bars, None)
    rows = [*shown, rest] if rest else shown
    reach = max((one.reach for one in shown), default=0.0)
    top = max(reach, LEAST_SCALE) if reach else 100
    keys = list(_keys(shown, mark, cut=rest is not None and rest.share > top))
    page = Page(HEAD + ROW * max(len(rows), 1) + AXIS + LEGEND * len(keys) + FOOT)
    page.heading(title)
    _rows(page, rows, _heads(page, rows, head, unit, share), top)
    for number, one in enumerate(shown):
        _bar(page, _bar_y(number), one, top)
    if rest:
        _rest(page, _bar_y(len(shown)), rest.share, top)
    page.scale(HEAD + ROW * len(rows) + 34, MARGIN, INSIDE, top)
    for number, (draw, words) in enumerate(keys):
        y = page.height - FOOT - LEGEND * (len(keys) - number - 0.7)
        draw(page, MARGIN + 24, y - 12)
        page.text(MARGIN + 64, y, words, colour=MUTED)
    return page


def ranked(bars: Sequence[Bar]) -> tuple[list[Bar], Bar | None]:
    """The largest bars, and one of all the others."""
    order = sorted(bars, key=lambda one: -one.share)
    shown, others = order[:MOST_BARS], order[MOST_BARS:]
    if not others:
        return shown, None
    share = sum(one.share for one in others)
    return shown, Bar(f"… and {len(others):,} more", share, _sum([one.amount for one in others]))


def _sum(amounts: Sequence[str]) -> str:
    """Figures added up; nothing where one of them is none."""
    if not all(FIGURE.fullmatch(one) for one in amounts):
        return ""
    return f"{sum(Decimal(one.replace(',', '')) for one in amounts):,}"


def percent(share: float) -> str:
    """A share with one decimal, rounded half up."""
    return f"{Decimal(repr(float(share))).quantize(TENTH, ROUND_HALF_UP)} %"


def _bar_y(number: int) -> int:
    return HEAD + ROW * number + BAR_TOP


def _heads(page: Page, rows: Sequence[Bar], head: str, unit: str, share: str) -> Columns:
    """The heads of the columns, which stand where the widest of their figures lets them."""
    shares = max([page.wide(share), *(page.wide(percent(one.share), bold=True) for one in rows)])
    amounts = WIDTH - MARGIN - shares - GAP
    figures = [_split(page.fit(one.amount, MOST_AMOUNT)) for one in rows]
    point = amounts - max([0, *(page.wide(fraction) for _, fraction in figures)])
    unit = page.fit(unit if any(one.amount for one in rows) else "", MOST_AMOUNT)
    left = min([amounts - page.wide(unit), *(point - page.wide(whole) for whole, _ in figures)])
    at = Columns(left - GAP - MARGIN, point, amounts)
    y = HEAD - 22
    page.text(MARGIN, y, page.fit(head, at.room), colour=MUTED)
    page.text(amounts, y, unit, to="right", colour=MUTED)
    page.text(at.shares, y, share if rows else "", to="right", colour=MUTED)
    return at


def _split(amount: str) -> tuple[str, str]:
    """A figure before and from its point on."""
    whole, point, fraction = amount.partition(".") if FIGURE.fullmatch(amount) else (amount, "", "")
    return whole, point + fraction


def _rows(page: Page, rows: Sequence[Bar], at: Columns, top: float) -> None:
    """The text of every row, and the tracks of the bars with their marks."""
    if not rows:
        page.text(MARGIN, HEAD + 40, "Nobody.")
    for number, one in enumerate(rows):
        y = HEAD + ROW * number + 34
        _who(page, y, one, at.room)
        whole, fraction = _split(page.fit(one.amount, MOST_AMOUNT))
        page.text(at.point if fraction or FIGURE.fullmatch(whole) else at.amounts, y, whole, to="right")
        page.text(at.point, y, fraction)
        page.text(at.shares, y, percent(one.share), to="right", bold=True)
        page.track(MARGIN, _bar_y(number), INSIDE, BAR_HIGH, top)


def _who(page: Page, y: float, one: Bar, room: float) -> None:
    note = f"· {one.note}" if one.note else ""
    space = page.wide(note) + 14 if note else 0
    name = page.fit(one.name, max(room - space, LEAST_NAME))
    page.text(MARGIN, y, name)
    after = page.wide(name) + 14
    page.text(MARGIN + after, y, page.fit(note, room - after), colour=MUTED)


def _bar(page: Page, y: float, one: Bar, top: float) -> None:
    """The bar, its whisker and its mark."""
    per = INSIDE / top
    if one.share > 0:
        page.box(MARGIN, y, max(per * one.share, 3), BAR_HIGH, drawing.SKY, edge=drawing.BLUE)
    if one.low is not None and one.high is not None:
        page.whisker(MARGIN + per * one.low, MARGIN + per * one.high, y + BAR_HIGH / 2)
    if one.baseline is not None:
        page.mark(MARGIN + per * one.baseline, y + BAR_HIGH)


def _rest(page: Page, y: float, share: float, top: float) -> None:
    """A hatched bar, cut where it would not fit."""
    page.box(MARGIN, y, INSIDE * min(share / top, 1), BAR_HIGH, drawing.PALE, edge=MUTED, hatch="//")
    if share > top:
        page.cut(WIDTH - MARGIN - 60, y, BAR_HIGH)


Key = tuple[Callable[[Page, float, float], None], str]


def _keys(bars: Sequence[Bar], mark: str, *, cut: bool) -> Iterator[Key]:
    """What the shapes mean, of those that are drawn."""
    if any(one.baseline is not None for one in bars):
        yield lambda page, x, y: page.mark(x, y - 8), mark
    if any(one.low is not None and one.high is not None for one in bars):
        yield lambda page, x, y: page.whisker(x - 22, x + 22, y), "from the lowest to the highest sample"
    if cut:
        yield (
            lambda page, x, y: page.cut(x - 12, y - 12, BAR_HIGH, drawing.PALE),
            "cut: longer than the others",
        )


def allocation_alt(bars: Sequence[Bar], title: str) -> str:
    """The same in at most 1,000 characters of plain sentences."""
    order = sorted(bars, key=lambda one: -one.share)
    if not order:
        return f"{spoken(title, 200)}: nobody."
    said = [f"{spoken(title, 200)}: {count(len(order), 'person', 'people')}.", _leading(order)]
    said += [f"The median is {percent(median(one.share for one in order))}."] if len(order) > 1 else []
    notes = Counter(note for one in order for note in one.note.split(", ") if note)
    said += [f"{spoken(note)[:1].upper()}{spoken(note)[1:]}: {number}." for note, number in notes.items()]
    return spoken(" ".join([*said, *_furthest(order)]), MOST_ALT)


def _leading(order: Sequence[Bar]) -> str:
    """Who has most."""
    first = order[0]
    if first.share <= 0:
        return "Nobody has a share."
    tied = [one for one in order if percent(one.share) == percent(first.share)]
    if len(tied) > MOST_NAMED:
        return f"{len(tied):,} people lead with {percent(first.share)} each."
    if len(tied) > 1:
        return f"{listed([spoken(one.name) for one in tied])} lead with {percent(first.share)} each."
    after = "".join(f", then {spoken(one.name)} with {percent(one.share)}" for one in order[1:2] if one.share)
    return f"{spoken(first.name)} leads with {percent(first.share)}{after}."


def _furthest(order: Sequence[Bar]) -> list[str]:
    """Where the shares differ most from those of the embedded scorer."""
    both = [(one, one.baseline) for one in order if one.baseline is not None]
    if not both:
        return []
    one, other = max(both, key=lambda pair: abs(pair[0].share - pair[1]))
    if percent(one.share) == percent(other):
        return ["The embedded scorer says the same."]
    told = f"{percent(one.share)} instead of {percent(other)}"
    return [f"Furthest from the embedded scorer: {spoken(one.name)}, {told}."]


# Ownership


def holders(of: Ownership, *, title: str, unit: str) -> bytes:
    """Who held which share of all there was, over time, or as bars where there is one moment; a PNG."""
    return holders_page(of, title=title, unit=unit).png()


def holders_page(of: Ownership, *, title: str, unit: str) -> Page:
    """Stacked areas, the largest holder on top, each with its name beside its end."""
    if len(of.moments) < 2:
        bars = [Bar(one.name, of.share(one)) for one in (*of.members, *of.places)]
        return bars_page(bars, title=title, head=f"share of all {unit} there are", unit="")
    page = Page(AREAS)
    page.heading(title)
    shown = bands(of)
    drawn = layers(shown)
    crossed = "; crossed: not released" if len(drawn) > len(shown) else ""
    page.text(MARGIN, HEAD - 22, page.fit(f"share of all {unit} there are{crossed}", INSIDE), colour=MUTED)
    stack = _stack([[_exact(of, one.of, at) for one in drawn] for at in range(len(of.moments))])
    plot = _plot(page, shown, max(levels[0] for levels in stack))
    xs = plot.xs([one.timestamp() for one in of.moments])
    page.heights(plot)
    edges = [[(x, plot.y(row[n])) for x, row in zip(xs, stack, strict=True)] for n in range(len(drawn) + 1)]
    page.areas(edges, [(one.fill, one.hatch) for one in drawn])
    page.moments(plot, xs, of.labels)
    (ends,) = _stack([[_exact(of, one.of, -1) for one in shown]])
    _labels(page, plot, [(upper + lower) / 2 for upper, lower in pairwise(ends)], shown, of)
    return page


class Band(NamedTuple):
    """An area: whose, and how it looks."""

    of: Holding
    fill: str
    hatch: str = ""


def bands(of: Ownership) -> list[Band]:
    """The largest holders, all the others as one, and the places."""
    first, others = of.members[:MOST_BANDS], of.members[MOST_BANDS:]
    found = [Band(one, fill) for one, fill in zip(first, FILLS, strict=False)]
    if others:
        sums = tuple(map(sum, zip(*(one.amounts for one in others), strict=True)))
        found.append(Band(Holding(count(len(others), "other"), sums), drawing.PALE, "//"))
    return found + [Band(one, *look) for one, look in zip(of.places, PLACES, strict=False)]


def layers(shown: Sequence[Band]) -> list[Band]:
    """The same areas, cut in two where an allocation had not released something."""
    found = []
    for one in shown:
        if not any(one.of.bound):
            found.append(one)
            continue
        free = tuple(whole - still for whole, still in zip(one.of.amounts, one.of.bound, strict=True))
        found += [Band(Holding(one.of.name, free), one.fill)]
        found += [Band(Holding(one.of.name, one.of.bound), one.fill, "xx")]
    return found


def _exact(of: Ownership, one: Holding, at: int) -> float:
    return 100 * one.amounts[at] / of.whole[at] if of.whole[at] else 0.0


def _stack(shares: list[list[float]]) -> list[list[float]]:
    """The upper end of each area at each moment, and zero below the last."""
    return [[*reversed(list(accumulate(reversed(row)))), 0.0] for row in shares]


def _plot(page: Page, shown: Sequence[Band], top: float) -> Plot:
    """As wide as the names leave it."""
    names = max([0, *(page.wide(one.of.name) for one in shown)])
    left = MARGIN + page.wide("100 %") + 18
    right = WIDTH - MARGIN - min(max(names, 150), MOST_NAME) - KEY - LEADER
    return Plot(left, right, AREAS_TOP, AREAS_END, top or 100)


def _labels(page: Page, plot: Plot, middles: Sequence[float], shown: Sequence[Band], of: Ownership) -> None:
    """A name and a share beside each area, with a line to it."""
    wanted = [plot.y(middle) for middle in middles]
    places = drawing.apart(wanted, LABEL, AREAS_TOP + LABEL / 2, AREAS_END - LABEL / 2)
    x = plot.right + LEADER
    for from_y, y, one in zip(wanted, places, shown, strict=True):
        page.line([(plot.right + 4, from_y), (x - 8, y - 18)], MUTED)
        page.box(x, y - 30, 24, 24, one.fill, edge=INK, hatch=one.hatch)
        page.text(x + KEY, y - 6, page.fit(one.of.name, WIDTH - MARGIN - x - KEY))
        page.text(x + KEY, y + 32, percent(of.share(one.of)), bold=True)


def holders_alt(of: Ownership, *, title: str, unit: str) -> str:
    """The same in at most 1,000 characters of plain sentences."""
    order = of.members
    parts = [f"{spoken(one.name)} {percent(of.share(one))}" for one in order[:MOST_NAMED]]
    if others := order[MOST_NAMED:]:
        sums = Holding("", tuple(map(sum, zip(*(one.amounts for one in others), strict=True))))
        parts.append(f"{count(len(others), 'other')} {percent(of.share(sums))}")
    parts += [f"{one.name} {percent(of.share(one))}" for one in of.places]
    over = f" from {of.labels[0]} to {of.labels[-1]}" if len(of.moments) > 1 else ""
    now = f"{spoken(title, 200)}: shares of all {unit}{over}. Now {', '.join(parts) or 'nobody'}."
    return spoken(" ".join([now, *_unreleased(of), *_gained(of)]), MOST_ALT)


def _unreleased(of: Ownership) -> list[str]:
    """How much of all lies in allocations."""
    held = sum(one.bound[-1] for one in of.members if one.bound)
    return [f"Not released: {percent(of.share(Holding('', (held,))))}."] if held else []


def _gained(of: Ownership) -> list[str]:
    """Whose share grew most since the first moment."""
    grown = [(round(of.share(one) - of.share(one, 0), 1), one) for one in of.members]
    most = max([0.0, *(more for more, _ in grown)])
    names = [spoken(one.name) for more, one in grown if more == most]
    if not most or len(names) > MOST_NAMED:
        return []
    return [f"{listed(names)} gained most: {most} points{' each' if names[1:] else ''}."]
