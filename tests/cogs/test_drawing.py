"""The page that charts are drawn on: its text, its scales and its colours."""

import pytest

from cogs import charts, drawing
from cogs.drawing import INK, MUTED, PAPER, Page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ana", "ana"),
        ("  two   words\n", "two words"),
        ("🦊 fox 🦊", "fox"),
        ("🦊", "□"),
        ("山田", "□□"),
        ("z\u0338a\u0337", "za"),
        ("e\u0301\u0301", "é"),
        ("\u202eabc\u200d\ufe0f", "abc"),
        ("", ""),
        (" ", ""),
    ],
)
def test_text_is_made_drawable(text: str, shown: str) -> None:
    assert drawing.drawable(text) == shown
    assert drawing.drawable(text, bold=True) == shown


def test_long_text_ends_in_dots() -> None:
    page = Page(300)
    assert page.fit("ana", 500) == "ana"
    assert page.fit("", -5) == ""
    short = page.fit("Wolfeschlegelsteinhausen", 200)
    assert short.endswith("…")
    assert short.startswith("Wolf")
    assert page.wide(short) <= 200


@pytest.mark.parametrize("top", [1e-9, 0.3, 1, 4.7, 5, 21.9, 64.3, 99.9, 100, 12345.0])
def test_a_scale_has_a_few_round_numbers(top: float) -> None:
    found = drawing.ticks(top)
    assert found[0] == 0
    assert 3 <= len(found) <= 6
    assert found[-1] <= top * 1.000001


def test_labels_keep_apart_and_within_their_ends() -> None:
    assert drawing.apart([], 10, 0, 100) == []
    assert drawing.apart([50], 10, 0, 100) == [50]
    assert drawing.apart([50, 51, 52], 10, 0, 100) == [50, 60, 70]
    assert drawing.apart([96, 97, 98], 10, 0, 100) == [80, 90, 100]
    assert drawing.apart([-5, -4, 99], 10, 0, 100) == [0, 10, 99]


def test_names_of_moments_that_have_room() -> None:
    assert drawing.spread([(0, 20)]) == [0]
    assert drawing.spread([(0, 20), (100, 20)]) == [0, 1]
    assert drawing.spread([(0, 20), (39, 20)]) == [1]
    assert drawing.spread([(n * 30, 20) for n in range(7)]) == [0, 2, 4, 6]
    assert drawing.spread([(n * 30, 20) for n in range(8)]) == [0, 2, 4, 7]


# Colours


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_it_should_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", [INK, MUTED])
def test_text_stands_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *((INK, fill) for fill in (*charts.FILLS, drawing.PALE, drawing.TRACK, PAPER)),  # lines between areas
        *((drawing.BLUE, ground) for ground in (PAPER, drawing.TRACK)),  # the edge of a bar
        *((INK, ground) for ground in (PAPER, drawing.TRACK, drawing.SKY)),  # whisker, edge of the mark
        *((MUTED, fill) for fill in (PAPER, drawing.PALE, drawing.TRACK)),  # hatches, edges, leaders
    ],
)
def test_shapes_are_told_apart_without_their_hue(one: str, other: str) -> None:
    assert contrast(one, other) >= 3
