"""What members write, before a model sees it: no names, addresses, hidden characters or forged labels."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompts import texts
from prompts.texts import LONGEST, MARKERS, Names, anonymous, clean, cut, leaks, marked, prepared

WALLET, HASH = "0x" + "aB" * 20, "0x" + "c4" * 32
BECH = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
CALLED = f"""Ana|Ana Maria|ben.cy|jean-luc|big_tree|dan#1234|🐙|🌱 Zoë 🌱|x|小明
민수|İlkay|a.*(b+|M01|M1 Abrams|O'Neil|123456789012345678|@kim:garden.org|fig.eth|0x{"7a" * 20}
Straße|Νίκος|रवि|J. R. Oak"""  # ten to a line: M01 is Ana, M11 is 민수
HANDLES = re.split("[|\n]", CALLED)
KNOWN = [(name, number) for number, name in enumerate(HANDLES, 1)]
WORLD = Names(KNOWN)


def label(member: int) -> str:
    return f"M{member:02}"


def shown(text: str) -> str:
    return prepared(text, WORLD, label)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u200bn\u200da\ufeff", "ana"),
        ("\u202eana\u202c", "ana"),
        ("a\x00n\x07a", "ana"),
        ("one\ntwo\r\n\tthree\u2028four\x85five", "one two three four five"),
        ("  a \u00a0\u3000 b ", "a b"),
        ("Ａｎａ ①", "Ana 1"),
        ("e\u0301", "é"),
        ("e\u034f\u0301", "é"),
        ("♥\ufe0f\U000e0101", "♥"),
        ("hi\U000e0041\U000e0042", "hi"),
        ("\ue000\ud800\U000f0000x\u0378", "x"),
        ("\u3164\u115f\uffa0", ""),
        ("a\u2800b", "a b"),
        ("a\u00adb", "ab"),
        ("ﷺ", "صلى الله عليه وسلم"),
        ("", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert clean(cleaned) == cleaned


def test_a_letter_bears_eight_marks_at_most() -> None:
    assert clean("x" + "\u0335" * 40 + "y") == "x" + "\u0335" * 8 + "y"


def test_every_character_is_clean_after_cleaning() -> None:
    for code in range(0x110000):
        if len(text := clean(f"a{chr(code)}")) > 1:
            assert clean(text) == text
            assert not any(map(hidden, text)), hex(code)


def hidden(char: str) -> bool:
    """Control, format, private, surrogate, unassigned, line breaks, tags and variation selectors."""
    category = unicodedata.category(char)
    return (
        category[0] == "C" or category in {"Zl", "Zp"} or "VARIATION SELECTOR" in unicodedata.name(char, "")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ana, ANA! (Ana) Ana's @ana ana-made", "M01, M01! (M01) M01's M01 M01-made"),
        ("banana anagram ana2 Anastasia", "banana anagram ana2 Anastasia"),
        ("Ana Maria, ana maria and ana  MARIA", "M02, M02 and M02"),
        ("ana. Maria helped", "M01. Maria helped"),
        ("@ana maria @Ana Maria", "M02 M02"),
        ("ana-maria ana_maria ana.maria", "M02 M02 M02"),
        ("@ben.cy ben cy, ben-cy.", "M03 M03, M03."),
        ("Jean Luc and @jean-luc", "M04 and M04"),
        ("big_tree, @Big_Tree, big tree", "M05, M05, M05"),
        ("@dan#1234 and dan and dan #12", "M06 and M06 and M06 #12"),
        ("_ana_ **ana** ~~ana~~ `ana`", "_M01_ **M01** ~~M01~~ `M01`"),
        ("@🐙 likes 🐙", "M07 likes 🐙"),
        ("zoe, ZOË, Zoe\u0308, 🌱 Zoë 🌱, 🌱zoë🌱", "M08, M08, M08, M08, M08"),
        ("@x solves for x", "M09 solves for x"),
        ("谢谢小明帮忙", "谢谢 M10 帮忙"),
        ("민수가 도왔다", "M11 가 도왔다"),
        ("ILKAY ılkay ilkay İLKAY", "M12 M12 M12 M12"),
        ("thanks a.*(b+ and a.*(B+", "thanks M13 and M13"),
        ("O’Neil o'neil ONEIL", "M16 M16 ONEIL"),
        ("STRASSE strasse Straße", "M21 M21 M21"),
        ("ΝΊΚΟΣ νίκοσ νικος", "M22 M22 M22"),
        ("रवि ने रविवार", "M23 ने रविवार"),
        ("J. R. Oak and J R Oak and j.r.oak", "M24 and M24 and M24"),
        ("A\u200bna Ａｎａ a\u0301na ana\u20dd \u202eana a\x00na", "M01 M01 M01 M01 M01 M01"),
        ("@ana@ana thanks@ana @@ana", "M01 M01 thanks M01 M01"),
        ("@ana.@ana, @_ana", "M01.M01, M01"),
    ],
)
def test_names_become_labels(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@bob and @bob.smith-jones_2, @bob#1234!", "[person] and [person], [person]!"),
        ("@ana_bob @ana.bob @ana-bob", "[person] [person] [person]"),
        ("5 @ 3 euros, @ and @!", "5 @ 3 euros, @ and @!"),
        ("@everyone @🦊 @李雷", "[person] [person] [person]"),
    ],
)
def test_others_who_are_mentioned_are_persons(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://x.org/ana?a=b. Then", "see [link]. Then"),
        ("(http://x.org), [doc](https://x.org/y)", "([link]), [doc]([link])"),
        ("ftp://x ipfs://Qm matrix:u/ana", "[link] [link] matrix:u/M01"),
        ("www.garden.example discord.gg/abc t.me/ana", "[link] [link] [link]"),
        ("https://matrix.to/#/@ana:x.org matrix.to/#/@ana:x.org", "[link] [link]"),
        ("garden.coop's project-ark.co, um.garden.io/t/1857.", "[link]'s [link], [link]."),
        ("ana.com ana.io/x sub.ana.org:8080/y", "[link] [link] [link]"),
        ("e.g. 3.5 v1.2.3 readme.md main.py this.that", "e.g. 3.5 v1.2.3 readme.md main.py this.that"),
        ("and/or w/o 1/2 he/she", "and/or w/o 1/2 he/she"),
        ("ana@garden.org, a.b+c@x.co.uk", "[email], [email]"),
        (f"{WALLET} {WALLET.upper()} {HASH}", "[wallet] [wallet] [wallet]"),
        (f"{BECH} cosmos1{'q9' * 19} pay:{WALLET}.", "[wallet] [wallet] pay:[wallet]."),
        ("7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV 0x12ab…cd34", "[wallet] [wallet]"),
        ("foo.eth, sub.foo.eth 🦊.eth ana.eth", "[wallet], [wallet] [wallet] [wallet]"),
        ("<@1> <@!2> <@&3> <#4> <:ana:5> <a:ana:6> <t:7:R>", "[id] [id] [id] [id] [id] [id] [id]"),
        ("!room:x.org #ana:x.org @bob:x.org @bob:x.org:8448", "[id] [id] [id] [id]"),
        ("876543210987654321 1234567890", "[id] 1234567890"),
    ],
)
def test_links_addresses_and_ids(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@123456789012345678> <@!123456789012345678> 123456789012345678", "M17 M17 M17"),
        ("@kim:garden.org @kim:elsewhere.net @ana:elsewhere.net kim", "M18 M18 M01 M18"),
        ("fig.eth FIG.eth " + "0x" + "7a" * 20, "M19 M19 M20"),
        ("<@&123456789012345678> #ana:x.org https://x.org/fig.eth", "[id] [id] [link]"),
    ],
)
def test_a_known_id_or_address_is_its_member(text: str, expected: str) -> None:
    assert shown(text) == expected


FORGED = "M01|m1|P02|t5|Ｍ０１|М01|Ρ02|M\u200b01|M٠١|M-01|M_01|M 01|M#1|M01M02"


@pytest.mark.parametrize("forged", FORGED.split("|"))
def test_nobody_points_at_a_label(forged: str) -> None:
    assert shown(f"give {forged} all") == "give [code] all"
    assert shown(f"@{forged}, ({forged})'s") == "[code], ([code])'s"


def test_a_label_is_a_whole_word_and_no_part_of_a_name() -> None:
    kept = "P2P IM01 M01x 4M Pt5 I'm 20, don't 5"
    assert shown(f"{kept} M1 Abrams, M1 tank") == f"{kept} M15, [code] tank"


def test_labels_of_ours_stand_as_words() -> None:
    assert shown("@ana@ana小明小明🐙ana🐙hi@ana") == "M01 M01 M10 M10 🐙 M01 🐙hi M01"


def test_a_name_of_several_is_the_lowest_id_s() -> None:
    names = Names([("Ana", 9), ("ANA", 4), ("ána", 7)])
    assert anonymous("ana Ana ána", names, label) == "M04 M04 M07"


def test_spellings_that_differ_by_a_sign_are_different_members() -> None:
    names = Names([("john", 5), ("john_", 3), ("_john", 8), ("john🌱", 2)])
    text = "john john_ @john_ _john @john john_. john🌱 john-"
    assert anonymous(text, names, label) == "M05 M03 M03 M08 M05 M03. M02 M05-"


def test_a_name_in_full_goes_before_a_shortened_one() -> None:
    names = Names([("ana#1234", 1), ("Ana", 6), ("@ana:x.org", 2)])
    assert anonymous("ana ana#1234 @ana:x.org", names, label) == "M06 M01 M02"


def test_a_name_of_very_many_words_is_found_by_its_first() -> None:
    name = " ".join(f"word{number}" for number in range(40))
    assert leaks(anonymous(f"by {name}!", Names([(name, 1)]), label), [name]) == []


def test_names_that_are_no_names_match_nothing() -> None:
    text = "so... (well) - ok ‡ | it is"
    assert anonymous(text, Names([("", 1), ("...", 2), ("‡", 3), ("\u200b", 4), ("|", 5)]), label) == text


def test_without_names_only_addresses_go() -> None:
    assert anonymous("ana @ana x@y.org", Names([]), label) == "ana [person] [email]"


def test_cut_at_a_word() -> None:
    assert cut("short") == "short"
    assert cut("x" * LONGEST) == "x" * LONGEST
    text = cut("word " * 200)
    assert len(text) <= LONGEST
    assert text.endswith("word…")
    assert cut("one two three", 9) == "one two…"
    assert cut("one two three", 8) == "one two…"


def test_cut_where_there_are_no_spaces() -> None:
    assert cut("x" * 900) == "x" * (LONGEST - 1) + "…"
    assert cut("小" * 900) == "小" * (LONGEST - 1) + "…"
    assert cut("M12-" * 300)[-6:] in {"-M12-…", "M12-M…"}
    assert not re.search(r"M1?…", cut("M12-" * 300))


def test_the_whole_of_a_long_text_is_anonymous_before_it_is_cut() -> None:
    text = shown("https://x.org/" + "y" * 3000 + " by ana " + "and so on " * 300)
    assert text.startswith("[link] by M01 and so on")
    assert len(text) <= LONGEST


def test_marked() -> None:
    assert marked("one two  three", "‡") == "one‡two‡three"
    assert marked("a‡b ‡ c", "‡") == "a‡b‡c"
    assert marked("a\\1b c", "¦") == "a\\1b¦c"


def test_markers_are_single_visible_signs_that_cleaning_keeps() -> None:
    assert len(set(MARKERS)) == len(MARKERS) == 24
    for marker in MARKERS:
        assert clean(marker) == marker
        assert unicodedata.category(marker)[0] in "SP"
        assert len(marker.encode()) <= 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thanks ana", ["Ana"]),
        ("thanks‡ANA¦again", ["Ana"]),
        ("Ana‡Maria", ["Ana", "Ana Maria"]),
        ("ana_x (ana) ana's", ["Ana"]),
        ("Ａｎａ", ["Ana"]),
        ("a\u200bna", ["Ana"]),
        ("án̈a", ["Ana"]),
        ("banana ana2", []),
        ("ben cy, ben.cy", ["ben.cy"]),
        ("x 🐙", []),
        ("@x @🐙", ["x", "🐙"]),
        ("谢谢小明帮忙", ["小明"]),
        ("thanks a.*(b+ too", ["a.*(b+"]),
        ("@kim:garden.org", ["@kim:garden.org"]),
        (f"{'0x' + '7a' * 20}‡sent", ["0x" + "7a" * 20]),
        ("[link]‡by‡M01 [person]", []),
        ("strasse", ["Straße"]),
        ("", []),
    ],
)
def test_leaks(text: str, found: list[str]) -> None:
    assert leaks(text, HANDLES) == sorted(found)


def test_what_we_put_there_is_no_leak() -> None:
    assert leaks("[link] and [code] by M01 and P2", ["link", "code", "M01", "p2"]) == []
    assert leaks("link and code by m01", ["link", "code"]) == ["code", "link"]


HIDING: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.swapcase,
    "\u200b".join,
    "\u2060\u00ad".join,
    lambda name: f"\u202e{name}\u202c",
    lambda name: "".join(f"{char}\u0336" if char.isalpha() else char for char in name),
    lambda name: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name),
    lambda name: f"@{name}",
    lambda name: f"@@{name}",
    lambda name: f"**{name}**",
    lambda name: f"{name}'s",
    lambda name: name.replace(" ", "\n\t"),
]


@pytest.mark.parametrize("hide", HIDING)
def test_no_disguise_saves_a_name(hide: Callable[[str], str]) -> None:
    for name, member in KNOWN:
        text = shown(f"thanks {hide(name)} for it")
        assert leaks(text, HANDLES) == []
        if name not in {"x", "🐙", "M01"}:
            assert label(member) in text, (name, text)


WORDS = """ana Ana maria ben M01 p2 x 小 明 さ ア कि \u093e 🐙 🌱 . _ - ' ’ ʼ @ # / : ( [ | ‡ ¦ ß İ ı ς É \u0301
\u20dd \u200b \u202e … ﬁ ª Ａ ำ ٣ 각 \u1100 \u0345 1234 123456789012345678 0x ab12 x.org .eth https:// <@ >"""
ODD = st.sampled_from(WORDS.split())
PIECES = st.lists(ODD | st.just(" ") | st.characters(), max_size=30).map("".join)
TAKEN = st.lists(st.lists(ODD | st.just(" "), min_size=1, max_size=4).map("".join), min_size=1, max_size=5)
CASES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.title, str.casefold]


@given(st.text() | PIECES)
def test_cleaning_is_idempotent_and_leaves_nothing_hidden(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFKC", cleaned)
    assert not any(map(hidden, cleaned))
    assert "  " not in cleaned
    assert cleaned == cleaned.strip()


@settings(max_examples=300)
@given(TAKEN, st.data())
def test_no_known_name_is_left(known: list[str], data: st.DataObject) -> None:
    names = Names((name, number) for number, name in enumerate(known, 1))
    said = st.tuples(st.sampled_from(known), st.sampled_from(CASES)).map(lambda one: one[1](one[0])) | PIECES
    glue = data.draw(st.sampled_from(["", " ", "@", "-", " @", ". "]))
    text = prepared(glue.join(data.draw(st.lists(said, max_size=8))), names, label)
    assert leaks(text, known) == []
    for marker in MARKERS[:3]:
        assert leaks(marked(text, marker), known) == []


@given(st.text(max_size=2000) | PIECES.map(lambda text: text * 40), st.sampled_from(MARKERS))
def test_a_prepared_text_is_clean_short_and_marked_through(text: str, marker: str) -> None:
    said = shown(text)
    whole = said.removesuffix("…")
    assert len(said) <= LONGEST
    assert clean(whole) == whole
    joined = marked(said, marker)
    assert len(joined) <= len(said)
    assert not re.search(r"\s", joined)


@given(st.text() | PIECES, st.text() | PIECES)
def test_nothing_raises(text: str, name: str) -> None:
    names = Names([(name, 1), *KNOWN])
    anonymous(text, names, label)
    anonymous(text, names, lambda _: "")
    leaks(text, [name, *HANDLES])


@given(st.lists(ODD | st.sampled_from(["m 2", "P-3", "@ana", "小明", "T9"]), max_size=12))
def test_every_label_in_a_text_is_one_of_ours(words: list[str]) -> None:
    drawn = iter(range(100, 200))
    given_out: list[str] = []

    def alias(_: int) -> str:
        given_out.append(f"M{next(drawn)}")
        return given_out[-1]

    text = anonymous(clean(" ".join(words)), WORLD, alias)
    assert re.findall(r"(?i)\b[MPT]\d+\b", text) == given_out


LARGE = 100_000  # what takes quadratic time would not end here
FLOODS = """a|@|@a|a.|a@|ana |<@1|a://|://!|0x|0xaa..|a1|www.!|#a|.|_|@.|m 1|小明|🐙|é.|a:|@a:b|a.bb/|</aaaa|ﷺ|x‡
|[|a.a@|a\u0301\u0316|\u0316\u0301|\u200b|a\0"""


@pytest.mark.slow
@pytest.mark.parametrize("flood", re.split(r"\n?[|]", FLOODS), ids=ascii)
def test_a_flood_of_anything_ends(flood: str) -> None:
    names = Names([*KNOWN, ("a " * 40, 30), ("小" * 40, 31), ("a.a.a.a", 32)])
    text = flood * (LARGE // len(flood.encode())) + "!"
    shown_text = prepared(text, names, label)
    assert len(shown_text) <= LONGEST
    leaks(text, HANDLES)
    anonymous(clean(text)[: LARGE // 10], names, label)


@pytest.mark.slow
def test_a_large_community_is_known_by_its_names() -> None:
    names = Names((f"member{number} of{number % 90}", number) for number in range(20_000))
    text = clean("thanks to member77 of3, @member1212 and Member 5 for the garden and the wiki " * 9)[
        :LONGEST
    ]
    for _ in range(200):
        assert anonymous(text, names, label)
    assert len(texts.KEPT) <= texts.CACHED
