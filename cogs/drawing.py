"""Drawing on a page of pixels: plain shapes and plain text, headless, with the same bytes every time.

matplotlib is imported with the first page (half a second, or a few where it has never run). There is no pyplot
and no state of the process, so pages may be drawn in threads.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal, NamedTuple

MOST_SAID = 40  # characters of a name in a sentence
WIDTH = 1080  # a phone shows a picture in a chat at a third of this
MARGIN = 48
INSIDE = WIDTH - 2 * MARGIN
TEXT, TITLE = 34, 46  # pixels: at a third, 11 and 15
DOTS = 72  # to the inch, so that the points of matplotlib are pixels

PAPER, INK, MUTED = "#FBFBF9", "#1B1F24", "#50575F"
TRACK, RULE, PALE = "#E7EAEE", "#C9CFD6", "#A9B1BB"
# Okabe and Ito: told apart by every kind of colour vision
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, RED, YELLOW = "#56B4E9", "#D55E00", "#F0E442"

Points = Sequence[tuple[float, float]]
Side = Literal["left", "center", "right"]
JOINER = "\u200d"  # makes one emoji of several
BOX = "□"  # stands for a letter that the font lacks
MOST_SIGNS = 200  # of a text: more than a line ever holds
SPACES = re.compile(r"\s+")
FONTS = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}  # those that matplotlib brings


@cache
def font_file(bold: bool) -> str:
    """Where the font lies, so that none is searched for."""
    import matplotlib as mpl

    return f"{mpl.get_data_path()}/fonts/ttf/{FONTS[bold]}"


@cache
def known(bold: bool) -> frozenset[int]:
    """The signs that the font has."""
    from matplotlib.font_manager import get_font

    return frozenset(get_font(font_file(bold)).get_charmap())


def drawable(text: str, *, bold: bool = False) -> str:
    """Text that the font can show: emoji and marks go, another letter that it lacks becomes a box."""
    line = SPACES.sub(" ", unicodedata.normalize("NFC", text[:MOST_SIGNS]))
    signs = (_sign(one, known(bold)) for one in line)
    return SPACES.sub(" ", "".join(signs)).strip() or (BOX if text.strip() else "")


def plain(text: str) -> str:
    """Text on one line, without signs that cannot be seen."""
    seen = (one for one in SPACES.sub(" ", text) if unicodedata.category(one)[0] != "C" or one == JOINER)
    return "".join(seen).strip()


def spoken(text: str, most: int = MOST_SAID) -> str:
    """A name in a sentence: one line, and not too long."""
    line = plain(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _sign(sign: str, signs: frozenset[int]) -> str:
    kind = unicodedata.category(sign)
    if kind[0] == "C" or kind in ("Mn", "Me"):  # orders of direction, joiners, accents without end
        return ""
    if ord(sign) in signs:
        return sign
    return "" if kind in ("So", "Sk") else BOX


class Plot(NamedTuple):
    """Where areas are drawn, and the percent at the upper end."""

    left: float
    right: float
    high: float
    low: float
    top: float

    def y(self, percent: float) -> float:
        """How far down a share lies."""
        return self.low - (self.low - self.high) * percent / self.top

    def xs(self, seconds: Sequence[float]) -> list[float]:
        """How far to the right moments lie, the first and the last at the ends."""
        whole = seconds[-1] - seconds[0] or 1
        return [self.left + (self.right - self.left) * (one - seconds[0]) / whole for one in seconds]


class Page:
    """A picture as wide as all of ours; x counts from the left, y from the top, both in pixels."""

    def __init__(self, height: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        size = ((WIDTH + 0.5) / DOTS, (height + 0.5) / DOTS)  # the half is cut off, whatever floats do
        self.height = height
        self.figure = Figure(figsize=size, dpi=DOTS, facecolor=PAPER, edgecolor=PAPER)
        self.canvas = FigureCanvasAgg(self.figure)

    def png(self) -> bytes:
        """The picture in 128 colours, a third of the bytes; nothing in it tells when or where it was drawn."""
        from PIL import Image  # matplotlib cannot write a PNG without it

        canvas: Any = self.canvas  # which has no types
        canvas.draw()
        picture = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()))
        few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, "PNG", optimize=True)
        return out.getvalue()

    def wide(self, text: str, *, size: int = TEXT, bold: bool = False) -> float:
        """How many pixels a line of text takes."""
        shown = drawable(text, bold=bold)
        canvas: Any = self.canvas
        renderer = canvas.get_renderer()
        width: float = renderer.get_text_width_height_descent(shown, _font(size, bold), ismath=False)[0]
        return width

    def fit(self, text: str, room: float, *, size: int = TEXT, bold: bool = False) -> str:
        """The text, or as much of its beginning as there is room for, and a `…`."""
        shown = drawable(text, bold=bold)
        if not shown or self.wide(shown, size=size, bold=bold) <= room:
            return shown

        def cut(length: int) -> float:
            return self.wide(f"{shown[:length]}…", size=size, bold=bold)

        return f"{shown[: bisect(range(1, len(shown)), room, key=cut)].rstrip()}…"

    def text(
        self, x: float, y: float, text: str, *, to: Side = "left", size: int = TEXT, bold: bool = False,
        colour: str = INK,
    ) -> None:  # fmt: skip
        """A line of text on the base line y, which x begins, ends (`to` right) or halves (`to` center)."""
        from matplotlib.text import Text

        if shown := drawable(text, bold=bold):
            self._add(
                Text(
                    x, self.height - y, shown, color=colour, fontproperties=_font(size, bold), parse_math=False,
                    usetex=False, horizontalalignment=to, verticalalignment="baseline", wrap=False,
                )
            )  # fmt: skip

    def shape(self, points: Points, fill: str, *, edge: str = "", hatch: str = "", width: float = 2) -> None:
        """An area within these corners; a hatch has the colour of the edge."""
        from matplotlib.patches import Polygon

        at = [(x, self.height - y) for x, y in points]
        style = {"facecolor": fill, "edgecolor": edge or "none", "linewidth": width if edge else 0}
        self._add(Polygon(at, closed=True, joinstyle="round", hatch=hatch or None, **style))

    def box(self, x: float, y: float, width: float, height: float, fill: str, **style: Any) -> None:
        """A rectangle with its upper left corner at x and y."""
        ends = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.shape(ends, fill, **style)

    def line(self, points: Points, colour: str, width: float = 2) -> None:
        """A line through points."""
        from matplotlib.lines import Line2D

        xs, ys = [x for x, _ in points], [self.height - y for _, y in points]
        self._add(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", marker="None"))

    # What charts are made of

    def heading(self, title: str) -> None:
        """The title, as much of it as a line holds."""
        self.text(MARGIN, MARGIN + 44, self.fit(title, INSIDE, size=TITLE, bold=True), size=TITLE, bold=True)

    def track(self, x: float, y: float, width: float, height: float, top: float) -> None:
        """What a bar lies on, with the marks of its scale."""
        self.box(x, y, width, height, TRACK)
        for tick in ticks(top):
            self.box(x + width * tick / top - 1.5, y, 3, height, RULE)

    def scale(self, y: float, x: float, width: float, top: float) -> None:
        """The numbers of a scale, in percent."""
        for tick in ticks(top):
            words = f"{tick:g} %" if tick else "0"
            half = self.wide(words) / 2
            middle = min(max(x + width * tick / top, MARGIN + half), WIDTH - MARGIN - half)
            self.text(middle, y, words, to="center", colour=MUTED)

    def whisker(self, low: float, high: float, y: float) -> None:
        """A range: a line with ends."""
        self.line([(low, y), (high, y)], INK, 4)
        for x in (low, high):
            self.line([(x, y - 12), (x, y + 12)], INK, 4)

    def mark(self, x: float, y: float) -> None:
        """A small triangle that points up to a place."""
        self.shape([(x, y - 5), (x + 12, y + 15), (x - 12, y + 15)], ORANGE, edge=INK, width=2.5)

    def cut(self, x: float, y: float, height: float, fill: str = "") -> None:
        """Two slanted gaps in a bar."""
        if fill:
            self.box(x - 12, y, 50, height, fill, edge=MUTED, hatch="//")
        for start in (x - 6, x + 14):
            low, high = y + height + 3, y - 3
            self.shape([(start, low), (start + 9, low), (start + 19, high), (start + 10, high)], PAPER)

    def heights(self, plot: Plot) -> None:
        """Thin lines across at round percents, with their numbers to the left."""
        for tick in ticks(plot.top):
            y = plot.y(tick)
            self.line([(plot.left, y), (plot.right, y)], RULE)
            self.text(plot.left - 18, y + 12, f"{tick:g} %" if tick else "0", to="right", colour=MUTED)

    def areas(self, edges: Sequence[Points], fills: Sequence[tuple[str, str]]) -> None:
        """What lies between lines, with fill and hatch; the lines are dark, so that colour is not needed."""
        for (upper, lower), (fill, hatch) in zip(pairwise(edges), fills, strict=True):
            self.shape([*upper, *reversed(lower)], fill, edge=MUTED if hatch else "", hatch=hatch)
        for edge in edges:
            self.line(edge, INK, 2.5)

    def moments(self, plot: Plot, xs: Sequence[float], names: Sequence[str]) -> None:
        """As many names of moments as there is room for, the first and the last before others."""
        half = [self.wide(one) / 2 + 18 for one in names]
        for n in spread([(max(x, MARGIN + out), out) for x, out in zip(xs, half, strict=True)]):
            self.line([(xs[n], plot.low), (xs[n], plot.low + 12)], INK)
            middle = max(xs[n], MARGIN + half[n] - 18)
            self.text(middle, plot.low + 52, names[n], to="center", colour=MUTED)

    def _add(self, artist: Any) -> None:
        from matplotlib.transforms import IdentityTransform

        artist.set_transform(IdentityTransform())
        artist.set_zorder(len(self.figure.get_children()))  # what comes later lies above
        self.figure.add_artist(artist, clip=False)


def _font(size: int, bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=font_file(bold), size=size)


def ticks(top: float, most: int = 5) -> list[float]:
    """Round numbers from zero to the top of a scale."""
    size = 10.0 ** math.floor(math.log10(top)) / 10
    step = next(one for one in (size * n for n in (1, 2, 5, 10, 20, 50, 100)) if top / one <= most)
    return [round(step * n, 9) for n in range(int(top / step + 1e-9) + 1)]


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near those wanted, in their order, at least a gap from each other and between the two ends."""
    places: list[float] = []
    for number, one in enumerate(wanted):
        places.append(max(one, low + number * gap, *(place + gap for place in places[-1:])))
    for back in range(len(places)):
        most = high - back * gap
        places[-1 - back] = min(places[-1 - back], most)
    return places


def spread(words: Sequence[tuple[float, float]]) -> list[int]:
    """Which of some words, by middle and half width, can stand in a row: evenly spaced, and the last."""
    end = len(words) - 1

    def clear(one: int, other: int) -> bool:
        return words[one][0] + words[one][1] <= words[other][0] - words[other][1]

    for step in range(1, end + 1):
        found = [n for n in range(0, end, step) if clear(n, end)]
        if all(clear(one, other) for one, other in pairwise(found)):
            return [*found, end]
    return [end]
