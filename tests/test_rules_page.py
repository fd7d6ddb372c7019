"""docs/rules.md says what the program does: its numbers come from the code, and its worked examples are done again here."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.law import LIST, MARK, filled
from rules import (
    allocation,
    genesis,
    grants,
    levels,
    linking,
    locks,
    moments,
    power,
    proposals,
    scoring,
    swing,
    tallying,
    verdict,
)
from rules.amounts import Asset, figure
from rules.errors import Refusal
from rules.levels import CONSTITUTIONAL, ORDINARY
from rules.locks import Lock
from rules.parameters import defaults
from rules.power import Holding, Weights
from rules.presets import LARGE, PRESETS, REGISTRY, SMALL
from rules.tallying import Snapshot
from rules.verdict import Choice, Count, Thresholds
from rules.vesting import Schedule

PAGE = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
BODY = LIST.sub("", PAGE)
SAID = " ".join(line.strip() for line in BODY.splitlines())
LAW = "\n".join(line for line in BODY.splitlines() if not line.startswith("  Example: "))
LEAF = Asset("LEAF", 6)
FOR, AGAINST, ABSTAIN = Choice
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
# What a rule says in figures without meaning a parameter or a constant.
MEANT = ("1, 1/2, 1/3 …", "00:00 UTC", "counts once a day")
FIGURES = re.compile(
    r"\d|\b(an?|one|two|three|four|five|six|seven|eight|nine|ten|fourteen|thirty)\s+(second|minute|hour|day|week|year)s?\b"
)


def terms(level: str) -> dict[str, Any]:
    """The numbers of a level, as a growing community begins with them."""
    return {
        name.partition("_")[2]: value for name, value in defaults().items() if name.startswith(f"{level}_")
    }


def needs(level: str) -> Thresholds:
    return levels.terms(defaults(), levels.Level(level)).thresholds


# the numbers


def test_no_number_of_the_law_is_typed_by_hand() -> None:
    bare = re.sub(r"`[^`]*`", "", MARK.sub("", LAW))
    for one in MEANT:
        assert one in bare, f"{one} is not there any more"
        bare = bare.replace(one, "")
    found = [line for line in bare.splitlines() if FIGURES.search(line)]
    assert not found, "write [][ordinary_quorum] or [][rules.proposals.PAUSE] and run `python -m bot docs`"


@pytest.mark.parametrize("preset", [SMALL, LARGE])
def test_every_parameter_shows_the_value_of_the_preset(preset: str) -> None:
    place, shown = PRESETS.index(preset), filled(PAGE, preset)
    said = [(found[1], REGISTRY[found[2]]) for found in MARK.finditer(shown) if "." not in found[2]]
    assert len(said) > 20
    assert all(number == one.show(one.values[place]) for number, one in said)
    changed = [one for _, one in said if one.values[place] != one.values[PRESETS.index("growing community")]]
    assert len(changed) > 10
    assert shown != PAGE
    assert filled(shown) == PAGE, "and back, whatever stood there"


def test_a_new_rule_needs_only_the_name_of_its_number() -> None:
    page = "# Law\n\n- It waits [][rules.proposals.PAUSE], of [?][rules.locks.MAXTIME in days] days; [x][ordinary_quorum].\n"
    assert filled(page) == (
        "# Law\n\n- It waits [14 days][rules.proposals.PAUSE], of [1,460][rules.locks.MAXTIME in days] days; "
        "[4 %][ordinary_quorum].\n\n"
        '[ordinary_quorum]: parameters.md "For and Abstain an ordinary vote needs; between 0 % and 100 %"\n'
        "[rules.locks.MAXTIME in days]: ../rules/locks.py\n"
        "[rules.proposals.PAUSE]: ../rules/proposals.py\n"
    )
    below = filled(filled(page) + "- More: [][rules.locks.MAXTIME in hours].\n")
    assert "days; [4 %][ordinary_quorum].\n\n- More: [35,040][rules.locks.MAXTIME in hours].\n\n[" in below
    assert below.count("]: ") == 4, "the list of places is made anew, wherever it stood"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ordinary_quorm", "did you mean ordinary_quorum"),
        ("rules.proposals.PAUSED", "There is no rules.proposals.PAUSED; docs/rules.md names it."),
        ("rules.nowhere.PAUSE", "There is no rules.nowhere.PAUSE"),
        ("bot.app.BEAT", "stand in rules/ and storage/"),
    ],
)
def test_a_number_that_is_nowhere_is_refused(name: str, told: str) -> None:
    with pytest.raises(Refusal, match=re.escape(told)):
        filled(f"- It is [4][{name}].\n")


def test_every_rule_has_a_worked_example() -> None:
    rules = re.split(r"^- ", BODY, flags=re.MULTILINE)[1:]
    assert len(rules) > 60
    assert [one for one in rules if "\n  Example: " not in one] == []


# the examples


def test_votes_of_a_lock() -> None:
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    lock = Lock(1, 1, 1000 * 10**6, now + 125_660_037 * SECOND)
    own = power.own(Holding(locks=(lock,)), Weights.of(defaults()), now)
    assert f"a vote escrow of {figure(locks.escrow(lock, now), LEAF)[:7]}" in SAID
    assert f"they weigh {own.whole / 10**6:,.3f}" in SAID
    assert locks.end(now, 14 * DAY) == datetime(2026, 11, 12, tzinfo=UTC)
    assert "made on Monday, 2 November 2026, ends on Thursday, 12 November" in SAID


def test_what_vests() -> None:
    one = Schedule(1000, datetime(2026, 11, 2, tzinfo=UTC), 365 * DAY, 4 * 365 * DAY)
    for seconds, vested in ((31_535_999, 0), (31_536_000, 250), (63_072_000, 500), (126_143_999, 999)):
        assert one.vested(one.start + seconds * SECOND) == vested
    assert "0 after 31,535,999 s, 250 a second later, 500 after 63,072,000 s, 999 after 126,143,999 s" in SAID
    assert genesis.planned(10_000_000, "founders") - 4 * genesis.FOUNDER_TOKENS == 996_000
    held = Holding(250, vesting=750)
    votes = [power.own(held, Weights(1, 1, 3, weight), one.end).whole for weight in (0, 2)]
    assert votes == [250, 1750]


def test_one_step_of_delegation_and_the_cap() -> None:
    three = Snapshot({1: 100, 2: 50, 3: 7}, {1: 2, 2: 3})
    assert tallying.held(three) == {1: 0, 2: 100, 3: 57}
    assert tallying.held(three, [2]) == {1: 0, 2: 150, 3: 7}
    assert "ana casts 0, ben 100, cy 57. If ben votes himself he casts 150 and cy 7" in SAID
    found = tallying.tally(Snapshot({1: 600, 2: 400}, max_share=3400), {1: FOR})
    assert (found.yes, tallying.tally(Snapshot({1: 600, 2: 200, 3: 200}, max_share=3400), {}).base) == (
        340,
        740,
    )
    assert (
        "of 1,000 votes ana holds 600; with a share of 34 % she casts 340, and all there is counts as 740"
        in SAID
    )


def test_backing() -> None:
    share = defaults()["proposal_power"]
    assert proposals.opens(40, 4000, share)
    assert not proposals.opens(39, 4000, share)
    assert proposals.holds(20, 4000, share)
    assert not proposals.holds(30 - 25 + 10, 4000, share)
    assert "of 4,000 votes it takes 40" in SAID
    proposals.may_draft(1, defaults()["max_open_per_member"], None, datetime(2026, 11, 2, tzinfo=UTC))


def test_thresholds() -> None:
    close = verdict.judge(Count(60, 40, 0, 1000, 20, 30), needs(CONSTITUTIONAL))
    assert not close.met("approval")
    more = verdict.judge(Count(61, 39, 0, 1000, 20, 30), needs(CONSTITUTIONAL))
    assert (more.met("approval"), more.met("quorum")) == (True, False)
    assert verdict.needed_power(1000, needs(CONSTITUTIONAL).quorum) == 100
    assert "61 would not help, as quorum takes 100" in SAID
    assert verdict.needed_voters(needs(ORDINARY).min_voters, 4) == 4
    assert needs(CONSTITUTIONAL).quorum == 1000, "the rule of today in the example of a stricter one"
    assert verdict.needed_power(4000, 8000) == 3200


def test_money_that_adds_up() -> None:
    assert [levels.within_limit(4, 4 * before, 100, 1000) for before in range(3)] == [True, True, False]


def test_late_swing() -> None:
    start = datetime(2026, 11, 2, tzinfo=UTC)
    out, into = (verdict.judge(Count(yes, 0, 0, 10, yes, 10), Thresholds(5000, 0, 5000, 1)) for yes in (0, 9))
    for at, end in ((800, 1000), (801, 1001), (999, 1199)):
        steps = [(start + at * SECOND, into)]
        moved = swing.followed(start, start + 1000 * SECOND, 200 * SECOND, out, steps)
        assert moved == start + end * SECOND
    assert "at 800 nothing moves, at 801 the close is 1,001, at 999 it is 1,199" in SAID


def test_days() -> None:
    values, monday = defaults(), datetime(2026, 11, 2, 12, tzinfo=UTC)
    days = [
        monday := monday + timedelta(seconds=terms(ORDINARY)[name])
        for name in ("discussion", "voting", "timelock")
    ]
    assert [f"{day:%A}" for day in days] == ["Wednesday", "Saturday", "Sunday"]
    frozen = moments.freeze_at(
        moments.Month(2026, 11), ZoneInfo("UTC"), timedelta(seconds=values["freeze_after"])
    )
    assert f"{frozen:%d %B %H:%M}" == "03 December 00:00"
    assert timedelta(seconds=values["objection_window"]) == 2 * DAY, "Thursday to Saturday"
    assert (proposals.AFTER_DEFEAT, proposals.SAME_AGAIN) == (7 * DAY, 14 * DAY), (
        "from the 1st to the 8th and 15th"
    )
    assert DAY >= linking.QUARANTINE > timedelta(hours=12), "in the evening it can still be undone"


def test_thanks_back_and_forth() -> None:
    gifts = [scoring.Gift(1 + n % 2, 2 - n % 2, f"text {n}", n) for n in range(6)]
    assert {f"{one / 10**6:.6f}" for one in scoring.score(gifts).scores.values()} == {"1.833333"}
    assert "each has 1.833333" in SAID


@pytest.mark.parametrize("people", [4, 6, 20, 100])
def test_the_cap_of_a_month(people: int) -> None:
    share = allocation.cap(people, Fraction(defaults()["reward_cap"], 10_000))
    assert re.search(rf"among {people} (people one gets )?at most {share}[,.]", SAID)


def test_a_line_above_what_is_known() -> None:
    assert (1000 // 7, 500 - 1000 // 7) == (142, 358)
    assert "142 are a line like others, 358 wait" in SAID


def test_milestones_of_two() -> None:
    assert grants.dues(101, {1, 2}, {}) == {1: 51, 2: 50}
    assert grants.dues(101, {1, 2}, {1: 51}) == {2: 50}
    assert grants.dues(101, {2}, {}) == {2: 101}
    assert "101 for ana and ben are 51 and 50" in SAID
    assert "the next payout of that milestone is ben's 50" in SAID
    assert "ana and ben share 101 and ana is forgotten: ben gets 101" in SAID
    since = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert grants.silent(since, since + 14 * DAY), "on the 16th, to the second"
    assert not grants.silent(since, since + 14 * DAY - SECOND)
