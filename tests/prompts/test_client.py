"""The client against the scripted service: answers as they came, the bytes both sides saw, modes, turns."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from prompts import faults
from prompts.client import LONGEST, Mode, is_json, usage
from tests.model.answers import USAGE
from tests.model.kit import KEY, REQUEST, SCHEMA, Make, kits


@pytest.fixture
async def kit() -> AsyncIterator[Make]:
    """Makes kits, and closes them at the end."""
    async with kits() as make:
        yield make


DATA = [
    "ok",
    "no_usage",
    "refusal",
    "length",
    "content_filter",
    "not_json",
    "fenced_json",
    "wrong_schema",
    "null_content",
    "incomplete",
    "no_choices",
    "failed",
]


@pytest.mark.parametrize("name", DATA)
async def test_http_200_comes_back_as_it_is(kit: Make, name: str) -> None:
    one = await kit(name)
    reply = await one.ask()
    assert reply.status == 200
    assert json.loads(reply.raw)["id"] == "c1"
    assert (len(one.server.log), one.slept) == (1, [])


@pytest.mark.parametrize("name", ["400_context", "400_filter"])
async def test_a_refusal_of_this_one_request_comes_back_as_it_is(kit: Make, name: str) -> None:
    one = await kit(name)
    reply = await one.ask()
    assert reply.status == 400
    assert json.loads(reply.raw)["error"]["code"] in {"context_length_exceeded", "content_filter"}
    assert (reply.tokens_in, reply.tokens_out, reply.counted) == (one.client.estimate_in(REQUEST), 0, False)
    assert len(one.server.log) == 1


async def test_tokens_are_the_endpoints_or_an_estimate(kit: Make) -> None:
    one = await kit(lambda body, seen: "no_usage" if seen else "ok")
    first, second = await one.ask(), await one.ask()
    assert (first.tokens_in, first.tokens_out, first.counted) == (120, 30, True)
    assert (second.tokens_in, second.counted) == (one.client.estimate_in(REQUEST), False)
    assert 0 < second.tokens_out <= 4000
    assert one.client.estimate(REQUEST) == one.client.estimate_in(REQUEST) + 4000


@pytest.mark.parametrize(
    ("counts", "read"),
    [
        (USAGE, (120, 30)),
        ({"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 900}, (120, 780)),
        ({"prompt_tokens": 120, "completion_tokens": 30}, (120, 30)),
        ({"prompt_tokens": 0, "completion_tokens": 0}, None),
        ({"prompt_tokens": -5, "completion_tokens": 3}, None),
        ({"prompt_tokens": True, "completion_tokens": 3}, None),
        ({"prompt_tokens": 10**30, "completion_tokens": 3}, None),
        ({"prompt_tokens": "12", "completion_tokens": 3}, None),
        ([], None),
    ],
)
def test_only_counts_that_can_be_are_taken(counts: object, read: tuple[int, int] | None) -> None:
    assert usage(json.dumps({"usage": counts})) == read


def test_a_body_that_is_no_object_has_no_counts() -> None:
    assert [usage(raw) for raw in ("[]", "no", "[" * 100_000)] == [None, None, None]


async def test_both_sides_saw_the_same_bytes_and_the_same_request_is_the_same_bytes(kit: Make) -> None:
    one, other = await kit("ok"), await kit("ok", key="")
    replies = [await one.ask(), await one.ask(), await other.ask()]
    sent = [*one.server.sent, *other.server.sent]
    assert len(set(sent)) == 1
    assert {reply.sent for reply in replies} == {hashlib.sha256(sent[0]).hexdigest()}
    assert one.server.log[0].sha == replies[0].sent


async def test_what_is_sent(kit: Make) -> None:
    one = await kit("ok")
    await one.ask()
    assert one.server.bodies == [
        {
            "model": "judge-1",
            "messages": [
                {"role": "system", "content": REQUEST.system},
                {"role": "user", "content": REQUEST.user},
            ],
            "stream": False,
            "max_tokens": 4000,
            "temperature": 0.0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "awards", "strict": True, "schema": SCHEMA},
            },
        }
    ]
    assert b'"properties":{"b":' in one.server.sent[0], "the order of a schema is the order of the answer"
    assert one.server.headers[0]["Authorization"] == f"Bearer {KEY}"


async def test_without_a_key_and_a_temperature(kit: Make) -> None:
    one = await kit("ok", key="", temperature=None)
    await one.ask()
    assert one.server.headers[0]["Authorization"] == "Bearer none"
    assert "temperature" not in one.server.bodies[0]


async def test_half_a_character_is_sent_as_a_question_mark(kit: Make) -> None:
    one = await kit("ok")
    await one.ask(replace(REQUEST, user="half \ud83d"))
    assert b'"half ?"' in one.server.sent[0]


@pytest.mark.parametrize("name", ["huge", "endless"])
async def test_of_a_long_body_the_rest_is_not_read(kit: Make, name: str) -> None:
    one = await kit(name)
    reply = await one.ask()
    assert (reply.status, len(reply.raw.encode())) == (200, LONGEST)
    assert (reply.tokens_out, reply.counted) == (4000, False)
    await one.server.until(0)


async def test_the_client_goes_on_after_a_long_body(kit: Make) -> None:
    one = await kit(lambda body, seen: "ok" if seen else "endless", parallel=1)
    assert [len((await one.ask()).raw) < LONGEST for _ in range(2)] == [False, True]


PLAINEST = "text max_completion_tokens plain"


@pytest.mark.parametrize(
    ("name", "calls", "mode"),
    [
        ("ok", 1, "json_schema max_tokens temperature"),
        ("400_no_schema", 2, "json_object max_tokens temperature"),
        ("400_no_format", 3, "text max_tokens temperature"),
        ("400_max_tokens", 2, "json_schema max_completion_tokens temperature"),
        ("400_temperature", 2, "json_schema max_tokens plain"),
        ("picky", 5, PLAINEST),
    ],
)
async def test_what_an_endpoint_does_not_take_falls_away(kit: Make, name: str, calls: int, mode: str) -> None:
    one = await kit(name)
    assert (await one.ask()).status == 200
    assert (len(one.server.log), one.client.mode, one.slept) == (calls, mode, [])
    last = await one.ask()
    assert len(one.server.log) == calls + 1
    resumed = await kit("ok", mode=one.client.mode)
    assert (await resumed.ask()).sent == last.sent


async def test_calls_side_by_side_agree_on_the_mode(kit: Make) -> None:
    one = await kit("picky", parallel=8)
    replies = await asyncio.gather(*(one.ask() for _ in range(8)))
    assert {reply.status for reply in replies} == {200}
    assert one.client.mode == PLAINEST
    assert len(one.server.log) <= 8 * 5


async def test_a_format_that_was_set_stays(kit: Make) -> None:
    one = await kit("400_no_schema", format="json_schema")
    assert 'which says "This response_format type is unavailable now"' in str(await one.fault())
    one = await kit("400_no_schema", format="json_object")
    assert (await one.ask()).status == 200
    assert one.server.bodies[0]["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize(
    ("message", "code", "eased"),
    [
        (
            "max_tokens is too large: 90000. This model supports at most 16384 completion tokens",
            "invalid_value",
            None,
        ),
        ("Unknown parameter max_tokens", "unknown", "json_schema max_completion_tokens temperature"),
        ("'response_format.type' must be 'json_schema' or 'text'", "", "json_object max_tokens temperature"),
        (
            "'messages' must contain the word 'json' to use JSON mode",
            "",
            "json_object max_tokens temperature",
        ),
        ("the moon is full", "", None),
    ],
)
def test_a_complaint_is_read(message: str, code: str, eased: str | None) -> None:
    said = faults.complaint(json.dumps({"error": {"message": message, "code": code}}))
    found = Mode().eased(said, auto=True)
    assert (str(found) if found else None) == eased


def test_a_mode_that_nobody_wrote_is_refused() -> None:
    assert Mode.read(PLAINEST) == Mode("text", "max_completion_tokens", temperature=False)
    with pytest.raises(ValueError, match="is not the mode of a client"):
        Mode.read("json")


async def test_no_more_calls_than_allowed_are_under_way(kit: Make) -> None:
    one = await kit("ok", parallel=3)
    one.server.door.clear()
    asked = [asyncio.create_task(one.ask()) for _ in range(9)]
    await one.server.until(3)
    one.server.door.set()
    await asyncio.gather(*asked)
    assert (one.server.most, len(one.server.log)) == (3, 9)


async def test_a_call_that_sleeps_leaves_its_turn_to_others(kit: Make) -> None:
    one = await kit(
        lambda body, seen: "ok" if seen or body["messages"][1]["content"] == "B" else "500", parallel=1
    )
    asleep, wake = asyncio.Event(), asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.set()
        await wake.wait()

    one.client._sleep = sleep
    first = asyncio.create_task(one.ask(replace(REQUEST, user="A")))
    await asleep.wait()
    assert (await one.ask(replace(REQUEST, user="B"))).status == 200
    wake.set()
    assert (await first).status == 200


def test_what_is_nested_too_deep_to_read_is_left_to_the_caller() -> None:
    assert is_json("[" * 100_000)
    assert not is_json("")
    assert is_json('{"a": 1}')
