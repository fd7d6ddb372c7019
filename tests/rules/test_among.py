"""A vote among options followed one by one comes to what counting anew comes to, delegation and cap included."""

from hypothesis import given
from hypothesis import strategies as st

from rules import forms, tallying, verdict
from rules.among import Among
from rules.forms import Form, Value
from rules.tallying import Snapshot
from rules.verdict import Choice, Thresholds

NEEDS = Thresholds(2500, 9999, 9999, 2)
MEMBERS = st.integers(1, 5)
SNAPSHOTS = st.builds(
    Snapshot,
    st.fixed_dictionaries({n: st.integers(0, 40) for n in range(1, 6)}),
    st.dictionaries(MEMBERS, MEMBERS, max_size=4),
    st.sampled_from([10_000, 3_000]),
    dormant=st.frozensets(MEMBERS, max_size=2),
)
RANKINGS = st.lists(st.integers(1, 3), unique=True, max_size=3)
WEIGHTS = st.dictionaries(st.sampled_from("123"), st.integers(1, 9), min_size=1)
SHARES: st.SearchStrategy[Value] = WEIGHTS | st.builds(list[int])
FORMS = st.sampled_from([Form.APPROVAL, *forms.RANKING, *forms.WEIGHING])


@given(SNAPSHOTS, FORMS, st.data())
def test_following_is_counting_anew(snapshot: Snapshot, form: Form, data: st.DataObject) -> None:
    ballots: st.SearchStrategy[Value | None] = SHARES if form in forms.WEIGHING else RANKINGS
    acts = data.draw(st.lists(st.tuples(MEMBERS, st.none() | ballots), max_size=12))
    tally, kept = Among(form, 3, snapshot, {}), dict[int, Value]()
    for member, value in acts:
        tally.put(member, value)
        kept.pop(member, None)
        kept |= {member: value} if value is not None else {}
    weights = tallying.weights(snapshot, dict.fromkeys(kept, Choice.ABSTAIN))
    assert {who: tally.weight(who) for who in kept} == weights
    result = forms.tally(form, 3, [(kept[who], weights[who]) for who in kept])
    assert tally.result() == result == Among(form, 3, snapshot, kept).result()
    count = tallying.tally(snapshot, dict.fromkeys(kept, Choice.ABSTAIN))
    assert result.cast == count.abstain
    assert tally.judge(NEEDS) == verdict.judge_options(result, count.base, count.voters, count.holders, NEEDS)


def test_power_is_taken_back_and_blank_ballots_make_quorum() -> None:
    tally = Among(Form.SINGLE, 2, Snapshot({1: 60, 2: 40, 3: 0}, {1: 2}), {2: [1]})
    assert tally.result().scores == (100, 0)
    tally.put(1, [])
    assert tally.weight(2) == 40
    assert tally.result().scores == (40, 0)
    judged = tally.judge(NEEDS)
    assert judged.passed
    assert judged.lines == [
        "Quorum: All valid ballots 100 of 100; needed 25 (25 %).",
        "Decision: Option 1 is first.",
        "Members: 2 members voted; needed 2.",
    ]
    tally.put(2, None)
    assert not tally.judge(NEEDS).passed
    assert tally.judge(NEEDS).lines[1] == "Decision: No ballot names an option, so nothing is decided."
