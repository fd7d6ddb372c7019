"""The digest of a month: who is in it, what is compared, what stays out."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from rules import digest
from rules.digest import Deed
from rules.ledger import canonical

ANA, BEN, CY, DEE = 1, 2, 3, 4
AT = "2026-11-03T10:00:00+00:00"


def deed(
    number: int, kind: str, by: int, *receivers: int, text: str = "", attested: tuple[int, ...] = ()
) -> Deed:
    said = text or f"text {number}"
    return Deed(number, kind, by, receivers, said, f"seal of {number}", AT, attested=attested)


def built(*deeds: Deed, **more: object) -> dict[str, object]:
    return digest.build("garden", "2026-11", "UTC", deeds, **more)  # type: ignore[arg-type]


def test_contributors_are_those_somebody_did_something_for_and_nobody_who_opted_out() -> None:
    found = built(deed(1, "log", ANA, ANA), deed(2, "praise", BEN, CY, DEE), out=[DEE])
    assert found["contributors"] == [ANA, CY]


def test_messages_alone_make_nobody_a_contributor() -> None:
    found = built(deed(1, "log", ANA, ANA), activity={ANA: {"messages": 3}, BEN: {"messages": 900}})
    assert found["contributors"] == [ANA]
    assert found["activity"] == {"1": {"messages": 3}}


def test_equal_texts_stand_once_and_erased_ones_are_not_equal() -> None:
    same = [deed(number, "praise", BEN, ANA, text="thank you") for number in (1, 2)]
    erased = [Deed(number, "praise", CY, (ANA,), "", f"seal of {number}", AT) for number in (3, 4)]
    found = built(*same, *erased)
    assert found["texts"] == ["seal of 1", "seal of 3", "seal of 4"]
    assert [work["text"] for work in found["works"]] == [0, 0, 1, 2]  # type: ignore[attr-defined]


def test_it_holds_no_text() -> None:
    assert "secret" not in canonical(built(deed(1, "log", ANA, ANA, text="a secret")))


def test_only_new_members_who_said_something_are_named() -> None:
    assert built(deed(1, "praise", BEN, ANA), new=[BEN, DEE])["new"] == [BEN]


def test_the_hash_is_that_of_its_canonical_json() -> None:
    found = built(deed(1, "log", ANA, ANA))
    assert digest.fingerprint(found) == hashlib.sha256(canonical(found).encode()).hexdigest()
    assert digest.fingerprint(json.loads(canonical(found))) == digest.fingerprint(found)


def test_praise_counts_by_its_giver_and_work_by_who_attests_it() -> None:
    found = built(deed(1, "praise", BEN, ANA), deed(2, "log", CY, CY, attested=(ANA, BEN)))
    gifts = {(gift.giver, gift.receiver) for gift in digest.gifts(found)}
    assert gifts == {(BEN, ANA), (ANA, CY), (BEN, CY)}


def test_a_finished_bounty_counts_like_praise_by_its_poster_and_by_who_attests_it() -> None:
    done = deed(1, "bounty", BEN, ANA, attested=(CY, ANA))
    assert [(gift.giver, gift.receiver) for gift in digest.gifts(built(done))] == [(BEN, ANA), (CY, ANA)]
    assert built(done)["contributors"] == [ANA]


def test_attestations_by_those_whom_a_work_is_by_or_for_do_not_count() -> None:
    work = deed(1, "log", ANA, ANA, BEN, attested=(ANA, BEN))
    praise = deed(2, "praise", CY, ANA, attested=(CY, ANA))
    assert [(gift.giver, gift.receiver) for gift in digest.gifts(built(work, praise))] == [(CY, ANA)]


def test_the_word_of_new_members_does_not_weigh() -> None:
    found = built(deed(1, "praise", BEN, ANA), deed(2, "praise", CY, ANA), new=[BEN])
    assert digest.baseline(found).parts == {ANA: {CY: 1_000_000}}


def test_praise_of_oneself_weighs_nothing() -> None:
    assert digest.baseline(built(deed(1, "praise", ANA, ANA))).scores == {ANA: 0}


def test_who_opted_out_gets_no_score() -> None:
    found = built(deed(1, "praise", BEN, ANA, CY), out=[CY])
    assert set(digest.baseline(found).scores) == {ANA}


def test_the_seed_depends_on_digest_prompt_and_what_was_drawn() -> None:
    seeds = {
        digest.seed(*one) for one in (("a", "b", "c"), ("x", "b", "c"), ("a", "x", "c"), ("a", "b", "x"))
    }
    assert len(seeds) == 4
    assert digest.seed("a", "b", "c") == hashlib.sha256(b"abc").hexdigest()


deeds = st.builds(
    lambda number, by, receivers, praise, words, attested: deed(
        number,
        "praise" if praise else "log",
        by,
        *(receivers if praise else {by, *receivers}),
        text=words,
        attested=tuple(sorted(attested)),
    ),
    st.integers(1, 10**6),
    st.integers(1, 9),
    st.frozensets(st.integers(1, 9), min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["", "a", "b"]),
    st.frozensets(st.integers(1, 9), max_size=3),
)


@given(
    st.lists(deeds, max_size=12, unique_by=lambda one: one.id), st.randoms(), st.frozensets(st.integers(1, 9))
)
def test_the_order_of_what_was_done_makes_no_difference(
    some: list[Deed], random: object, out: frozenset[int]
) -> None:
    mixed = list(some)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    found = built(*some, out=out)
    assert canonical(found) == canonical(built(*mixed, out=out))
    assert list(digest.baseline(found).scores) == found["contributors"]
    assert not out & set(found["contributors"])
