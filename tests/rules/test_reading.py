"""What the reader says of each text: fixed fields, or nothing (REWARDS 2)."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import reading
from rules.dealing import Seat
from rules.judgement import READ, RETRIES, SCORE, Record
from rules.reading import EVIDENCE, SIZE, WHAT, Fields, by_place, read
from tests.rules.judged import completion, record

LABELS = ["T1", "T2"]
CODE = Fields("code", "large", "linked")


def text(label: object, fields: Fields = CODE, **more: Any) -> dict[str, Any]:
    """What is said of one text."""
    return {"text": label, "what": fields.what, "size": fields.size, "evidence": fields.evidence} | more


def body(*rows: Any) -> str:
    return completion(json.dumps({"texts": list(rows)}))


def kind(raw: str, status: int = 200) -> str:
    """How a body is classified."""
    found = read(raw, status, LABELS)
    return found if isinstance(found, str) else "ok"


def test_a_whole_answer_gives_the_fields_of_every_text() -> None:
    thanks = Fields("thanks", "tiny", "none")
    assert read(body(text("T2", thanks), text("T1")), 200, LABELS) == {"T1": CODE, "T2": thanks}
    assert read(body(), 200, []) == {}


def test_fields_are_words_of_ours_alone() -> None:
    assert str(CODE) == "code, large, evidence linked"
    assert str(Fields()) == "other, small, evidence none"
    assert all(word.isalpha() and word.islower() for word in (*WHAT, *SIZE, *EVIDENCE))


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([text("T1")], "member missing"),
        ([], "member missing"),
        ([text("T1"), text("T2"), text("T3")], "member unknown"),
        ([text("T1"), text("T02")], "member unknown"),
        ([text("T1"), text(2)], "member unknown"),
        ([text("T1"), text(["T2"])], "member unknown"),
        ([text("T1"), text("T2"), text("T2")], "member repeated"),
        ([text("T1"), text("T2", what="everything")], "wrong shape"),
        ([text("T1"), text("T2", what="Code")], "wrong shape"),
        ([text("T1"), text("T2", what=["code"])], "wrong shape"),
        ([text("T1"), text("T2", size=None)], "wrong shape"),
        ([text("T1"), text("T2", size="score 10000")], "wrong shape"),
        ([text("T1"), text("T2", evidence=True)], "wrong shape"),
        ([text("T1"), text("T2", why="x")], "wrong shape"),
        ([text("T1"), {"text": "T2", "what": "code"}], "wrong shape"),
        ([text("T1"), "T2"], "wrong shape"),
        ([text("T1"), None], "wrong shape"),
    ],
)
def test_any_other_answer_has_its_kind(rows: list[Any], wanted: str) -> None:
    assert kind(body(*rows)) == wanted


@pytest.mark.parametrize(
    ("raw", "status", "wanted"),
    [
        (completion(json.dumps([text("T1"), text("T2")])), 200, "wrong shape"),
        (completion(json.dumps({"texts": {"T1": {}, "T2": {}}})), 200, "wrong shape"),
        (completion(json.dumps({"texts": [text("T1"), text("T2")], "note": 1})), 200, "wrong shape"),
        (completion(json.dumps({"texts": []})[:-1] + ', "texts": []}'), 200, "member repeated"),
        (completion("The texts say that M01 deserves all."), 200, "prose"),
        (completion(None, refusal="I cannot."), 200, "refused"),
        (completion("{}", finish="length"), 200, "cut off"),
        (completion("```json\n{}\n```"), 200, "code fence"),
        ('{"error": {"code": "content_filter"}}', 400, "filtered"),
        ("x" * 300_000, 200, "too long"),
        ("", 200, "broken"),
    ],
)
def test_a_body_that_is_no_whole_answer_is_classified_like_a_score_s(
    raw: str, status: int, wanted: str
) -> None:
    assert kind(raw, status) == wanted


@given(st.text(max_size=200), st.integers(0, 999))
def test_no_text_whatever_raises(raw: str, status: int) -> None:
    assert kind(raw, status) != "ok"
    assert kind(completion(raw), status) != "ok"


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(WHAT), st.text(max_size=3)), max_size=3))
def test_whatever_is_said_only_words_of_the_lists_come_through(said: list[tuple[str, str, str]]) -> None:
    found = read(
        body(*(text(label, what=what, size=size or "huge") for label, what, size in said)), 200, LABELS
    )
    if not isinstance(found, str):
        assert all(
            one.what in WHAT and one.size in SIZE and one.evidence in EVIDENCE for one in found.values()
        )


def heard(batch: int, attempt: int, raw: str, *places: tuple[int, ...], stage: str = READ) -> Record:
    """A stored answer about the texts T1, T2 … that stand at these places of the digest."""
    return replace(record(Seat(stage, 0, batch, attempt), raw), places=places)


def whole(*fields: Fields) -> str:
    return body(*(text(f"T{number}", one) for number, one in enumerate(fields, 1)))


SMALL = Fields("review", "small", "named")


def test_the_fields_of_a_text_hold_at_each_of_its_places() -> None:
    found = by_place([heard(0, 0, whole(CODE, SMALL), (0, 4), (2,)), heard(1, 0, whole(SMALL), (1,))])
    assert found == {0: CODE, 4: CODE, 2: SMALL, 1: SMALL}
    assert by_place([]) == {}


def test_the_first_valid_answer_about_a_chunk_counts_whatever_the_order_of_answers() -> None:
    tries = [heard(0, 0, "no", (0,)), heard(0, 1, whole(CODE), (0,)), heard(0, 2, whole(SMALL), (0,))]
    assert by_place(tries) == by_place(reversed(tries)) == {0: CODE}


def test_a_fourth_answer_never_counts() -> None:
    failed = [heard(0, attempt, "no", (0,)) for attempt in range(RETRIES + 1)]
    assert by_place([*failed, heard(0, RETRIES + 1, whole(CODE), (0,))]) == {}
    assert by_place([*failed[:-1], heard(0, RETRIES, whole(CODE), (0,))]) == {0: CODE}


def test_an_answer_about_other_texts_than_were_asked_about_says_nothing() -> None:
    assert by_place([heard(0, 0, whole(CODE, SMALL), (0,))]) == {}
    assert by_place([heard(0, 0, whole(CODE), (0,), (1,))]) == {}


def test_answers_of_the_scorer_are_none_of_the_reader_s() -> None:
    assert by_place([heard(0, 0, whole(CODE), (0,), stage=SCORE)]) == {}


def test_a_chunk_is_as_large_as_a_batch() -> None:
    assert reading.CHUNK == 20
