"""The chart of a treasury: each bar begins where the one before has ended, nothing leaves the page, words say the same."""

from __future__ import annotations

import random
from typing import Any

import pytest

from cogs import waterfall
from cogs.charts import BAR_HIGH
from cogs.drawing import BLUE, GREEN, INSIDE, MARGIN, ORANGE, PALE, Page
from cogs.waterfall import MOST_PANELS, Panel, Step
from tests.cogs.test_charts import HOSTILE


def panel(seed: int, steps: int) -> Panel:
    """Money comes in, and less than all there is goes out."""
    draw = random.Random(seed)
    before = draw.choice((0, draw.randrange(10**12)))
    ins = sorted((draw.randrange(1, 10**12) for _ in range(steps)), reverse=True)
    rest = before + sum(ins)
    outs = [draw.randrange(1, rest // (steps + 1)) for _ in range(steps)] if rest > steps + 1 else []
    parts = [*ins, *(-one for one in outs)]
    moved = [
        Step(draw.choice([f"p{nth}", HOSTILE[nth % 28]]), f"{part:+,}", part)
        for nth, part in enumerate(parts)
    ]
    whole = rest - sum(outs)
    return Panel(
        "LEAF", Step("Before", f"{before:,}", before), moved, Step("At the end", f"{whole:,}", whole)
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_bar_begins_where_the_one_before_has_ended(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    bars: list[tuple[float, float, str]] = []

    def box(self: Page, x: float, y: float, width: float, height: float, fill: str, **style: Any) -> None:
        assert y + height <= self.height
        if height == BAR_HIGH and fill in (PALE, GREEN, ORANGE, BLUE):
            bars.append((x - MARGIN, width, fill))

    monkeypatch.setattr(Page, "box", box)
    one = panel(seed, 3)
    waterfall.page([one], title="Treasury")
    top = one.before.part + sum(step.part for step in one.steps if step.part > 0)
    level = 0.0
    for (x, width, fill), step in zip(bars, [one.before, *one.steps], strict=False):
        start, level = level, level + step.part
        assert x == pytest.approx(INSIDE * min(start, level) / top, abs=3)
        assert width == pytest.approx(INSIDE * abs(step.part) / top, abs=3)
        assert fill == (PALE if step is one.before else GREEN if step.part > 0 else ORANGE)
    assert level == one.now.part
    assert bars[-1][0] == 0.0
    assert bars[-1][1] == pytest.approx(INSIDE * one.now.part / top, abs=3)
    assert all(0 <= x <= x + width <= INSIDE for x, width, _ in bars)


def test_whatever_people_are_called_it_is_drawn_the_same_every_time() -> None:
    many = [panel(seed, 4) for seed in range(6)]
    first = waterfall.page(many, title=HOSTILE[-1] * 9).png()
    assert first == waterfall.page(many, title=HOSTILE[-1] * 9).png()
    assert first.startswith(b"\x89PNG")


def test_an_empty_asset_is_no_division_by_zero() -> None:
    nothing = Step("Before", "0", 0)
    assert waterfall.page([Panel("LEAF", nothing, [], nothing)], title="Treasury").png()


def test_the_same_in_words() -> None:
    steps = [Step("donation", "+1,000", 1000), Step("dee", "−100", -100)]
    one = Panel("USDC", Step("Before", "0", 0), steps, Step("At the end", "900", 900))
    assert (
        waterfall.alt([one], "Treasury")
        == "Treasury. USDC: before 0, donation +1,000, dee −100, at the end 900."
    )
    assert len(waterfall.alt([panel(seed, 40) for seed in range(9)], "x" * 3000)) <= 1000
    assert waterfall.alt([one] * 9, "T").count("USDC") == MOST_PANELS
