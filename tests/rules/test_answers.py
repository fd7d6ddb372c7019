"""What a model said, as data: every fault has a kind, and nothing is taken from a faulty answer (REWARDS 1.3)."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import answers
from rules.answers import Answer, FaultError, Said, content, document, foreign, read
from tests.rules.judged import completion, row

LABELS = {7: "M01", 9: "M02"}
ENGLISH = "What this community rewards."
GOOD = {"scores": [row("M02", 900, evidence=["T3", "T1"], flags=["unclear"]), row("M01", 0)]}


def kind(raw: str, status: int = 200, language: str = ENGLISH) -> str:
    """How a body is classified; whatever is not whole says nothing."""
    found = read(raw, status, LABELS, language)
    assert found.valid == (found.kind == answers.OK) == bool(found.said)
    return found.kind


def told(said: object) -> str:
    """How the content of a completion is classified."""
    return kind(completion(said if isinstance(said, str) else json.dumps(said)))


def spoilt(**facts: Any) -> str:
    """How an answer is classified in which this is said of one member."""
    return told({"scores": [row("M01"), row("M02", **facts)]})


def test_a_whole_answer_says_something_of_every_member_in_the_order_of_members() -> None:
    found = read(completion(json.dumps(GOOD)), 200, LABELS, ENGLISH)
    second = Said(900, "They did it.", ("T3", "T1"), ("unclear",))
    assert found == Answer("ok", {7: Said(0, "They did it."), 9: second})
    assert list(found.said) == [7, 9]


@pytest.mark.parametrize("space", ["", " ", "\n\n", "\r\n\t"])
def test_spaces_around_json_say_nothing(space: str) -> None:
    assert told(space + json.dumps(GOOD, indent=2) + space) == "ok"
    assert kind(space + completion(json.dumps(GOOD)) + space) == "ok"


def test_the_envelope_may_hold_more_than_is_read() -> None:
    body = json.loads(completion(json.dumps(GOOD), refusal=None, tool_calls=None))
    body |= {"usage": {"prompt_tokens": 1}, "choices": [*body["choices"], "a second choice"]}
    assert kind(json.dumps(body)) == "ok"


ENVELOPES: dict[str, tuple[str, str]] = {
    "the refusal field": (completion(None, refusal="I cannot."), "refused"),
    "the refusal field beside an answer": (completion(json.dumps(GOOD), refusal="No."), "refused"),
    "a refusal in prose": (completion("I am sorry, I cannot judge people."), "prose"),
    "prose before the answer": (completion(f"Sure! {json.dumps(GOOD)}"), "prose"),
    "prose after the answer": (completion(f"{json.dumps(GOOD)}\nI hope it helps."), "prose"),
    "two answers": (completion(json.dumps(GOOD) * 2), "prose"),
    "cut off": (completion(json.dumps(GOOD)[:40], finish="length"), "cut off"),
    "cut off where it happens to be whole": (completion(json.dumps(GOOD), finish="length"), "cut off"),
    "cut off without a sign": (completion(json.dumps(GOOD)[:40]), "prose"),
    "filtered": (completion("", finish="content_filter"), "filtered"),
    "filtered and yet there": (completion(json.dumps(GOOD), finish="content_filter"), "filtered"),
    "a code fence": (completion(f"```json\n{json.dumps(GOOD)}\n```"), "code fence"),
    "a bare code fence": (completion(f"\n```\n{json.dumps(GOOD)}\n```"), "code fence"),
    "null content": (completion(None), "empty"),
    "empty content": (completion(""), "empty"),
    "blank content": (completion(" \n\t"), "empty"),
    "content in parts": (completion([{"type": "text", "text": json.dumps(GOOD)}]), "empty"),
    "content that is an object already": (completion(GOOD), "empty"),
    "no choice": ('{"choices": []}', "empty"),
    "a choice that is none": ('{"choices": [null]}', "empty"),
    "a choice without a message": ('{"choices": [{"finish_reason": "stop"}]}', "empty"),
    "a message in words": ('{"choices": [{"message": "M01 gets 600"}]}', "empty"),
    "choices that are no list": ('{"choices": {"0": {}}}', "broken"),
    "no choices at all": ('{"id": "c1", "status": "failed"}', "broken"),
    "a list": ("[]", "broken"),
    "a word": ('"ok"', "broken"),
    "null": ("null", "broken"),
    "nothing": ("", "broken"),
    "a web page": ("<html>proxy login</html>", "broken"),
    "half a body": (completion(json.dumps(GOOD))[:-2], "broken"),
    "a byte order mark before the body": ("\ufeff" + completion(json.dumps(GOOD)), "broken"),
    "a byte order mark before the content": (completion("\ufeff" + json.dumps(GOOD)), "prose"),
    "half a character": ("\ud83d", "broken"),
    "the answer without an envelope": (json.dumps(GOOD), "broken"),
    "one megabyte": (completion("x" * 1_000_000), "too long"),
    "one megabyte of spaces round an answer": (completion(json.dumps(GOOD)) + " " * 1_000_000, "too long"),
    "one megabyte of no JSON": ("x" * 1_000_000, "too long"),
    "a body nested too deep": ("[" * 100_000, "broken"),
    "content nested too deep": (completion("[" * 100_000), "prose"),
    "nesting beside the answer": (completion(json.dumps(GOOD))[:-1] + ', "x": ' + "[" * 90_000, "broken"),
    "a number too long to be read": (completion('{"scores": ' + "9" * 5000 + "}"), "prose"),
}


@pytest.mark.parametrize(("raw", "wanted"), ENVELOPES.values(), ids=ENVELOPES)
def test_every_body_that_is_no_whole_answer_has_its_kind(raw: str, wanted: str) -> None:
    assert kind(raw) == wanted


@pytest.mark.parametrize("length", [answers.LONGEST - 1, answers.LONGEST])
def test_a_body_is_measured_in_bytes(length: int) -> None:
    start, end = completion(json.dumps(GOOD))[:-1] + ', "pad": "', '"}'
    for sign in "x\u00e9\u4ed6":
        body = start + sign * ((length - len(start + end)) // len(sign.encode())) + end
        body += " " * (length - len(body.encode()))
        assert len(body.encode()) == length
        assert kind(body) == ("ok" if length < answers.LONGEST else "too long")


def error(code: object, message: str = "") -> str:
    return json.dumps({"error": {"code": code, "message": message, "type": None, "param": "prompt"}})


@pytest.mark.parametrize(
    ("raw", "status", "wanted"),
    [
        (error("content_filter", "The response was filtered"), 400, "filtered"),
        (error(None, "It triggered Azure OpenAI's content management policy."), 400, "filtered"),
        (error("content_policy_violation"), 400, "filtered"),
        (error("ResponsibleAIPolicyViolation"), 400, "filtered"),
        (error("invalid_prompt", "flagged as potentially violating our usage policy"), 400, "filtered"),
        (error("moderation_blocked", "rejected by our safety system"), 403, "filtered"),
        (error("context_length_exceeded"), 400, "request too long"),
        (error(400, "This model's maximum context length is 8192 tokens"), 400, "request too long"),
        (error("invalid_request", "exceeds the available context size"), 400, "request too long"),
        (error("invalid_request", "larger than the context window"), 422, "request too long"),
        (error("invalid_request", "prompt is too long: 210000 tokens"), 413, "request too long"),
        (error("invalid_request", "too many input tokens"), 400, "request too long"),
        (error("invalid_value", "messages must alternate"), 400, "broken"),
        ("[]", 403, "broken"),
        ("<html>", 502, "broken"),
        ("[" * 100_000, 400, "broken"),
        (completion(json.dumps(GOOD)), 400, "broken"),
        (completion(json.dumps(GOOD)), 0, "broken"),
    ],
)
def test_an_endpoint_that_refuses_a_request_says_why(raw: str, status: int, wanted: str) -> None:
    assert kind(raw, status) == wanted


def test_nesting_that_can_be_read_and_not_written_is_no_exception() -> None:
    for depth in range(100, 1100):
        assert kind("[" * depth + "]" * depth, 400) == "broken"


SHAPES: dict[str, tuple[object, str]] = {
    "a list": ([row("M01"), row("M02")], "wrong shape"),
    "a number": (3, "wrong shape"),
    "scores that are an object": ({"scores": {"M01": 1, "M02": 2}}, "wrong shape"),
    "another name": ({"awards": [row("M01"), row("M02")]}, "wrong shape"),
    "an extra key": (GOOD | {"note": "fair"}, "wrong shape"),
    "nothing": ({}, "wrong shape"),
    "a row that is none": ({"scores": ["M01", "M02"]}, "wrong shape"),
    "a row with an extra key": ({"scores": [row("M01"), row("M02", why="x")]}, "wrong shape"),
    "a row that lacks one": ({"scores": [row("M01"), {"member": "M02", "score": 5}]}, "wrong shape"),
    "no rows": ({"scores": []}, "member missing"),
    "one row of two": ({"scores": [row("M01")]}, "member missing"),
    "a member too many": ({"scores": [row("M01"), row("M02"), row("M03")]}, "member unknown"),
    "a member twice": ({"scores": [row("M01"), row("M02"), row("M01")]}, "member repeated"),
    "a member twice, with the same": ({"scores": [row("M01")] * 2 + [row("M02")]}, "member repeated"),
}


@pytest.mark.parametrize(("said", "wanted"), SHAPES.values(), ids=SHAPES)
def test_every_other_shape_has_its_kind(said: object, wanted: str) -> None:
    assert told(said) == wanted


@pytest.mark.parametrize(
    "name", ["M1", "m01", "M001", " M01", "M01 ", "M\uff101", "P01", "T1", "", 1, None, ["M01"]]
)
def test_a_member_is_known_by_the_very_label(name: object) -> None:
    assert spoilt(member=name) == "member unknown"


@pytest.mark.parametrize("twice", ["score", "member", "flags", "s\\u0063ore"])
def test_a_key_that_is_repeated_is_not_the_last_one_s(twice: str) -> None:
    text = json.dumps(GOOD)
    more = text.replace('{"member"', f'{{"{twice}": 10000, "member"', 1)
    assert (text != more, told(more)) == (True, "member repeated")
    assert told(text[:-1] + f", {text[1:]}") == "member repeated"


NUMBERS = [
    "-1",
    "10001",
    "NaN",
    "Infinity",
    "-Infinity",
    "600.0",
    "6e2",
    "0.5",
    '"600"',
    "true",
    "false",
    "null",
]
NUMBERS += ["[600]", '{"points": 600}', str(2**63), "9" * 4000, "1e999", "-0.0", '""']


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:12])
def test_a_score_is_a_whole_number_within_the_scale(number: str) -> None:
    assert told(json.dumps(GOOD).replace("900", number)) == "wrong score"


@pytest.mark.parametrize("number", ["0", "-0", "1", "10000"])
def test_the_ends_of_the_scale_are_scores(number: str) -> None:
    found = read(completion(json.dumps(GOOD).replace("900", number)), 200, LABELS)
    assert found.said[9].score == int(number)


@pytest.mark.parametrize(
    ("reason", "wanted"), [("é" * 280, "ok"), ("x" * 281, "reason too long"), ("", "ok")]
)
def test_a_reason_has_at_most_280_characters(reason: str, wanted: str) -> None:
    assert spoilt(reason=reason) == wanted


@pytest.mark.parametrize("reason", [None, 5, ["because"], {"text": "because"}, True])
def test_a_reason_is_a_text(reason: object) -> None:
    assert spoilt(reason=reason) == "wrong shape"


@pytest.mark.parametrize(
    "flags", [["ring"], ["Steering"], ["steering "], "steering", None, [None], [["steering"]], {}]
)
def test_flags_are_those_of_the_list(flags: object) -> None:
    assert spoilt(flags=flags) == "wrong shape"


def test_every_flag_of_the_list_may_be_put_and_counts_once() -> None:
    assert spoilt(flags=list(answers.FLAGS)) == "ok"
    found = read(completion(json.dumps(GOOD).replace('["unclear"]', '["unclear", "unclear"]')), 200, LABELS)
    assert found.said[9].flags == ("unclear",)


EVIDENCE = [
    ["M01"],
    ["t1"],
    ["T"],
    ["T1 "],
    ["T12345"],
    ["T\u0661"],
    ["#12"],
    [1],
    "T1",
    None,
    {"T1": 1},
    ["T1\n"],
]


@pytest.mark.parametrize("evidence", [*EVIDENCE, [f"T{number}" for number in range(1, 10)]])
def test_evidence_is_labels_of_texts_and_at_most_eight(evidence: object) -> None:
    assert spoilt(evidence=evidence) == "wrong shape"


def test_evidence_may_repeat_itself() -> None:
    assert spoilt(evidence=["T1"] * 20) == "ok"
    assert spoilt(evidence=[f"T{number}" for number in range(8)]) == "ok"


RUSSIAN, GREEK = "Они сделали это для всех.", "Το έκαναν για όλους."


@pytest.mark.parametrize(
    ("reason", "language", "wanted"),
    [
        (RUSSIAN, ENGLISH, "wrong language"),
        ("他们为大家做了这件事。", ENGLISH, "wrong language"),
        (RUSSIAN, "Что ценит это сообщество.", "ok"),
        (RUSSIAN, "What we value. Что мы ценим.", "ok"),
        (RUSSIAN, "", "ok"),
        (RUSSIAN, "123 – …", "ok"),
        (GREEK, "Что ценит это сообщество.", "wrong language"),
        ("She gave M02 the name Вася.", ENGLISH, "ok"),
        ("Ça a aidé tout le monde, naïvement.", ENGLISH, "ok"),
        ("", ENGLISH, "ok"),
        ("12345", ENGLISH, "ok"),
    ],
)
def test_a_language_is_known_by_its_scripts(reason: str, language: str, wanted: str) -> None:
    rows = {"scores": [row("M01", reason=reason), row("M02", reason=reason)]}
    assert kind(completion(json.dumps(rows)), language=language) == wanted


def test_a_language_is_that_of_most_letters_of_all_reasons_together() -> None:
    assert not foreign(["ab", "вг"], ENGLISH)
    assert foreign(["ab", "вгд"], ENGLISH)


@given(st.binary(max_size=300), st.integers(0, 999))
def test_no_bytes_whatever_raise(body: bytes, status: int) -> None:
    raw = body.decode("utf-8", "replace")
    assert not read(raw, status, LABELS, ENGLISH).valid
    assert not read(completion(raw), status, LABELS, ENGLISH).valid
    assert not read(body.decode("utf-8", "surrogateescape"), status, LABELS, ENGLISH).valid


WORDS = st.sampled_from(["M01", "M02", "T1", "unclear", *row("")]) | st.text()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(WORDS, inside, max_size=4),
    max_leaves=12,
)
SPOILT = st.tuples(st.integers(0, 1), WORDS, JSON | st.integers(-1, 10_001) | st.lists(WORDS, max_size=2))


@st.composite
def nearly(draw: st.DrawFn) -> dict[str, Any]:
    """An answer about both members, perhaps with one thing that is not as it should be."""
    lists = [st.lists(st.sampled_from(known), max_size=2) for known in (["T1", "T2"], ["unclear", "abusive"])]
    rows = [
        row(one, draw(st.integers(0, 10_000)), evidence=draw(lists[0]), flags=draw(lists[1]))
        for one in draw(st.permutations(["M01", "M02"]))
    ]
    for number, name, value in draw(st.lists(SPOILT, max_size=2)):
        rows[number][name] = value
    return {"scores": rows[: draw(st.sampled_from([2, 2, 2, 1]))]}


ONE = {
    "type": "object",
    "properties": {
        "member": {"enum": ["M01", "M02"]},
        "score": {"type": "integer", "minimum": 0, "maximum": 10_000},
        "reason": {"type": "string", "maxLength": 280},
        "evidence": {"type": "array", "items": {"type": "string", "pattern": r"\AT[0-9]{1,4}\Z"}},
        "flags": {"type": "array", "items": {"enum": list(answers.FLAGS)}},
    },
    "required": sorted(row("")),
    "additionalProperties": False,
}
WHOLE = {"type": "array", "items": ONE, "minItems": 2, "maxItems": 2}
EXACT = {"properties": {"scores": WHOLE}, "required": ["scores"], "additionalProperties": False}


def exact(said: Any) -> bool:
    """Whether this has the very shape of an answer about both members; JSON Schema says 1.0 were an integer."""
    if not jsonschema.Draft202012Validator({"type": "object", **EXACT}).is_valid(said):
        return False
    whole = all(type(one["score"]) is int for one in said["scores"])
    return whole and len({one["member"] for one in said["scores"]}) == 2


@given(JSON | nearly())
def test_anything_but_the_exact_shape_is_not_an_answer(said: Any) -> None:
    assert read(completion(json.dumps(said)), 200, LABELS).valid == exact(said)
    assert not read(json.dumps(said), 200, LABELS).valid
    assert not read(completion(json.dumps(said)), 500, LABELS).valid


@given(st.integers(0, 2000), st.integers(0, 0x10FFFF).map(chr) | st.just(""))
def test_an_answer_with_one_character_changed_is_whole_or_nothing(place: int, sign: str) -> None:
    text = completion(json.dumps(GOOD))
    found = read(text[: place % len(text)] + sign + text[place % len(text) + 1 :], 200, LABELS, ENGLISH)
    assert set(found.said) == (set(LABELS) if found.valid else set())
    assert all(0 <= one.score <= 10_000 for one in found.said.values())


def test_the_document_of_a_completion_is_anything_that_json_can_hold() -> None:
    assert document(completion("[1, 2]"), 200) == [1, 2]
    assert content(json.loads(completion("words"))) == "words"
    with pytest.raises(FaultError, match="prose"):
        document(completion("words"), 200)
