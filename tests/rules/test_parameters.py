"""The registry of parameters: the three presets of the law, bounds, reading and showing."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import parameters
from rules.errors import Refusal
from rules.parameter import DAY, HOUR
from rules.presets import GROWING, LARGE, PRESETS, REGISTRY, SMALL

NAMES = sorted(REGISTRY)
LAW: dict[str, tuple[Any, Any, Any]] = {
    "ordinary_discussion": ("12 hours", "2 days", "3 days"),
    "ordinary_voting": ("2 days", "3 days", "5 days"),
    "ordinary_timelock": ("none", "1 day", "2 days"),
    "constitutional_discussion": ("1 day", "3 days", "5 days"),
    "constitutional_voting": ("4 days", "7 days", "10 days"),
    "constitutional_timelock": ("12 hours", "3 days", "7 days"),
    "ordinary_quorum": ("25 %", "4 %", "4 %"),
    "constitutional_quorum": ("40 %", "10 %", "10 %"),
    "ordinary_differential": ("0 %", "1 %", "2 %"),
    "constitutional_differential": ("10 %", "5 %", "6 %"),
    "ordinary_approval": ("50 %", "50 %", "50 %"),
    "constitutional_approval": ("60 %", "60 %", "66 %"),
    "ordinary_min_voters": ("3", "5", "15"),
    "constitutional_min_voters": ("4", "10", "40"),
    "proposal_power": ("0 %", "1 %", "0.5 %"),
    "max_open_per_member": ("2", "2", "1"),
    "extension": ("12 hours", "1 day", "2 days"),
    "ordinary_limit": ("10 %", "5 %", "1 %"),
    "grace": ("7 days", "7 days", "7 days"),
    "w_liquid": ("1", "1", "1"),
    "w_locked": ("1", "1", "1"),
    "w_ve": ("0", "3", "3"),
    "w_vesting": ("0", "0", "0"),
    "max_share": ("34 %", "100 %", "100 %"),
    "sealed": ("role, prompt", "role, prompt, allocation", "role, prompt, allocation, spend"),
    "approvals_needed": ("2", "2", "3"),
    "treasurers": ("3", "3", "5"),
    "reward_cap": ("50 %", "25 %", "10 %"),
    "samples": ("5", "5", "11"),
    "objection_window": ("1 day", "2 days", "3 days"),
    "freeze_after": ("1 day", "2 days", "3 days"),
    "juries": ("3", "3, 7, 15", "3, 7, 15"),
    "dispute_deposit": ("1 %", "5 %", "5 %"),
    "bounty_small": ("5 %", "2 %", "0.5 %"),
    "max_claims": ("2", "2", "2"),
    "claim_time": ("14 days", "7 days", "7 days"),
    "idea_threshold": ("3", "5", "20"),
    "dormant_after": ("180 days", "180 days", "365 days"),
    "supply_cap": ("10,000,000",) * 3,
    "transfers": ("on",) * 3,
    "veto": ("on",) * 3,
    "small_payout": ("0",) * 3,
    "small_month": ("0",) * 3,
    "min_line": ("0",) * 3,
    "reward_curve": ("linear",) * 3,
    "publish_texts": ("off",) * 3,
}


@pytest.mark.parametrize("name", LAW)
def test_presets_are_those_of_the_law(name: str) -> None:
    shown = tuple(parameters.get(name).show(parameters.preset(one)[name]) for one in PRESETS)
    given, wanted = (tuple(_words(text) for text in texts) for texts in (shown, LAW[name]))
    assert given == wanted


def _words(text: str) -> set[str]:
    return set(text.split(", ")) if not text[0].isdigit() or ", " in text else {text}


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_holds_together(name: str) -> None:
    values = parameters.preset(name)
    assert values.keys() == REGISTRY.keys()
    parameters.check_all(values)
    parameters.check_all(values, values["treasurers"])


def test_growing_is_the_default() -> None:
    assert parameters.defaults() == parameters.preset(GROWING)


def test_a_preset_is_a_fresh_copy() -> None:
    parameters.preset(SMALL)["sealed"].append("spend")
    assert "spend" not in parameters.preset(SMALL)["sealed"]


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(Refusal, match="no parameter ordinary_qourum; did you mean ordinary_quorum"):
        parameters.get("ordinary_qourum")
    for name in ("", "\x00", "x" * 5000):
        with pytest.raises(Refusal, match="did you mean"):
            parameters.get(name)
    with pytest.raises(Refusal, match="The presets are small circle, growing community, large DAO"):
        parameters.preset("tiny")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_shown_can_be_typed(name: str, preset: str) -> None:
    one = parameters.get(name)
    value = parameters.preset(preset)[name]
    assert one.parse(one.show(value)) == value
    assert one.about
    assert "  " not in one.about + one.bounds


@pytest.mark.parametrize("name", NAMES)
def test_bounds_are_kept(name: str) -> None:
    one = parameters.get(name)
    if one.kind not in ("number", "percent", "duration"):
        return
    for inside in (one.low, one.high):
        assert one.check(inside) == inside
    for outside in (one.low - 1, one.high + 1, float(one.low), True, str(one.low), None, [one.low]):
        with pytest.raises(Refusal, match=f"{name} must be between"):
            one.check(outside)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("transfers", 1), ("transfers", "on"), ("reward_curve", "cubic"), ("reward_curve", ["linear"]),
        ("sealed", "role"), ("sealed", ["role", "role"]), ("sealed", [["role"]]), ("sealed", ["roles"]),
        ("sealed", None), ("juries", [3]),
    ],
)  # fmt: skip
def test_values_of_another_shape_are_refused(name: str, wrong: Any) -> None:
    with pytest.raises(Refusal, match=f"{name} must be "):
        parameters.get(name).check(wrong)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("ordinary_quorum", "12.5 %", 1250),
        ("ordinary_quorum", "12.05%", 1205),
        ("ordinary_quorum", " 4 ", 400),
        ("ordinary_voting", "2d12h", 60 * HOUR),
        ("ordinary_timelock", "0", 0),
        ("ordinary_timelock", "none", 0),
        ("supply_cap", "1,000,000", 1_000_000),
        ("transfers", "OFF", False),
        ("transfers", "yes", True),
        ("reward_curve", "Root", "root"),
        ("sealed", "none", []),
        ("sealed", "role, prompt", ["prompt", "role"]),
    ],
)
def test_what_people_type(name: str, text: str, value: Any) -> None:
    assert parameters.get(name).parse(text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("ordinary_quorum", text) for text in ("", "4.", ".5", "-4", "4.125", "1.²", "1.٣", "٤", "101 %")),
        *(("ordinary_quorum", text) for text in ("4 % %", "4 p")),
        *(("supply_cap", text) for text in ("", "1,0", "1e6", "-1", "²", "9" * 5000, "1.0", ",1")),
        *(("ordinary_voting", text) for text in ("", "0", "1h", "61d", "three days", "5")),
        ("transfers", "maybe"), ("reward_curve", "cubic"), ("sealed", "roles"), ("juries", "5"),
    ],
)  # fmt: skip
def test_what_people_type_wrongly_is_refused(name: str, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parameters.get(name).parse(text)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@given(st.sampled_from(NAMES), st.text(max_size=30))
def test_no_text_does_anything_else_than_be_read_or_refused(name: str, text: str) -> None:
    one = parameters.get(name)
    try:
        value = one.parse(text)
    except Refusal:
        return
    assert one.check(value) == value


def changed(**values: Any) -> Mapping[str, Any]:
    return parameters.preset(GROWING) | values


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"constitutional_quorum": 499}, "constitutional_quorum must be between 5 % and"),
        ({"constitutional_approval": 4999}, "constitutional_approval must be between 50 % and"),
        ({"constitutional_voting": DAY - 1}, "constitutional_voting must be between 1 day and"),
        ({"constitutional_timelock": 12 * HOUR - 1}, "constitutional_timelock must be between 12 hours and"),
        ({"ordinary_quorum": 1001}, "constitutional_quorum must be at least ordinary_quorum"),
        ({"ordinary_approval": 6001}, "constitutional_approval must be at least ordinary_approval"),
        ({"ordinary_voting": 7 * DAY + 1}, "constitutional_voting must be at least ordinary_voting"),
        ({"ordinary_timelock": 3 * DAY + 1}, "constitutional_timelock must be at least ordinary_timelock"),
        ({"ordinary_min_voters": 11}, "constitutional_min_voters must be at least"),
        ({"extension": 3 * DAY + 1}, "extension must be at most ordinary_voting"),
        ({"approvals_needed": 1}, "at least 2 of them must approve"),
        ({"approvals_needed": 4}, "4 approvals cannot come from 3 treasurers"),
        ({"w_liquid": 0, "w_locked": 0, "w_ve": 0}, "nobody could vote"),
        ({"colour": 1}, "no parameter colour"),
    ],
)
def test_bounds_no_vote_can_cross(values: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        parameters.check_all(changed(**values))


def test_what_just_fits_together() -> None:
    parameters.check_all(changed(ordinary_quorum=1000, ordinary_voting=7 * DAY, extension=7 * DAY))
    parameters.check_all(changed(w_liquid=0, w_locked=0, w_ve=1))


def test_treasurers_there_are_count() -> None:
    parameters.check_all(changed(approvals_needed=1), 2)
    parameters.check_all(changed(approvals_needed=2), 2)
    for needed, there in ((1, 3), (2, 1), (1, 0)):
        with pytest.raises(Refusal):
            parameters.check_all(changed(approvals_needed=needed), there)


def test_missing_treasurers_stand_in_the_way_of_approvals_only() -> None:
    now = parameters.preset(SMALL)
    for name, new in (("constitutional_timelock", 20 * 3600), ("reward_cap", 3000), ("treasurers", 5)):
        assert parameters.check_change(now, name, new, 1) == now | {name: new}
    assert parameters.check_change(now, "approvals_needed", 1, 1)["approvals_needed"] == 1
    with pytest.raises(Refusal, match="2 approvals cannot come from 1 treasurer"):
        parameters.check_change(now, "approvals_needed", 2, 1)
    with pytest.raises(Refusal, match="constitutional_voting must be at least ordinary_voting"):
        parameters.check_change(now, "constitutional_voting", 86_400, 3)
    with pytest.raises(Refusal, match="between"):
        parameters.check_change(now, "reward_cap", 0, 3)


def test_the_most_a_token_weighs() -> None:
    assert parameters.weight(parameters.preset(SMALL)) == 1
    assert parameters.weight(parameters.preset(LARGE)) == 4
    assert parameters.weight(changed(w_vesting=7)) == 7


def test_the_page_lists_every_parameter() -> None:
    page = parameters.document()
    for name in NAMES:
        assert f"\n| `{name}` | " in page
    assert {line.count("|") for line in page.splitlines() if line.startswith("|")} == {7}
