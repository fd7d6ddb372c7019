"""Options of a vote: how many, how long, and which could be mistaken for a ballot."""

import pytest

from rules import options
from rules.errors import Refusal


def test_options_stand_between_semicolons_or_on_lines() -> None:
    assert options.read(" Oak ;Lime  tree;\n;Birch") == ("Oak", "Lime tree", "Birch")
    assert options.read("Oak\nLime\n") == ("Oak", "Lime")
    assert len(options.read("; ".join(f"Day {n}" for n in range(1, 11)))) == 10


@pytest.mark.parametrize("text", ["1; 2; 3", "10; 20; 30", "2026; 2027", "0; five", "Plan: none; 7 days"])
def test_numbers_that_mean_no_other_option(text: str) -> None:
    assert options.read(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Oak", "2 to 10 options, and I see 1"),
        ("", "I see 0"),
        (";".join("abcdefghijk"), "I see 11"),
        (f"Oak; {'x' * 61}", "too long"),
        ("Oak; oak", "'oak' is there twice"),
        ("Oak; Blank", "'Blank': on a ballot that word means something else"),
        ("none; Oak", "'none': on a ballot"),
        ("Oak; 1", "'1' looks like a ballot"),
        ("2; 4; 6", "'2' looks like a ballot"),
        ("Oak; Lime; 2 > 1", "'2 > 1' looks like a ballot"),
        ("Oak; #1", "'#1' looks like a ballot"),
        ("Oak; -2", "'-2' looks like a ballot"),
    ],
)
def test_what_options_cannot_be(text: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        options.read(text)
