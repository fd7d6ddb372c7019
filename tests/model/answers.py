"""What the scripted service can answer, by name: good answers, bad ones, refusals and broken connections."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from functools import cache
from typing import Any

from aiohttp import web

GOOD = json.dumps({"awards": [{"member": "M01", "points": 3}]})
DATED = 5  # seconds that 429_date asks to wait
USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}

Body = Mapping[str, Any]
Content = Callable[[Body], str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A completion with HTTP 200."""

    content: str | None = None
    finish: str = "stop"
    refusal: str | None = None
    usage: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a fault sees it; `seen` counts earlier ones with the same bytes."""

    request: web.Request
    body: Body
    seen: int
    content: Content

    def good(self) -> str:
        """The content of a good answer."""
        return self.content(self.body)


Plain = Callable[[Call], "Answer | web.Response"]
Live = Callable[[Call], Awaitable[web.StreamResponse]]


def completion(answer: Answer, model: str) -> dict[str, Any]:
    """The body of a chat completion."""
    message = {"role": "assistant", "content": answer.content, "refusal": answer.refusal}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "finish_reason": answer.finish, "message": message}],
    } | ({"usage": USAGE} if answer.usage else {})


def error(
    status: int,
    code: str,
    kind: str = "invalid_request_error",
    *,
    param: str | None = None,
    message: str = "",
    **headers: str,
) -> web.Response:
    """An error in the shape of the OpenAI protocol; the _ of a header's name stands for its -."""
    body = {"error": {"message": message or code, "type": kind, "code": code, "param": param}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response(body, status=status, headers=named)


def unsupported(param: str, message: str) -> web.Response:
    """A 400 about one parameter."""
    return error(400, "unsupported_parameter", param=param, message=message)


def html(status: int = 200) -> web.Response:
    """The page of a proxy."""
    return web.Response(status=status, text="<html>proxy login</html>", content_type="text/html")


def limited(**headers: str) -> web.Response:
    """Too many requests."""
    return error(429, "rate_limit_exceeded", "requests", **headers)


def dated() -> web.Response:
    """Too many requests, and when to come again as a date; the service's clock is far off."""
    return limited(
        retry_after=formatdate(1_000_000 + DATED, usegmt=True), date=formatdate(1_000_000, usegmt=True)
    )


def azure() -> web.Response:
    """A refusal of the prompt by Azure's filter."""
    inner = {"code": "ResponsibleAIPolicyViolation", "content_filter_result": {"hate": {"filtered": True}}}
    told = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy."
    body = {
        "message": told,
        "type": None,
        "param": "prompt",
        "code": "content_filter",
        "status": 400,
        "innererror": inner,
    }
    return web.json_response({"error": body}, status=400)


def echo(call: Call, status: int, code: str) -> web.Response:
    """An error that repeats the key and the whole header."""
    header = call.request.headers.get("Authorization", "")
    key = header.removeprefix("Bearer ")
    return error(
        status, code, message=f"Incorrect key {key}; your header was Authorization: {header}", x_key=key
    )


def no_schema(call: Call) -> Answer | web.Response:
    """Takes JSON mode but no schema."""
    if (call.body.get("response_format") or {}).get("type") == "json_schema":
        return unsupported("response_format", "This response_format type is unavailable now")
    return Answer(call.good())


def no_format(call: Call) -> Answer | web.Response:
    """Knows no response_format; says so as FastAPI does, with the input."""
    if "response_format" not in call.body:
        return Answer(call.good())
    where = ["body", "response_format"]
    detail = {
        "type": "extra_forbidden",
        "loc": where,
        "msg": "Extra inputs are not permitted",
        "input": call.body,
    }
    return web.json_response({"detail": [detail]}, status=422)


def no_max_tokens(call: Call) -> Answer | web.Response:
    """Wants the newer name."""
    if "max_tokens" not in call.body:
        return Answer(call.good())
    told = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
    return unsupported("max_tokens", told)


def no_temperature(call: Call) -> Answer | web.Response:
    """Has one temperature only; names the parameter in its message alone."""
    if "temperature" not in call.body:
        return Answer(call.good())
    told = "Unsupported value: 'temperature' does not support 0. Only the default (1) value is supported."
    return error(400, "unsupported_value", message=told)


def picky(call: Call) -> Answer | web.Response:
    """Complains about one thing after the other."""
    for one in (no_schema, no_temperature, no_format, no_max_tokens):
        if isinstance(outcome := one(call), web.Response):
            return outcome
    return Answer(call.good())


@cache
def bomb() -> bytes:
    """A small body that unpacks to a large one."""
    return gzip.compress(b" " * 10_000_000)


PLAIN: dict[str, Plain] = {
    "ok": lambda call: Answer(call.good()),
    "no_usage": lambda call: Answer(call.good(), usage=False),
    "refusal": lambda _: Answer(None, refusal="I cannot."),
    "length": lambda call: Answer(call.good()[:20], "length"),
    "content_filter": lambda _: Answer("", "content_filter"),
    "not_json": lambda _: Answer("Sure! M01 gets 3."),
    "fenced_json": lambda call: Answer(f"```json\n{call.good()}\n```"),
    "wrong_schema": lambda _: Answer('{"awards": [{"member": 3}]}'),
    "null_content": lambda _: Answer(None),
    "incomplete": lambda call: Answer(call.good()[:20], "length"),
    "huge": lambda _: Answer("x" * 1_000_000),
    "no_choices": lambda call: web.json_response(
        completion(Answer(""), call.body["model"]) | {"choices": []}
    ),
    "failed": lambda _: web.json_response(
        {"id": "c1", "status": "failed", "error": {"code": "server_error", "message": "boom"}, "usage": USAGE}
    ),
    "429_1s": lambda _: limited(retry_after="1"),
    "429_600s": lambda _: limited(retry_after="600"),
    "429_ms": lambda _: limited(retry_after_ms="250", retry_after="1"),
    "429_date": lambda _: dated(),
    "429_quota": lambda _: error(429, "insufficient_quota", "insufficient_quota", retry_after="1"),
    "402": lambda _: error(402, "insufficient_balance"),
    "500": lambda _: error(500, "server_error", "server_error"),
    "503_once": lambda call: Answer(call.good()) if call.seen else error(503, "overloaded", "server_error"),
    "529": lambda _: error(529, "overloaded_error", "overloaded_error"),
    "400_context": lambda _: error(400, "context_length_exceeded"),
    "400_filter": lambda _: azure(),
    "400_other": lambda _: error(
        400, "invalid_value", param="messages", message="messages:\n  must\x1b[31m alternate"
    ),
    "401": lambda _: error(401, "invalid_api_key"),
    "403": lambda _: error(403, "forbidden"),
    "404": lambda _: error(404, "model_not_found"),
    "html_200": lambda _: html(),
    "html_502": lambda _: html(502),
    "redirect": lambda _: web.Response(status=307, headers={"Location": "http://127.0.0.1:1/login"}),
    "nul_200": lambda _: web.Response(body=b"\0" * 300_000, content_type="application/json"),
    "gzip_200": lambda _: web.Response(
        body=bomb(),
        headers={"Content-Encoding": "gzip"},
        content_type="application/json",
    ),
    "echo_key_401": lambda call: echo(call, 401, "invalid_api_key"),
    "echo_key_400": lambda call: echo(call, 400, "invalid_value"),
    "echo_key_500": lambda call: echo(call, 500, "server_error"),
    "echo_key_filter": lambda call: echo(call, 400, "content_filter"),
    "echo_key_200": lambda call: Answer(f"Your header was {call.request.headers.get('Authorization')}"),
    "400_no_schema": no_schema,
    "400_no_format": no_format,
    "400_max_tokens": no_max_tokens,
    "400_temperature": no_temperature,
    "picky": picky,
}


def abort(call: Call) -> None:
    """Cut the connection."""
    if call.request.transport is not None:
        call.request.transport.abort()


async def reset(call: Call) -> web.StreamResponse:
    """No answer at all: the connection is cut."""
    abort(call)
    return web.Response()


async def hang(call: Call) -> web.StreamResponse:
    """No answer ever; ends when the client goes away."""
    await asyncio.Event().wait()
    return web.Response()


async def begun(call: Call, **headers: str) -> web.StreamResponse:
    """The start of an answer."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", **headers})
    await response.prepare(call.request)
    await response.write(b'{"id": "c1", ')
    return response


async def cut_body(call: Call) -> web.StreamResponse:
    """Less than was announced."""
    response = await begun(call, **{"Content-Length": "9999"})
    abort(call)
    return response


async def slow_drip(call: Call) -> web.StreamResponse:
    """A byte now and then, for ever, so that no pause is long."""
    response = await begun(call)
    while True:
        await asyncio.sleep(0.02)
        await response.write(b" ")


async def endless(call: Call) -> web.StreamResponse:
    """As fast as it goes, for ever."""
    response = await begun(call)
    while True:
        await response.write(b" " * 65_536)


async def endless_500(call: Call) -> web.StreamResponse:
    """An error without an end."""
    response = web.StreamResponse(status=500)
    await response.prepare(call.request)
    while True:
        await response.write(b" " * 65_536)


LIVE: dict[str, Live] = {
    "reset": reset,
    "hang": hang,
    "cut_body": cut_body,
    "slow_drip": slow_drip,
    "endless": endless,
    "endless_500": endless_500,
}
NAMES = (*PLAIN, *LIVE)


async def respond(call: Call, what: Answer | str) -> web.StreamResponse:
    """Carry out one line of a script."""
    if isinstance(what, str) and what in LIVE:
        return await LIVE[what](call)
    made = PLAIN[what](call) if isinstance(what, str) else what
    return web.json_response(completion(made, call.body["model"])) if isinstance(made, Answer) else made
