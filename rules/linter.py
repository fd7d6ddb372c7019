"""What a prompt may not say, found line by line before anybody votes on it (REWARDS 2).

A prompt says what a community values. It names nobody, promises nobody a score, and leaves to the frame what belongs
there: the form of the answer, the scale, what texts are, and that the rules stand. What stands together in a sentence
that may not is in rules/concerns.py, in words of four languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from rules import concerns, disguise, sentences, tongues
from rules.sentences import Sentence, plain

SHORTEST, LONGEST = 80, 4000  # characters of a prompt
SHOWN, FEW = 60, 2  # characters of a sentence that are quoted; words before those that tell
MOST = 8  # findings that are told at once
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
JSON = re.compile(r"```|[{\[] ?\"")
MARK = re.compile(
    r"datamark\w*|<<<|>>>|<\|\w|\[/?(?:inst|system|data)\]|</?(?:system|data|user|assistant|instructions?)>"
    r"|^\W*(?:system|assistant|user) ?:"
)
LABEL = re.compile(r"(?<![\w])m[0-9]{2}(?!\w)")
EVERYDAY = """
a i me us mod mods admin admins moderator moderators founder founders treasurer treasurers guardian member members
    team all care code design guide help honest hope joy july june may april mark grace art will bill rose page max use
    work value most community everybody nobody anyone someone
"""  # words that a name may be, and that a prompt needs
COMMON = frozenset(EVERYDAY.split())
FOREIGN = "it is in a language that is not read here; say it in the language of the rest."
UNREAD = "one that the linter does not read, so whoever votes should read it all the more closely"


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
    found = [*_length(text), *_unseen(text)]
    if len(text) > LONGEST:
        return found  # it is read when it is short enough for people to read it
    read, known = sentences.read(text), _sought(names)
    said = concerns.said(read)
    other, ours = unread(text), not tongues.elsewhere(_whole(read))
    for one, heard in zip(read, said, strict=True):
        found += [Finding(one.line, _cut(one.raw), why) for why in _wrong(one, holes, known)]
        if ours or max(tongues.shares(one.flat).values()) > tongues.SURE:
            found += [Finding(one.line, _around(one, place), why) for why, place in heard]
        if not other and tongues.foreign(one.flat):
            found.append(Finding(one.line, _cut(one.raw), FOREIGN))
    return _once(found)


def unread(text: str) -> bool:
    """Whether a prompt is in none of the four languages, so that most of this says nothing about it."""
    return tongues.foreign(_whole(sentences.read(text)))


def _whole(read: Iterable[Sentence]) -> str:
    return " ".join(one.flat for one in read)


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Each reason once a line, with the first sentence that gives it."""
    first: dict[tuple[int, str], Finding] = {}
    for one in found:
        first.setdefault((one.line, one.why), one)
    return list(first.values())


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
        if disguise.unseen(line):
            yield Finding(number, _cut(line), disguise.UNSEEN)


def _wrong(one: Sentence, holes: Collection[str], known: re.Pattern[str] | None) -> Iterator[str]:
    """Why a sentence cannot stay, whatever its words mean."""
    for hole in HOLE.findall(one.raw):
        if hole not in holes:
            yield _hole(hole, holes)
    for is_wrong, why in SIGNS:
        if is_wrong(one.flat):
            yield why
    if known and (named := known.search(one.flat)):
        yield f"it names the member {named[0]}; a prompt names nobody, so say what kind of work is meant."
    if disguise.hidden(one.raw, one.flat):
        yield concerns.HIDDEN


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
    (lambda flat: bool(JSON.search(flat)), concerns.FORM),
    (lambda flat: bool(MARK.search(flat)), concerns.MARKS),
    (lambda flat: bool(LABEL.search(flat)), concerns.PROMISE),
    (lambda flat: bool(WALLET.search(flat)), "it holds the address of a wallet; nobody is paid by a prompt."),
    (_mailed, "it holds a link or a mail address, which no model opens; say here what stands there."),
)


def _sought(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds members by name as whole words; a name of one letter, or of words that everybody uses, is no name."""
    flat = {plain(name).lstrip("@") for name in names}
    meant = sorted(
        (one for one in flat if len(one) > 1 and one not in COMMON), key=lambda one: (-len(one), one)
    )
    if not meant:
        return None
    return re.compile(rf"(?<!{LETTER})(?:{'|'.join(map(re.escape, meant))})(?!{LETTER})")


def _around(one: Sentence, place: int) -> str:
    """A sentence from a few words before those that tell, where it is too long to be quoted from its beginning."""
    words = _shown(one.raw).split()
    before = len(one.flat[:place].split()) - FEW
    if before <= 0 or len(words) != len(one.flat.split()) or len(_shown(one.raw)) <= SHOWN:
        return _cut(one.raw)
    return _cut(f"… {' '.join(words[before:])}")


def _cut(line: str) -> str:
    said = _shown(line)
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1].rstrip()}…"


def _shown(line: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in line).split())


def told(found: list[Finding]) -> str:
    """All findings, one a line, the first of them where there are many."""
    more = [f"And {len(found) - MOST:,} more."] if len(found) > MOST else []
    return "\n".join([*map(str, found[:MOST]), *more])
