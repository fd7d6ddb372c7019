"""What a prompt may not say, found line by line before anybody votes on it (REWARDS 2).

A prompt says what a community values. It names nobody, promises nobody a score, and leaves to the frame what belongs
there: the form of the answer, the scale, what texts are, and that the rules stand. The words that tell are in
rules/phrases.py and rules/promises.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from rules import phrases, promises
from rules.promises import CLASSES

SHORTEST, LONGEST = 80, 4000  # characters of a prompt
SHOWN, MOST = 60, 8  # characters of a line that are quoted; findings that are told at once
HOLE = re.compile(r"\{([^{}\n]*)\}")
NAMED = re.compile(r"[a-z_]+")
HANDLE = re.compile(r"(?<![\w.])@\w[\w.\-]*")
ACCOUNT = re.compile(r"<[@#]?[!&]?\d{5,}>|(?<!\d)\d{15,}(?!\d)|@[\w.=\-/+]+:[\w\-]+\.[\w.\-]+")
WALLET = re.compile(
    r"(?<![0-9a-z])0x[0-9a-f]{3,}|(?<!\w)[\w\-]+\.(?:eth|lens|sol|crypto|nft|wallet)(?!\w)"
    r"|(?<![0-9a-z])(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{26,}(?![0-9a-z])"
)
MAIL = re.compile(r"[\w.+\-]+\s?@\s?[\w\-]+(?:\.[\w\-]+)+")
LINK = re.compile(
    r"\b[a-z][a-z0-9+.\-]{1,15}://\S|\bwww\.\w|\]\(\s*\S"
    r"|(?<![\w.@])[\w\-]+(?:\.[\w\-]+)*\.(?:com|org|net|io|xyz|dev|app|info|gg|me|de|fr|es|eu)(?:/\S*)?(?![\w.])"
)
LETTER = r"[^\W_]"
ENDS = re.compile(r"(?<=[^\d\s][.!?])\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A line, counted from 1 (0 for the whole text), what stands there, and why it cannot stay."""

    line: int
    quote: str
    why: str

    def __str__(self) -> str:
        if not self.line:
            return self.why
        return f'Line {self.line}, "{self.quote}": {self.why}'


def check(text: str, *, holes: Collection[str], names: Iterable[str] = ()) -> list[Finding]:
    """Everything that speaks against a prompt, line by line; `holes` are what is filled in, `names` those of members."""
    lines, known = text.splitlines(), _sought(names)
    alone = [_said(line, holes, known) for line in lines]
    found = [*_length(text), *_unseen(text)]
    for place, mine in enumerate(alone):
        after = alone[place + 1] if place + 1 < len(alone) else {}
        across = _said(_joined(lines, place), holes, known)
        new = {why: quote for why, quote in across.items() if why not in mine and why not in after}
        found += [Finding(place + 1, quote, why) for why, quote in (mine | new).items()]
    return found


def _said(line: str, holes: Collection[str], known: re.Pattern[str] | None) -> dict[str, str]:
    """What is wrong with a line: each reason with the first sentence that gives it."""
    wrong: dict[str, str] = {}
    for sentence in ENDS.split(line):
        flat = plain(sentence)
        for why in _wrong(sentence, flat, holes, known) if flat else ():
            wrong.setdefault(why, _cut(sentence))
    return wrong


def plain(line: str) -> str:
    """A line as it is read: lower case without accents, one space between words, without marks of emphasis."""
    bare = unicodedata.normalize("NFKD", line).casefold()
    bare = "".join(one for one in bare if not unicodedata.combining(one)).replace("ı", "i")
    bare = bare.replace("’", "'").replace("`", "'")
    return " ".join(re.sub(r"[*_~]{1,3}(?=\w)|(?<=\w)[*_~]{1,3}", "", bare).split())


def _length(text: str) -> Iterator[Finding]:
    """A prompt says something, and no more than is read."""
    size = len(text.strip())
    if size < SHORTEST:
        yield Finding(
            0,
            "",
            f"A prompt has at least {SHORTEST} characters, and this one has {size}; say what is valued.",
        )
    if size > LONGEST:
        yield Finding(
            0, "", f"A prompt has at most {LONGEST:,} characters, and this one has {size:,}; say it shorter."
        )


def _unseen(text: str) -> Iterator[Finding]:
    """What nobody sees is not voted on."""
    for number, line in enumerate(text.splitlines(), 1):
        if any(unicodedata.category(one) in ("Cc", "Cf", "Co", "Cn") and one != "\t" for one in line):
            yield Finding(
                number, _cut(line), "it holds characters that nobody sees; type it again without them."
            )


def _joined(lines: list[str], place: int) -> str:
    """A line, and the next one where its sentence goes on."""
    line, after = lines[place], lines[place + 1] if place + 1 < len(lines) else ""
    ends = not line.strip() or line.rstrip()[-1] in ".!?:" or not after.strip()
    begins = re.match(r"\s*(?:[-*#>|]|\d+[.)])\s", after)
    return line if ends or begins or line.lstrip().startswith("#") else f"{line} {after.strip()}"


def _wrong(line: str, flat: str, holes: Collection[str], known: re.Pattern[str] | None) -> Iterator[str]:
    """Why a line cannot stay."""
    for hole in HOLE.findall(line):
        if hole not in holes:
            yield _hole(hole, holes)
    for is_wrong, why in SIGNS:
        if is_wrong(flat):
            yield why
    if known and (named := known.search(flat)):
        yield f"it names the member {named[0]}; a prompt names nobody, so say what kind of work is meant."
    if _promises(flat):
        yield "it promises somebody a score, or denies it; say which work counts more or less, whoever does it."
    for why, found in phrases.RULES:
        if any(one.search(flat) for one in found):
            yield why


def _hole(hole: str, holes: Collection[str]) -> str:
    there = ", ".join(f"{{{one}}}" for one in sorted(holes))
    what = f"nothing fills {{{hole[:30]}}}" if NAMED.fullmatch(hole) else "braces are for what is filled in"
    return f"{what}; there are {there}."


def _mailed(flat: str) -> bool:
    return bool(MAIL.search(flat) or LINK.search(flat))


def _handled(flat: str) -> bool:
    return bool(ACCOUNT.search(flat) or HANDLE.search(MAIL.sub(" ", flat)))


SIGNS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (_handled, "it names an account; a prompt names nobody, so say what kind of work is meant."),
    (lambda flat: bool(WALLET.search(flat)), "it holds the address of a wallet; nobody is paid by a prompt."),
    (_mailed, "it holds a link or a mail address, which no model opens; say here what stands there."),
)


def _sought(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds members by name as whole words; a name of one letter, or of words that everybody uses, is no name."""
    flat = {plain(name).lstrip("@") for name in names}
    meant = sorted(
        (one for one in flat if len(one) > 1 and one not in CLASSES), key=lambda one: (-len(one), one)
    )
    if not meant:
        return None
    return re.compile(rf"(?<!{LETTER})(?:{'|'.join(map(re.escape, meant))})(?!{LETTER})")


def _promises(flat: str) -> bool:
    """Whether a sentence fixes a score: always, never or at least so much, for somebody."""
    return any(one.search(flat) for one in promises.PROMISES)


def _cut(line: str) -> str:
    said = " ".join("".join(one if one.isprintable() else " " for one in line).split())
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1].rstrip()}…"


def told(found: list[Finding]) -> str:
    """All findings, one a line, the first of them where there are many."""
    more = [f"And {len(found) - MOST:,} more."] if len(found) > MOST else []
    return "\n".join([*map(str, found[:MOST]), *more])
