"""Asks a model: one bounded call over the OpenAI protocol, which ends in the raw answer or in a Fault."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import random
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote, urlsplit

from prompts import faults
from prompts.faults import Complaint, Fault, Place

if TYPE_CHECKING:
    import httpx2
    import openai

LONGEST: Final = 262_144  # bytes of a body that are read
PATIENCE: Final = 60.0  # the longest wait, in seconds, that is slept through
SHORTEST_KEY: Final = 8  # what is shorter is no secret but a word, such as the "none" of a local server
MOST_TOKENS: Final = 2**31  # an endpoint that counts more miscounts
ENVELOPE: Final = 64  # tokens around the texts of a request
SOFTER: Final = {"json_schema": "json_object", "json_object": "text"}
FORMAT = re.compile(r"response_format|json.?(schema|object|mode)|structured.?output|guided|grammar")
TOO_MUCH = re.compile(r"too (large|high|big)|at most|maximum|exceed|less than")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers and how it is asked; prices in US cents per million tokens."""

    base_url: str
    model: str
    max_tokens: int = 4000
    timeout: float = 120
    parallel: int = 4
    format: str = "auto"
    temperature: float | None = None
    price_in: int = 0
    price_out: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, and the JSON schema, with its name, that the answer shall follow."""

    system: str
    user: str
    schema: Mapping[str, Any]
    name: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, to be stored and judged by the caller.

    status: 200; or 400, 403, 413, 422 where the endpoint refuses the content of this one request.
    sent: SHA-256 of the body that was sent. counted: False where the endpoint gave no counts and we estimate.
    """

    status: int
    raw: str
    sent: str
    tokens_in: int
    tokens_out: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Mode:
    """Which of the optional parts of the protocol an endpoint has been found to take."""

    format: str = "json_schema"
    tokens: str = "max_tokens"
    temperature: bool = True

    def __str__(self) -> str:
        return " ".join((self.format, self.tokens, "temperature" if self.temperature else "plain"))

    @classmethod
    def read(cls, text: str) -> Mode:
        """The mode that `str` has written."""
        match text.split():
            case [
                "json_schema" | "json_object" | "text" as form,
                "max_tokens" | "max_completion_tokens" as tokens,
                "temperature" | "plain" as last,
            ]:
                return cls(form, tokens, last == "temperature")
        raise ValueError(f"{text!r} is not the mode of a client")

    def eased(self, said: Complaint, auto: bool) -> Mode | None:
        """The mode without the part that an endpoint complains about, if that is one it can do without."""
        subject = (
            said.param.lower()
            if re.match("response_format|max_tokens|temperature", said.param)
            else said.text
        )
        if auto and self.format in SOFTER and FORMAT.search(subject):
            return replace(self, format=SOFTER[self.format])
        if self.tokens == "max_tokens" and "max_tokens" in subject and not TOO_MUCH.search(said.text):
            return replace(self, tokens="max_completion_tokens")
        if self.temperature and "temperature" in subject:
            return replace(self, temperature=False)
        return None


class Client:
    """One endpoint, asked by at most `parallel` calls at a time."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: str,
        *,
        mode: str | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`mode` is that of an earlier client, so that a resumed run sends the same bytes."""
        self._endpoint, self._key = endpoint, key
        self._mode = Mode.read(mode) if mode else first_mode(endpoint)
        self._place = Place(bare(endpoint.base_url), endpoint.model)
        self._spellings = spellings(key)
        self._sleep, self._chance = sleep, chance
        self._turn = asyncio.Semaphore(endpoint.parallel)
        self._http = opened(endpoint, key or "none")
        self._chat = self._http.chat.completions.with_raw_response

    @property
    def mode(self) -> str:
        """What the endpoint has been found to take; given to a later client it sends the same bytes."""
        return str(self._mode)

    def estimate(self, request: Request) -> int:
        """The most tokens that a call may use, both ways."""
        return self.estimate_in(request) + self._endpoint.max_tokens

    def estimate_in(self, request: Request) -> int:
        """The most tokens that a request may have: one for two bytes, whatever the script."""
        texts = (request.system, request.user, json.dumps(request.schema))
        return sum(len(text.encode("utf-8", "replace")) for text in texts) // 2 + ENVELOPE

    async def ask(self, request: Request) -> Reply:
        """One logical call: passing faults are tried again a few times; what stays is raised."""
        if not usable(self._key):
            raise faults.unusable()
        tries = 0
        while True:
            outcome = await self._try(request)
            if isinstance(outcome, Reply):
                return outcome
            tries += 1
            if tries >= outcome.tries or (outcome.wait or 0) > PATIENCE:
                raise outcome
            await self._sleep(outcome.wait or 2 ** (tries - 1) * (0.75 + self._chance() / 2))

    async def close(self) -> None:
        """Close every connection."""
        await self._http.close()

    async def _try(self, request: Request) -> Reply | Fault:
        """One try, repeated at once in an easier mode while the endpoint complains about the mode."""
        async with self._turn:
            while True:
                mode = self._mode
                response = await self._send(self._body(request, mode))
                if isinstance(response, Fault):
                    return response
                text = self._scrubbed(response.content.decode("utf-8", "replace"))
                if not self._eases(mode, response.status_code, text):
                    return self._outcome(request, response, text)

    async def _send(self, body: dict[str, Any]) -> httpx2.Response | Fault:
        """Send one body. A fault is handed back: a raised one would carry the library's error along."""
        import openai

        try:
            async with asyncio.timeout(self._endpoint.timeout):
                answer: httpx2.Response = (await self._chat.create(**body)).http_response
                return answer
        except openai.APIStatusError as error:
            return error.response
        except (openai.APITimeoutError, TimeoutError):
            return faults.late(self._place, self._endpoint.timeout)
        except openai.APIConnectionError as error:
            return lost(error, self._place)

    def _body(self, request: Request, mode: Mode) -> dict[str, Any]:
        texts = {"system": request.system, "user": request.user}
        body: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": [{"role": role, "content": sendable(text)} for role, text in texts.items()],
            "stream": False,
            mode.tokens: self._endpoint.max_tokens,
        }
        if mode.temperature and self._endpoint.temperature is not None:
            body["temperature"] = self._endpoint.temperature
        if mode.format == "json_schema":
            schema = {"name": request.name, "strict": True, "schema": request.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif mode.format == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def _eases(self, used: Mode, status: int, text: str) -> bool:
        """Whether the same request is worth sending in another mode, which is then the client's."""
        if status not in {400, 404, 422}:
            return False
        said = faults.complaint(text)
        if faults.is_verdict(status, said) or "model_not_found" in said.code:
            return False
        eased = used.eased(said, self._endpoint.format == "auto")
        if eased is None:
            return False
        if self._mode == used:  # else a call beside this one has changed it already
            self._mode = eased
        return True

    def _outcome(self, request: Request, response: httpx2.Response, text: str) -> Reply | Fault:
        """The reply that a response is, or the fault it stands for."""
        status, sent = response.status_code, sha256(response.request.content).hexdigest()
        if status < 300:
            whole = len(response.content) < LONGEST
            if "\0" in text or (whole and not is_json(text)):
                return faults.garbled(self._place)
            return self._answered(request, Reply(status, text, sent, 0, 0, counted=True))
        said = faults.complaint(text)
        if faults.is_verdict(status, said):
            return Reply(status, text, sent, self.estimate_in(request), 0, counted=False)
        return faults.refused(status, response.headers, said, self._place)

    def _answered(self, request: Request, reply: Reply) -> Reply:
        """The reply with the tokens it took."""
        if counts := usage(reply.raw):
            return replace(reply, tokens_in=counts[0], tokens_out=counts[1])
        tokens_out = min(self._endpoint.max_tokens, len(reply.raw) // 2)
        return replace(reply, tokens_in=self.estimate_in(request), tokens_out=tokens_out, counted=False)

    def _scrubbed(self, text: str) -> str:
        """The text without the key, should the endpoint repeat it."""
        return self._spellings.sub("***", text) if self._spellings else text


def first_mode(endpoint: Endpoint) -> Mode:
    """What is tried before an endpoint has complained."""
    form = "json_schema" if endpoint.format == "auto" else endpoint.format
    return Mode(form, temperature=endpoint.temperature is not None)


def opened(endpoint: Endpoint, key: str) -> openai.AsyncOpenAI:
    """The library's client. Redirects are not followed: texts go only to the address that was set."""
    import openai

    quiet()
    http = openai.DefaultAsyncHttpxClient(
        timeout=endpoint.timeout, follow_redirects=False, event_hooks={"response": [shorten]}
    )
    return openai.AsyncOpenAI(
        api_key=key,
        base_url=endpoint.base_url,
        timeout=endpoint.timeout,
        max_retries=0,
        default_headers={"Accept-Encoding": "identity"},
        http_client=http,
    )


def quiet() -> None:
    """Silence what would tell headers, in which an endpoint may repeat the key, and each request."""
    for name, least in (("httpcore2", logging.INFO), ("httpx2", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, least))


async def shorten(response: httpx2.Response) -> None:
    """Read at most LONGEST bytes of any body, errors included, before the library reads it whole.

    A body that is compressed although we did not ask for it stays so: a small one could unpack to gigabytes.
    """
    import httpx2

    stream, held = cast("httpx2.AsyncByteStream", response.stream), bytearray()
    chunks = stream.__aiter__()
    try:
        async for chunk in chunks:
            held += chunk
            if len(held) >= LONGEST:
                break
    finally:
        if isinstance(chunks, AsyncGenerator):
            await chunks.aclose()
        await stream.aclose()
    response.headers.pop("content-encoding", None)
    response.stream = httpx2.ByteStream(bytes(held[:LONGEST]))


def lost(error: BaseException, place: Place) -> Fault:
    """Why there is no response at all, by the library's reasons for it."""
    import httpx2

    reason = error.__cause__
    if "CERTIFICATE_VERIFY_FAILED" in str(reason):
        return faults.distrusted(place)
    if isinstance(reason, httpx2.ConnectError | httpx2.ProxyError | httpx2.UnsupportedProtocol):
        return faults.unconnected(place)
    return faults.broken(place)


def is_json(text: str) -> bool:
    """Whether a body is JSON; nesting too deep to be read is the caller's to judge."""
    try:
        json.loads(text)
    except ValueError:
        return False
    except RecursionError:
        return True
    return True


def usage(raw: str) -> tuple[int, int] | None:
    """Tokens in and out as the endpoint counts them; thoughts that only the total holds are tokens out."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    counts = data.get("usage") if isinstance(data, dict) else None
    if not isinstance(counts, dict):
        return None
    found = [counts.get(name) for name in ("prompt_tokens", "completion_tokens", "total_tokens")]
    sent, written, total = (number if type(number) is int else -1 for number in found)
    if not 0 < sent < MOST_TOKENS or not 0 <= written < MOST_TOKENS:
        return None
    return sent, max(written, total - sent if total < MOST_TOKENS else 0)


def sendable(text: str) -> str:
    """The text without halves of characters, which no UTF-8 body can hold."""
    return text.encode("utf-8", "replace").decode()


def usable(key: str) -> bool:
    """Whether a key can stand in a header; none at all is fine, a local server needs none."""
    return key.isascii() and key.isprintable() and " " not in key


def bare(url: str) -> str:
    """An address as it may be shown: without credentials and parameters."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def spellings(key: str) -> re.Pattern[str] | None:
    """Finds a key in a body: as it is, or as JSON, an address or a header would write it."""
    if len(key) < SHORTEST_KEY:
        return None
    escaped = json.dumps(key)[1:-1]
    encoded = base64.b64encode(key.encode("utf-8", "replace")).decode()
    forms = {key, escaped, escaped.replace("/", "\\/"), quote(key, safe=""), encoded}
    found = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(f"(?:authorization:? ?)?(?:bearer )?(?:{found})", re.IGNORECASE)
