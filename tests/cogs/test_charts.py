"""Charts: legible on a phone whatever people are called, the same bytes every time, and the same in words."""

import random
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from cogs import charts
from cogs.charts import Bar, Holding, Ownership, allocation, allocation_alt, holders, holders_alt
from cogs.drawing import INK, MARGIN, MUTED, WIDTH, Page

TITLE = "Rewards for November 2026"
HOSTILE = [
    "", " ", "\n\t", "$x_1$", "$\\frac{1}{0}$", "$", "_hidden", "a_b^c{", "\\", "%", "山田太郎", "🦊", "👩‍👩‍👧 fam", "שלום עולם",
    "محمد علي", "\u202egnp.exe", "z\u0338\u034e\u0317a\u0337l\u0336g\u0308o", "हिन्दी", "\x00\x07\x1b[31m", "\ud800", "\U0010ffff",
    "W" * 5000, "ﷺ ﷽", "A\u0300" * 90, "e\u0301", "\u2028two\u2029lines", "<b>@everyone</b>", "**bold**",
]  # fmt: skip


def people(number: int, *, seed: int = 1) -> list[Bar]:
    """A month that looks real."""
    chance = random.Random(seed)
    weights = [chance.lognormvariate(0, 0.8) for _ in range(number)]
    found = []
    for nth, weight in enumerate(weights):
        share = 100 * weight / sum(weights)
        base, low, high = (share * chance.uniform(*ends) for ends in ((0.7, 1.4), (0.6, 0.9), (1.1, 1.3)))
        name = chance.choice(
            [f"p{nth}", "Alexandra Papadopoulos-Montgomery of the Gardens", HOSTILE[nth % 28]]
        )
        found.append(
            Bar(name, share, f"{share * 1234.5:,.6f}", base, low, high, chance.choice(["", "waits"]))
        )
    return found


def owned(number: int, moments: int, *, seed: int = 1) -> Ownership:
    """Holdings that look real: unequal, growing, with a treasury."""
    chance = random.Random(seed)
    start = datetime(2026, 12, 1, tzinfo=UTC)
    at = tuple(start + timedelta(days=30 * nth) for nth in range(moments))
    rows: list[tuple[int, ...]] = []
    for _ in range(number):
        more = [chance.choice([0, 1, 5]) * chance.randrange(10**6) for _ in at]
        rows.append(tuple(sum(more[: nth + 1]) for nth in range(moments)))
    rows.append(tuple(10**6 * (nth + 1) for nth in range(moments)))
    whole = tuple(sum(column) * 3 // 2 for column in zip(*rows, strict=True))
    names = [
        chance.choice([f"p{nth}", HOSTILE[nth % 28], "A name as long as a day"]) for nth in range(number)
    ]
    series = [
        Holding(name, row, bound=tuple(amount // 3 for amount in row) if nth % 3 == 1 else ())
        for nth, (name, row) in enumerate(zip(names, rows, strict=False))
    ]
    labels = (*(f"{one:%b %Y}" for one in at[:-1]), "now")
    rest = tuple(all_ - sum(column) for all_, column in zip(whole, zip(*rows, strict=True), strict=True))
    aside = Holding("set aside", rest, place=True)
    return Ownership(at, labels, whole, (*series, Holding("the treasury", rows[-1], place=True), aside))


def size(png: bytes) -> tuple[int, int]:
    """Width and height, read by hand; every chunk has its checksum, and none is a text or a time."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    kinds, at = [], 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data = png[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", png[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + data)
        kinds.append(kind)
        at += 12 + length
    assert kinds[0] == b"IHDR"
    assert kinds[-1] == b"IEND"
    assert set(kinds) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
    width, height = struct.unpack(">II", png[16:24])
    return width, height


# Pictures


@pytest.mark.parametrize("number", [0, 1, 2, 20, 21, 165])
def test_a_month_of_any_size_is_a_picture_for_a_phone(number: int) -> None:
    bars = people(number)
    png = allocation(bars, title=TITLE, unit="LEAF")
    width, height = size(png)
    assert width == 1080
    assert 300 < height <= 2400
    assert len(png) < 200_000
    assert png == allocation(bars, title=TITLE, unit="LEAF")


@pytest.mark.parametrize(("number", "moments"), [(0, 1), (1, 1), (12, 1), (0, 3), (1, 2), (3, 9), (165, 24)])
def test_ownership_of_any_size_is_a_picture_for_a_phone(number: int, moments: int) -> None:
    of = owned(number, moments)
    png = holders(of, title="Holders", unit="LEAF")
    width, height = size(png)
    assert width == 1080
    assert 300 < height <= 2400
    assert png == holders(of, title="Holders", unit="LEAF")


def test_nothing_that_was_ever_held_is_a_picture_too() -> None:
    size(holders(Ownership((), (), (), ()), title="Holders", unit="LEAF"))
    at = (datetime(2026, 11, 1, tzinfo=UTC),) * 2
    of = Ownership(at, ("a", "b"), (0, 0), (Holding("ana", (0, 0)),))
    size(holders(of, title="Holders", unit="LEAF"))
    assert (
        holders_alt(of, title="Holders", unit="LEAF")
        == "Holders: shares of all LEAF from a to b. Now nobody."
    )


def test_threads_draw_the_same() -> None:
    bars = people(12)
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: allocation(bars, title=TITLE, unit="LEAF"), range(4)))
    assert set(drawn) == {allocation(bars, title=TITLE, unit="LEAF")}


@pytest.mark.parametrize("some", [HOSTILE[:14], HOSTILE[14:]], ids=["odd", "odder"])
def test_no_name_is_read_as_more_than_a_name(some: list[str]) -> None:
    bars = [Bar(name, 5, name, 4, 3, 9, name) for name in some]
    size(allocation(bars, title=some[0], unit=some[1]))
    moments = (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    of = Ownership(moments, ("Oct", "now"), (90, 90), tuple(Holding(name, (1, 5)) for name in some[:7]))
    size(holders(of, title=some[2], unit=some[3]))


@pytest.mark.parametrize("name", HOSTILE, ids=range(28))
def test_no_title_or_unit_is_read_as_more(name: str) -> None:
    bars = [Bar(name, 60, name, 50, 40, 70, name), Bar("ben", 40)]
    assert texts(charts.bars_page(bars, title=name, head=name, unit=name))
    assert len(allocation_alt(bars, name)) <= 1000
    moments = (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    of = Ownership(moments, (name, name), (10, 10), (Holding(name, (1, 5)),))
    assert texts(charts.holders_page(of, title=name, unit=name))
    assert len(holders_alt(of, title=name, unit=name)) <= 1000


@pytest.mark.parametrize(
    "bars",
    [
        [Bar("ana", 0, "0", 0, 0, 0), Bar("ben", 0, "0", 0, 0, 0)],
        [Bar("ana", 100, "9,223,372,036,854.775807", 3, 0, 100, "at the cap"), Bar("ben", 0)],
        [Bar("ana", 1e-9, "0.000001"), Bar("ben", 1e-12)],
        [Bar("ana", 50, "1,200 LEAF and 30.5 USDC and 1,000,000 OTHER", note="at the cap")],
        [Bar("ana", 999)],
    ],
)
def test_numbers_of_any_size_are_drawn(bars: list[Bar]) -> None:
    size(allocation(bars, title=TITLE, unit="LEAF"))
    whole(charts.bars_page(bars, title=TITLE, head="x", unit="LEAF"))


# What is where on a page


def texts(page: Page) -> list[Any]:
    from matplotlib.text import Text

    return [one for one in page.figure.findobj(Text) if one.get_text()]


def whole(page: Page) -> None:
    """No text is cut off, lies over another, or over a shape."""
    from matplotlib.patches import Polygon

    boxes = [(one.get_text(), one.get_window_extent().padded(-1)) for one in texts(page)]
    for text, box in boxes:
        assert box.x0 >= MARGIN - 4, text
        assert box.x1 <= WIDTH - MARGIN + 40, text
        assert box.y0 >= 0, text
        assert box.y1 <= page.height, text
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not a.overlaps(b), (one, other)
    shapes = [one.get_window_extent() for one in page.figure.findobj(Polygon)]
    for text, box in boxes:
        assert not any(box.overlaps(shape) for shape in shapes), text


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("number", [1, 2, 12, 60, 165])
def test_no_text_of_a_month_is_cut_or_covered(number: int, seed: int) -> None:
    whole(charts.bars_page(people(number, seed=seed), title=TITLE, head=f"{number} people", unit="LEAF"))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("number", "moments"), [(1, 2), (3, 3), (8, 5), (12, 9), (60, 24), (165, 13)])
def test_no_text_of_ownership_is_cut_or_covered(number: int, moments: int, seed: int) -> None:
    whole(charts.holders_page(owned(number, moments, seed=seed), title="Holders", unit="LEAF"))


def test_text_is_at_least_eleven_pixels_high_on_a_phone() -> None:
    pages = [
        charts.bars_page(people(30), title=TITLE, head="30 people", unit="LEAF"),
        charts.holders_page(owned(12, 9), title="Holders", unit="LEAF"),
    ]
    assert min(one.get_fontsize() for page in pages for one in texts(page)) * 360 / WIDTH >= 11


def test_the_largest_come_first_and_the_rest_is_summed() -> None:
    shown, rest = charts.ranked([Bar(f"p{n}", n, f"{1000 * n:,}.5") for n in range(1, 25)])
    assert [one.name for one in shown] == [f"p{n}" for n in range(24, 4, -1)]
    assert rest == Bar("… and 4 more", 10, "10,002.0")
    assert charts.ranked([Bar("p", 1, "5 and 6")] * 22)[1] == Bar("… and 2 more", 2, "")


def said(page: Page) -> list[str]:
    return [one.get_text() for one in texts(page)]


def test_the_legend_tells_of_nothing_that_is_not_drawn() -> None:
    def shown(*bars: Bar) -> list[str]:
        return said(charts.bars_page(bars, title="T", head="x", unit="LEAF"))

    assert shown(Bar("ana", 20)) == ["T", "x", "Share", "ana", "20.0 %", "0", "5 %", "10 %", "15 %", "20 %"]
    assert shown(Bar("ana", 20, baseline=0.0))[-1] == "share by the embedded scorer"
    assert shown(Bar("ana", 20, low=1.0, high=2.0))[-1] == "from the lowest to the highest sample"
    assert shown(*[Bar("ana", 3)] * 22)[-1] == "cut: longer than the others"
    assert shown(*[Bar("ana", 3)] * 21)[-1] == "3 %"
    assert "Nobody." in shown()


def test_at_most_seven_holders_have_an_area_of_their_own() -> None:
    of = owned(12, 3)
    bands = charts.bands(of)
    assert [one.of.name for one in bands[7:]] == [
        f"{len(of.members) - 7} others",
        "the treasury",
        "set aside",
    ]
    for at in range(3):
        assert sum(one.of.amounts[at] for one in bands) == sum(one.amounts[at] for one in of.holders)


def test_what_is_not_released_is_crossed_within_the_area_of_its_holder() -> None:
    of = Ownership(
        (OCTOBER, NOW),
        ("Oct 2026", "now"),
        (100, 200),
        (Holding("ana", (50, 50)), Holding("ben", (50, 150), bound=(50, 90))),
    )
    drawn = charts.layers(charts.bands(of))
    assert [(one.of.name, one.of.amounts, one.hatch) for one in drawn] == [
        ("ben", (0, 60), ""), ("ben", (50, 90), "xx"), ("ana", (50, 50), ""),
    ]  # fmt: skip
    assert drawn[0].fill == drawn[1].fill
    shown = said(charts.holders_page(of, title="T", unit="LEAF"))
    assert "share of all LEAF there are; crossed: not released" in shown
    assert shown.count("ben") == 1
    assert "Now ben 75.0 %, ana 25.0 %. Not released: 45.0 %." in holders_alt(of, title="T", unit="LEAF")


def test_shares_of_ownership_are_those_of_the_table() -> None:
    at = (datetime(2026, 11, 1, tzinfo=UTC),)
    of = Ownership(at, ("now",), (3,), (Holding("ana", (2,)), Holding("the treasury", (1,), place=True)))
    assert [one for one in said(charts.holders_page(of, title="T", unit="LEAF")) if "." in one] == [
        "66.6 %",
        "33.3 %",
    ]


def test_all_text_is_in_these_colours() -> None:
    pages = [
        charts.bars_page(people(30), title=TITLE, head="30 people", unit="LEAF"),
        charts.holders_page(owned(12, 9), title="Holders", unit="LEAF"),
    ]
    assert {one.get_color() for page in pages for one in texts(page)} == {INK, MUTED}


# Words


def test_a_month_in_words() -> None:
    bars = [
        Bar("cy", 10, "100", 12.25),
        Bar("ana", 50, "500", 30, 40, 60, "at the cap"),
        Bar("ben", 40, "400", 41, 30, 45, "at the cap, waits"),
        Bar("dee\u202e\n🦊", 0, "0", 0),
    ]
    assert allocation_alt(bars, TITLE) == (
        "Rewards for November 2026: 4 people. ana leads with 50.0 %, then ben with 40.0 %. The median is 25.0 %. "
        "At the cap: 2. Waits: 1. Furthest from the embedded scorer: ana, 50.0 % instead of 30.0 %."
    )


@pytest.mark.parametrize(
    ("bars", "words"),
    [
        ([], "T: nobody."),
        ([Bar("ana", 100)], "T: 1 person. ana leads with 100.0 %."),
        ([Bar("ana", 0), Bar("ben", 0)], "T: 2 people. Nobody has a share. The median is 0.0 %."),
        (
            [Bar("ana", 50, baseline=50.04), Bar("ben", 50)],
            "T: 2 people. ana and ben lead with 50.0 % each. The median is 50.0 %. The embedded scorer says the same.",
        ),
        ([Bar("p", 25)] * 4, "T: 4 people. 4 people lead with 25.0 % each. The median is 25.0 %."),
    ],
)
def test_odd_months_in_words(bars: list[Bar], words: str) -> None:
    assert allocation_alt(bars, "T") == words


def test_words_end_in_time() -> None:
    bars = [Bar("n" * 500, 1, note=f"{n} " + "x" * 90) for n in range(165)]
    assert len(allocation_alt(bars, "T" * 900)) == 1000


OCTOBER, NOW = datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 11, 12, tzinfo=UTC)
GARDEN = Ownership(
    (OCTOBER, NOW),
    ("Oct 2026", "now"),
    (100, 200),
    (
        Holding("the treasury", (0, 30), place=True),
        Holding("ana", (50, 50)),
        Holding("ben", (0, 51)),
        Holding("cy", (1, 20)),
        Holding("dee", (0, 3)),
        Holding("eve", (0, 2)),
        Holding("fay", (0, 0)),
    ),
)


def test_ownership_in_words() -> None:
    assert holders_alt(GARDEN, title="Holders", unit="LEAF") == (
        "Holders: shares of all LEAF from Oct 2026 to now. Now ben 25.5 %, ana 25.0 %, cy 10.0 %, 2 others 2.5 %, "
        "the treasury 15.0 %. ben gained most: 25.5 points."
    )
    now = Ownership((NOW,), ("now",), (200,), (Holding("ana", (50,)), Holding("ben", (50,))))
    assert holders_alt(now, title="H", unit="LEAF") == "H: shares of all LEAF. Now ana 25.0 %, ben 25.0 %."


def test_a_share_is_rounded_half_up() -> None:
    assert [charts.percent(one) for one in (0, 12.25, 0.05, 0.049, 100)] == [
        "0.0 %", "12.3 %", "0.1 %", "0.0 %", "100.0 %",
    ]  # fmt: skip
