"""The client against the scripted service: every fault by its own name, and the key nowhere."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from prompts import faults
from prompts.client import PATIENCE, bare, lost
from prompts.faults import Fault
from tests.model.answers import GOOD, NAMES, Answer
from tests.model.kit import KEY, Make, kits, told

CLIENT = Path(__file__).parents[1] / "prompts" / "test_client.py"


@pytest.fixture
async def kit() -> AsyncIterator[Make]:
    """Makes kits, and closes them at the end."""
    async with kits() as make:
        yield make


FAULTS = [
    ("429_1s", faults.BusyFault, [1, 1, 1]),
    ("429_ms", faults.BusyFault, [0.25, 0.25, 0.25]),
    ("429_date", faults.BusyFault, [5, 5, 5]),
    ("429_600s", faults.BusyFault, []),
    ("429_quota", faults.QuotaFault, []),
    ("402", faults.QuotaFault, []),
    ("500", faults.ServerFault, [1, 2, 4]),
    ("html_502", faults.ServerFault, [1, 2, 4]),
    ("endless_500", faults.ServerFault, [1, 2, 4]),
    ("529", faults.BusyFault, [1, 2, 4]),
    ("400_other", faults.RequestFault, []),
    ("redirect", faults.RequestFault, []),
    ("401", faults.KeyFault, []),
    ("403", faults.KeyFault, []),
    ("404", faults.ModelFault, []),
    ("reset", faults.NetworkFault, [1, 2, 4]),
    ("cut_body", faults.NetworkFault, [1, 2, 4]),
    ("html_200", faults.GarbledFault, [1]),
    ("gzip_200", faults.GarbledFault, [1]),
    ("nul_200", faults.GarbledFault, [1]),
    ("echo_key_401", faults.KeyFault, []),
    ("echo_key_400", faults.RequestFault, []),
    ("echo_key_500", faults.ServerFault, [1, 2, 4]),
]


@pytest.mark.parametrize(("name", "kind", "slept"), FAULTS)
async def test_a_fault_is_told_by_its_name_after_bounded_tries(
    kit: Make, caplog: pytest.LogCaptureFixture, name: str, kind: type[Fault], slept: list[float]
) -> None:
    caplog.set_level(logging.DEBUG)
    one = await kit(name)
    fault = await one.fault()
    assert type(fault) is kind
    assert one.slept == slept
    assert len(one.server.log) == len(slept) + 1
    assert str(fault).endswith(".")
    assert "\n" not in str(fault)
    assert fault.__cause__ is None
    assert fault.__context__ is None
    for text in (told(fault), caplog.text):
        assert KEY not in text
        assert "Bearer" not in text


@pytest.mark.parametrize("name", ["hang", "slow_drip"])
async def test_a_call_ends_in_time_and_is_tried_once_more(kit: Make, name: str) -> None:
    one = await kit(name, timeout=0.2)
    fault = await one.fault()
    assert type(fault) is faults.TimeoutFault
    assert (len(one.server.log), one.slept) == (2, [1])
    await one.server.until(0)


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number: int = one.getsockname()[1]
        return number


async def test_nobody_there(kit: Make) -> None:
    address = f"http://127.0.0.1:{closed_port()}/v1"
    one = await kit("ok", base_url=address)
    fault = await one.fault()
    assert isinstance(fault, faults.NetworkFault)
    assert (fault.charged, one.slept) == (False, [1, 2, 4])
    assert str(fault).startswith(f"There is no connection to {address}: ")


def test_an_address_is_shown_without_credentials() -> None:
    assert bare("https://name:hush@host:8000/v1?key=hush") == "https://host:8000/v1"


@pytest.mark.parametrize(
    ("reason", "kind", "tries"),
    [
        (httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"), faults.CertificateFault, 1),
        (httpx2.ConnectError("All connection attempts failed"), faults.AbsentFault, 4),
        (httpx2.ConnectError("[Errno -2] Name or service not known"), faults.AbsentFault, 4),
        (httpx2.ReadError("reset"), faults.NetworkFault, 4),
    ],
)
def test_why_there_is_no_response(reason: Exception, kind: type[Fault], tries: int) -> None:
    error = ValueError()
    error.__cause__ = reason
    fault = lost(error, faults.Place("http://host", "judge-1"))
    assert (type(fault), fault.tries, fault.charged) == (kind, tries, kind is faults.NetworkFault)


async def test_a_long_wait_is_not_slept_but_told(kit: Make) -> None:
    fault = await (await kit("429_600s")).fault()
    assert fault.wait == 600
    assert "it asks to wait 600 s" in str(fault)


async def test_a_passing_fault_passes(kit: Make) -> None:
    one = await kit("503_once")
    assert GOOD in json.loads((await one.ask()).raw)["choices"][0]["message"]["content"]
    assert one.slept == [1]
    assert one.server.sent[0] == one.server.sent[1]


async def test_whatever_comes_four_tries_are_all(kit: Make) -> None:
    story = ["500", "429_1s", "reset", "529", "ok"]
    one = await kit(lambda body, seen: story[seen])
    assert type(await one.fault()) is faults.BusyFault
    assert one.slept == [1, 1, 4]


async def test_waits_differ_by_chance(kit: Make) -> None:
    one = await kit("500")
    for chance in (0.0, 1.0):
        one.client._chance = lambda value=chance: value  # type: ignore[misc]
        await one.fault()
    assert one.slept == [0.75, 1.5, 3, 1.25, 2.5, 5]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "9" * 400}, faults.LONGEST_WAIT),
        ({"retry-after": "Fri, 01 Jan 2100 00:00:10 GMT", "date": "Fri, 01 Jan 2100 00:00:00 GMT"}, 10),
        ({"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT", "date": "Fri, 01 Jan 2100 00:00:10 GMT"}, 0),
        ({"retry-after": "Fri, 01 Jan 2100 00:00:10 GMT"}, None),
        ({"retry-after": "Fri, 99 Jan 99999999999999999999 00:00:10 GMT", "date": "x"}, None),
        ({"retry-after": "soon", "date": "now"}, None),
    ],
)
def test_a_wait_is_read_in_every_form(headers: dict[str, str], wait: float | None) -> None:
    assert faults.asked(headers) == wait
    assert PATIENCE < faults.LONGEST_WAIT


SHAPES: list[tuple[int, object, bool, type[Fault]]] = [
    (
        400,
        {"error": {"type": "exceed_context_size_error", "message": "the request exceeds", "code": 400}},
        True,
        Fault,
    ),
    (
        400,
        {"object": "error", "message": "This model's maximum context length is 4096 tokens", "code": 400},
        True,
        Fault,
    ),
    (413, {"error": "input length exceeds the context window"}, True, Fault),
    (403, {"error": {"code": 403, "message": "requires moderation and your input was flagged"}}, True, Fault),
    (400, {"error": {"code": "invalid_prompt", "message": "Invalid prompt"}}, True, Fault),
    (400, {"error": {"code": None, "innererror": {"code": "ResponsibleAIPolicyViolation"}}}, True, Fault),
    (401, {"error": {"message": "the key was flagged"}}, False, faults.KeyFault),
    (
        429,
        [{"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "quota"}}],
        False,
        faults.BusyFault,
    ),
    (429, {"error": {"type": "exceeded_current_quota_error"}}, False, faults.QuotaFault),
    (403, {"error": {"code": "billing_not_active"}}, False, faults.QuotaFault),
    (403, {"error": {"code": "model_not_found"}}, False, faults.ModelFault),
    (408, {}, False, faults.TimeoutFault),
    (
        422,
        {"detail": [{"loc": ["body", "n"], "msg": "too big", "input": "context length"}]},
        False,
        faults.RequestFault,
    ),
    (422, {"detail": [None]}, False, faults.RequestFault),
    (400, {"error": {"message": ["odd"], "code": {}, "type": 5, "param": 7}}, False, faults.RequestFault),
    (400, [], False, faults.RequestFault),
    (400, None, False, faults.RequestFault),
]


@pytest.mark.parametrize(("status", "body", "verdict", "kind"), SHAPES)
def test_errors_of_many_services_are_read(
    status: int, body: object, verdict: bool, kind: type[Fault]
) -> None:
    said = faults.complaint(json.dumps(body))
    assert faults.is_verdict(status, said) is verdict
    assert verdict or type(faults.refused(status, {}, said, faults.Place("http://host", "m"))) is kind


def test_words_that_are_not_json_are_read_but_no_page() -> None:
    assert faults.complaint("no such\nroute").message == "no such\nroute"
    assert faults.complaint(" <html>context length</html>") == faults.Complaint()
    assert faults.complaint("[" * 100_000).message.startswith("[[")


def test_the_words_of_an_endpoint_are_one_short_line() -> None:
    said = faults.Complaint(message="a\n\x1b[31mb\u202e" + "c" * 500)
    words = faults.quoted(said)
    assert words.isprintable()
    assert len(words) < 230
    assert faults.quoted(faults.Complaint()) == ""


def test_every_answer_of_the_service_is_tried() -> None:
    texts = [file.read_text("utf-8") for file in (Path(__file__), CLIENT)]
    assert [name for name in NAMES if not any(f'"{name}"' in text for text in texts)] == []


@pytest.mark.parametrize(("name", "status"), [("echo_key_filter", 400), ("echo_key_200", 200)])
async def test_a_key_that_is_repeated_is_not_stored(kit: Make, name: str, status: int) -> None:
    reply = await (await kit(name)).ask()
    assert reply.status == status
    assert KEY not in reply.raw
    assert "***" in reply.raw
    json.loads(reply.raw)


@pytest.mark.parametrize("key", [KEY, 'quo"te\\key', "a/b/c/d/e/f"])
async def test_a_key_is_found_as_json_writes_it(kit: Make, key: str) -> None:
    body = json.dumps({"error": {"message": key, "code": "content_filter"}})
    one = await kit("ok", key=key)
    for text in (body, body.replace("/", "\\/"), key):
        assert "***" in one.client._scrubbed(text)


async def test_a_short_key_is_no_secret(kit: Make) -> None:
    one = await kit(lambda body, seen: Answer("none of them"), key="none")
    assert "none of them" in (await one.ask()).raw


@pytest.mark.parametrize("key", ["sk-hush-hush\n", "sk-hüsh-hush", "sk-hush hush"])
async def test_a_key_that_no_header_takes_is_told_without_it(kit: Make, key: str) -> None:
    one = await kit("ok", key=key)
    fault = await one.fault()
    assert type(fault) is faults.KeyFault
    assert key not in told(fault)
    assert one.server.log == []
