"""What members wrote, made ready for a model in linear time: clean, anonymous, short, marked (REWARDS 2)."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

Alias = Callable[[int], str]
LONGEST: Final = 500
READ: Final = 20_000  # characters of a text that are looked at; links and ids among them become short
MARKERS: Final = tuple("¦§¶¤¬†‡‖※⁂⁑◊⋄∎∴∵⊕⊗⊙⌑⌐╪╫╬")
MOST_WORDS: Final = 12  # of a name; a longer one is known by its first
CACHED: Final = 65_536

# Nothing shows where these stand, though Unicode counts them as letters, marks or symbols.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Scripts without a space between words (Thai to Khmer, Chinese, Japanese) or after a name (Korean).
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Marks of no script of its own: people leave them out, or add them to hide a name.
ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
BLANKS = re.compile(rf"[\s{''.join(MARKERS)}]+")
APOSTROPHES = ("'", "’", "‘", "ʼ", "ʻ", "`")
WORD, ALONE, MARK, GAP = "w", "s", "m", " "
TOKEN = re.compile(r"m*(w[wm]*|sm*)")
PILE = re.compile(r"(m{8})m+")  # marks on one letter; NFKC orders them in quadratic time
LOOSE = re.compile(rf" ?|[._\-‐{''.join(APOSTROPHES)}]+")  # between words of any name
INSIDE = re.compile(r"[._\-]*")  # between parts of one handle
MENTION = re.compile(r"@+[._\-]*")
INITIALS = frozenset("mptмртμρτᴍᴘᴛ")  # of a label; Cyrillic, Greek and small capitals look the same
LABEL = re.compile(rf"(?:[{''.join(sorted(INITIALS))}]\d+)+")


class _Table(dict[int, str]):
    """What `str.translate` makes of each character by a rule, remembered."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, code: int) -> str:
        found = self.rule(chr(code))
        return self.setdefault(code, found) if len(self) < CACHED else found


def _kept(char: str) -> str:
    """A character itself, a space, or nothing."""
    if char.isspace() or char == "\u2800":
        return " "
    return "" if unicodedata.category(char)[0] == "C" or UNSEEN.match(char) else char


def _kind(char: str) -> str:
    """Part of a word, a word of its own, a mark on either, or none of these."""
    category = unicodedata.category(char)
    if category[0] == "M":
        return MARK
    if category == "So" or UNSPACED.match(char):
        return GAP if char in MARKERS else ALONE
    return WORD if category[0] in "LN" and char not in APOSTROPHES else GAP


KEPT, KINDS = _Table(_kept), _Table(_kind)


def clean(text: str) -> str:
    """NFKC on one line, without characters that nobody sees; cleaning twice changes nothing."""
    if text.isascii():
        return " ".join(text.translate(KEPT).split())
    before, after = "", text
    while before != after:  # NFKC can make what is removed, and letters can join over what was
        before, after = after, unicodedata.normalize("NFKC", _unpiled(after.translate(KEPT)))
        after = " ".join(after.translate(KEPT).split())
    return after


def _unpiled(text: str) -> str:
    """At most eight marks on a letter."""
    kept, done = [], 0
    for pile in PILE.finditer(text.translate(KINDS)):
        kept.append(text[done : pile.end(1)])
        done = pile.end()
    return "".join([*kept, text[done:]])


def _folded(word: str) -> str:
    """A word without case and accents; a dotless i is an i."""
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", word)).casefold()
    return unicodedata.normalize("NFKC", bare).replace("ı", "i")


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of text: where its words stand, the words folded, and where the @ of some is."""

    text: str
    spans: list[tuple[int, int]]
    folded: list[str]
    mentioned: dict[int, int]

    @classmethod
    def of(cls, text: str) -> _Words:
        found = list(TOKEN.finditer(text.translate(KINDS)))
        spans = [one.span(1) for one in found]
        low = text.lower() if text.isascii() else ""
        folded = [low[start:end] if low else _folded(text[start:end]) for start, end in spans]
        signs = {sign.end(): sign.start() for sign in MENTION.finditer(text)}
        mentioned = {number: signs[one.start()] for number, one in enumerate(found) if one.start() in signs}
        return cls(text, spans, folded, mentioned)

    def gap(self, number: int) -> str:
        """What stands before a word, without accents; markers are spaces."""
        start = self.spans[number - 1][1] if number else 0
        gap = self.text[start : self.spans[number][0]]
        return gap if gap in {"", " "} else BLANKS.sub(" ", ACCENTS.sub("", gap))

    def goes_on(self, end: int, number: int) -> bool:
        """Whether a handle that stops at `end` has more parts, the next of them this word."""
        start = self.spans[number][0] if number < len(self.spans) else end
        return start > end and INSIDE.fullmatch(self.text, end, start) is not None

    def handle(self, first: int) -> int:
        """The last word of a handle that nobody bears, with its discriminator."""
        last = first + 1
        while last < len(self.spans) and INSIDE.fullmatch(self.gap(last)):
            last += 1
        marked = last < len(self.spans) and self.gap(last) == "#" and self.folded[last].isdecimal()
        return last if marked else last - 1

    def label(self, number: int) -> int:
        """How many words from here look like one of our labels: M01, or M 01."""
        word, following = self.folded[number], self.folded[number + 1 : number + 2]
        if word not in INITIALS or not following or not following[0].isdecimal():
            return 1 if LABEL.fullmatch(word) else 0
        close = re.fullmatch(r"[\s._\-#:]{0,2}", self.gap(number + 1))
        return 2 if close and not self.gap(number).endswith(APOSTROPHES) else 0  # I'm 20 minutes late


@dataclass(slots=True)
class _Entry:
    """Members whose names are the same words: whose each spelling is; any other is the lowest id's."""

    lowest: int
    weak: bool  # a single letter, a name after an @ only
    spelled: dict[str, int] = field(default_factory=dict)
    edges: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    gaps: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, words: _Words, last: int, member: int) -> None:
        edge = words.spans[0][0], len(words.text) - words.spans[last][1]
        self.spelled.setdefault(words.text.casefold(), member)
        self.gaps.add(tuple(words.gap(number) for number in range(1, last + 1)))
        self.edges = sorted({*self.edges, edge}, key=sum, reverse=True)

    def allows(self, gaps: list[str]) -> bool:
        return all(map(LOOSE.fullmatch, gaps)) or tuple(gaps) in self.gaps

    def meant(self, words: _Words, first: int, last: int) -> tuple[int, int, int]:
        """Start, end and member; signs around the words count where a member's name has them."""
        left, right = words.spans[first][0], words.spans[last][1]
        done = words.spans[first - 1][1] if first else 0
        following = words.spans[last + 1][0] if last + 1 < len(words.spans) else len(words.text) + 1
        for before, after in self.edges:
            start, end = max(done, left - before), right + after
            member = self.spelled.get(words.text[start:end].casefold())
            if member is not None and (not after or end < following):
                return start, end, member
        return left, right, self.lowest


class Names:
    """The names, handles and ids of members, found in a text as whole words, the longest first."""

    def __init__(self, known: Iterable[tuple[str, int]]) -> None:
        """A name of several members is the lowest id's; one in full goes before one that was shortened."""
        self.first: set[str] = set()
        self._entries: dict[tuple[str, ...], _Entry | None] = {}
        names = sorted(((clean(name), member) for name, member in known), key=lambda one: one[1])
        short = [(less, member) for name, member in names for less in _shortened(name)]
        for name, member in [*names, *short]:
            if (words := _Words.of(name)).folded:
                self._add(words, member)

    def _add(self, words: _Words, member: int) -> None:
        key = tuple(words.folded[:MOST_WORDS])
        self.first.add(key[0])
        for length in range(1, len(key)):
            self._entries.setdefault(key[:length], None)
        entry = self._entries.get(key) or _Entry(member, sum(map(len, key)) < 2)
        entry.add(words, len(key) - 1, member)
        self._entries[key] = entry

    def at(self, words: _Words, first: int, mentioned: bool) -> tuple[int, _Entry] | None:
        """The longest name that starts at a word: its last word, and whose it may be."""
        found, key, gaps = None, tuple[str, ...](), list[str]()
        for last in range(first, len(words.folded)):
            key = (*key, words.folded[last])
            if key not in self._entries:
                break
            gaps += [words.gap(last)] if last > first else []
            entry = self._entries[key]
            if entry and (mentioned or not entry.weak) and entry.allows(gaps):
                found = last, entry
        return found

    def member(self, name: str) -> int | None:
        """Whose name this is, or nobody's."""
        words = _Words.of(name)
        found = self.at(words, 0, mentioned=True)
        whole = found is not None and found[0] + 1 == len(words.folded)
        return found[1].meant(words, 0, found[0])[2] if found and whole else None


def _shortened(name: str) -> Iterator[str]:
    """What people type of a name: without discriminator, server, and emoji around it."""
    local = re.fullmatch(r"@([^:\s]+):\S+", name)
    short = local[1] if local else re.sub(r"#\d{4}$", "", name)
    kinds = short.translate(KINDS)
    start, end = kinds.find(WORD), kinds.rfind(WORD) + 1
    if 0 <= start < end and short[start:end] != name and any(map(str.isalpha, short[start:end])):
        yield short[start:end]


LETTER = r"[^\s!-,./:-@\[-^`{-~]"  # of a host or an ENS name: no ASCII sign but - and _
REST = r"(?:[^\s<>]*[\w/])?"
SERVER = r"(?:[\w\-]++(?:\.[\w\-]++)++|localhost)(?::\d{1,5})?"
HOST = rf"(?<!{LETTER})(?<!@)(?:{LETTER}++\.){{1,8}}"
# Endings that are no everyday word of English; any other counts where a path follows.
ENDINGS = (
    "com|org|net|info|biz|xyz|app|dev|io|co|ai|gg|fm|tv|edu|gov|wiki|coop|earth|world|space|online|site"
    "|cloud|eco|tech|social|network|community|foundation|finance|fund|money|exchange|art|blog|news|page"
    "|link|dao|uk|de|fr|es|nl|ch|eu|se|pl|pt|br|ar|mx|ca|au|nz|jp|cn|kr|ru|ua|tr|gr|cz|fi|dk|ie|za|sg|hk|tw"
)
SITE = rf"(?:{ENDINGS})(?![0-9a-z\-])(?::\d+)?(?:[/?\#]{REST})?|[a-z]{{2,24}}(?::\d+)?/[^\s<>]*[\w/]"
# A group is named after what is shown in its place. Outside of words few characters are worth a try.
SIGNS = re.compile(
    rf"""(?:(?<![0-9a-z])|(?=[0-9<@!\#$]))(?:
    (?P<link>(?<![\w+.\-])[\w+.\-]++://{REST}|(?<!\w)www\.[^\s<>]*[\w/])
    |<@!?(?P<id_ping>\d{{1,20}})>
    |@(?P<id_matrix>[\w.=\-/+]++):{SERVER}
    |(?P<id_thing><(?:@&|\#|a?:\w{{1,40}}:|/[\w\-\ ]{{1,99}}:|t:)\d{{1,20}}(?::\w)?>)
    |(?P<id_room>[!\#][\w.=\-/+]++:{SERVER}|[!$][\w+/\-]{{43}}(?!\w))
    |(?P<email>(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++)
    |(?P<wallet_ens>{HOST}(?:eth|lens|sol|crypto|nft|bnb|wallet)(?![0-9a-z\-]))
    |(?P<link_site>{HOST}(?:{SITE}))
    |(?P<wallet_short>0x[0-9a-f]{{2,}}+(?:\.{{2,}}|…)[0-9a-f]{{2,}})
    |(?P<wallet>(?<![0-9a-z])(?=[a-z]*+[0-9])(?=[0-9]*+[a-z])[0-9a-z]{{26,}}+)
    |(?P<id>\d{{15,}}+))""",
    re.VERBOSE | re.IGNORECASE,
)


def anonymous(text: str, names: Names, alias: Alias) -> str:
    """A cleaned text without links, addresses, ids and names; members go by `alias`, which nobody forges."""
    kept, ours = [""], False
    for mine, part in _parts(text, names, alias):
        if part:
            border = f"{kept[-1][-1:] or GAP}{part[0]}".translate(KINDS)
            kept += [" ", part] if (mine or ours) and GAP not in border else [part]
            ours = mine
    return "".join(kept)


def _parts(text: str, names: Names, alias: Alias) -> Iterator[tuple[bool, str]]:
    """The text in stretches, each with whether it is ours."""
    done = 0
    for found in SIGNS.finditer(text):
        yield from _worded(text[done : found.start()], names, alias)
        yield True, _shown(found, names, alias)
        done = found.end()
    yield from _worded(text[done:], names, alias)


def _shown(found: re.Match[str], names: Names, alias: Alias) -> str:
    """A member for a name or id of theirs, else what kind of thing it was."""
    kind = str(found.lastgroup)
    for name in (found[0], found[kind]) if kind not in {"id_thing", "id_room"} else ():
        if (member := names.member(name)) is not None:
            return alias(member)
    return f"[{kind.partition('_')[0]}]"


def _worded(text: str, names: Names, alias: Alias) -> Iterator[tuple[bool, str]]:
    """A stretch without addresses, its people and labels replaced."""
    words, done = _Words.of(text), 0
    for number, word in enumerate(words.folded):
        known = word in names.first or word in INITIALS or word[-1].isdecimal() or number in words.mentioned
        if known and words.spans[number][0] >= done and (taken := _taken(words, number, names, alias)):
            start, end, said = taken
            yield False, text[done:start]
            yield True, said
            done = end
    yield False, text[done:]


def _taken(words: _Words, number: int, names: Names, alias: Alias) -> tuple[int, int, str] | None:
    """What is replaced from a word on: start, end, and what stands there instead."""
    sign = words.mentioned.get(number)
    start = words.spans[number][0] if sign is None else sign
    found, last = names.at(words, number, sign is not None), number + words.label(number) - 1
    if last >= number and (found is None or found[0] == number == last):
        return start, words.spans[last][1], "[code]"
    if found:
        left, right, member = found[1].meant(words, number, found[0])
        if sign is None or not words.goes_on(right, found[0] + 1):
            return min(left, start), right, alias(member)
    return None if sign is None else (start, words.spans[words.handle(number)][1], "[person]")


def cut(text: str, longest: int = LONGEST) -> str:
    """At most `longest` characters, … for the rest; a word is cut only where it fills half of them."""
    if len(text) <= longest:
        return text
    end = text.rfind(" ", longest // 2, longest)
    if end < 0:
        starts = [found.start() for found in TOKEN.finditer(text[:longest].translate(KINDS))]
        end = starts[-1] if starts and starts[-1] > longest // 2 else longest - 1
    return text[:end].rstrip() + "…"


def marked(text: str, marker: str) -> str:
    """The text with the marker for every stretch of spaces, and nowhere else."""
    return re.sub(r"\s+", lambda _: marker, text.replace(marker, " "))


def prepared(text: str, names: Names, alias: Alias) -> str:
    """A member's text as a model may see it, but for the marker."""
    return cut(clean(anonymous(cut(clean(text), READ), names, alias)))


# The check below looks for names in another way than the search above, to find its mistakes.
OURS = re.compile(r"\[(?:link|email|wallet|id|person|code|member)\]|([MPT]\d+)")
SIGN_INSIDE = re.compile(r"(?<=[^\W_])[._\-'’]+(?=[^\W_])")


def leaks(text: str, known: Iterable[str]) -> list[str]:
    """Known names, handles, ids and addresses that stand in an outgoing text as whole words."""
    seen = _seen(text)
    flat = _flat(OURS.sub(lambda one: one[0] if one[1] and not _alone(seen, *one.span()) else "][", seen))
    words = frozenset(_apart(flat).split())
    return sorted({name for name in known if _stands(name, flat, words)})


def _seen(text: str) -> str:
    """What a reader sees: NFKC without what cannot be printed."""
    seen = "".join(char if char.isprintable() else " " * char.isspace() for char in text)
    return re.sub("[ʻʼ]", "'", UNSEEN.sub("", unicodedata.normalize("NFKC", _unpiled(seen))))


def _flat(text: str) -> str:
    """Capitals without accents; markers, and signs inside of words, are spaces."""
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    blank = BLANKS.sub(" ", unicodedata.normalize("NFC", bare.upper()))
    return " ".join(SIGN_INSIDE.sub(" ", blank).split())


def _apart(flat: str) -> str:
    """The words alone, without those of unspaced scripts."""
    return "".join(char if _inside(char) else " " for char in flat)


def _inside(char: str) -> bool:
    """Whether a word goes on with it."""
    return unicodedata.category(char)[0] == "M" or (char.isalnum() and not UNSPACED.match(char))


@lru_cache(CACHED)
def _sought(name: str) -> tuple[str, frozenset[str], int]:
    """A name as it stands in a flat text, the words it needs, and how many letters and emoji it has."""
    flat = _flat(_seen(name)).strip(f" {string.punctuation}’‘“”«»")
    letters = sum(char.isalnum() or unicodedata.category(char) == "So" for char in flat)
    return flat, frozenset(_apart(flat).split()), letters


def _stands(name: str, flat: str, words: frozenset[str]) -> bool:
    sought, needed, letters = _sought(name)
    if letters < 2:
        return len(sought) == letters == 1 and _whole(f"@{sought}", flat)
    return needed <= words and (sought in needed or _whole(sought, flat))


def _whole(sought: str, flat: str) -> bool:
    return any(_alone(flat, *found.span(1)) for found in re.finditer(f"(?=({re.escape(sought)}))", flat))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no letter of the same word stands before or after it."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not _joined(before, text[start]) and not _joined(text[end - 1], after)


def _joined(one: str, other: str) -> bool:
    return bool(one and other) and _inside(other) and (_inside(one) or unicodedata.category(other)[0] == "M")
