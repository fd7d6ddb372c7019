"""A chart of what a treasury held, gained, spent and holds now: bars that begin where the one before has ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cogs import drawing
from cogs.charts import BAR_HIGH, BAR_TOP, FOOT, HEAD, MOST_ALT, ROW
from cogs.drawing import GREEN, INSIDE, MARGIN, MUTED, ORANGE, PALE, WIDTH, Page, spoken

MOST_PANELS, MOST_STEPS = 4, 4
PANEL, FIGURE, LEAST = 84, 420, 3.0  # pixels: the head of an asset, the room of a figure, a bar
NOW = drawing.BLUE


@dataclass(frozen=True, slots=True)
class Step:
    """Money that came in or went out: with whom, how much in figures, and what part of the scale that is."""

    name: str
    figure: str
    part: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One asset: what was there, each step in or out (below zero), what is there now."""

    symbol: str
    before: Step
    steps: Sequence[Step]
    now: Step


def page(panels: Sequence[Panel], *, title: str) -> Page:
    """The chart: a panel for each asset."""
    shown = panels[:MOST_PANELS]
    rows = sum(len(one.steps) + 2 for one in shown)
    drawn = Page(HEAD - 40 + PANEL * len(shown) + ROW * rows + FOOT)
    drawn.heading(title)
    y = HEAD - 40.0
    for one in shown:
        y = _panel(drawn, one, y)
    return drawn


def _panel(drawn: Page, one: Panel, y: float) -> float:
    """Draw one asset from y on; where the next begins."""
    drawn.text(MARGIN, y + PANEL - 36, one.symbol, bold=True)
    y += PANEL - 10
    top = max(one.before.part + sum(step.part for step in one.steps if step.part > 0), one.now.part) or 1.0
    level = 0.0
    for step, fill in [
        (one.before, PALE),
        *((step, GREEN if step.part > 0 else ORANGE) for step in one.steps),
    ]:
        start, level = level, level + step.part
        _row(drawn, step, y, min(start, level) / top, abs(step.part) / top, fill)
        y += ROW
    _row(drawn, one.now, y, 0.0, one.now.part / top, NOW)
    return y + ROW + 10


def _row(drawn: Page, step: Step, y: float, start: float, length: float, fill: str) -> None:
    figure = drawn.fit(step.figure, FIGURE)
    room = INSIDE - drawn.wide(figure) - 30
    drawn.text(MARGIN, y + 30, drawn.fit(step.name, room))
    drawn.text(WIDTH - MARGIN, y + 30, figure, to="right", colour=MUTED if fill == PALE else drawing.INK)
    drawn.box(MARGIN, y + BAR_TOP, INSIDE, BAR_HIGH, drawing.TRACK)
    width = max(INSIDE * length, LEAST if step.part else 0.0)
    drawn.box(MARGIN + min(INSIDE * start, INSIDE - width), y + BAR_TOP, width, BAR_HIGH, fill)


def alt(panels: Sequence[Panel], title: str) -> str:
    """The same in at most 1,000 characters."""
    said = [f"{spoken(title, 200)}."]
    for one in panels[:MOST_PANELS]:
        steps = [f"{spoken(step.name)} {step.figure}" for step in one.steps]
        said.append(
            f"{one.symbol}: {', '.join([f'before {one.before.figure}', *steps, f'at the end {one.now.figure}'])}."
        )
    return spoken(" ".join(said), MOST_ALT)
