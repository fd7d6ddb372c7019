"""What can go wrong on the way to a model and back, each told to the operator in one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from typing import Any

LONGEST_QUOTE = 200
LONGEST_WAIT = 31 * 86_400.0
NUMBER = re.compile(r"\d+(\.\d*)?")
CONTEXT = re.compile(
    r"context.?(length|window|size)|(prompt|input|messages?) (is|are) too long|too many (input )?tokens"
)
FILTER = re.compile(
    r"content.?(filter|management|policy)|responsibleai|usage polic|safety system|flagged|moderation|invalid_prompt"
)
VERDICTS = frozenset({400, 403, 413, 422})


class Fault(Exception):  # noqa: N818 - its subclasses say what kind of fault it is
    """A call that brought no answer; its text says what was wrong and what would work."""

    passing = False  # whether the same call may succeed a little later
    tries = 1  # the most tries of one call that may end this way
    charged = False  # whether the endpoint may charge for the call all the same

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait  # seconds that the endpoint asks us to wait


class KeyFault(Fault):
    """The key is missing or refused."""


class QuotaFault(Fault):
    """The account behind the key has nothing left to spend."""


class ModelFault(Fault):
    """The endpoint has no such model."""


class RequestFault(Fault):
    """The endpoint refuses the request for another reason."""


class CapFault(Fault):
    """The call could exceed what the run may spend."""


class BusyFault(Fault):
    """The endpoint is overloaded, or asked too often."""

    passing, tries = True, 4


class ServerFault(Fault):
    """The endpoint fails by itself."""

    passing, tries = True, 4


class NetworkFault(Fault):
    """There is no connection, or it broke."""

    passing, tries, charged = True, 4, True


class AbsentFault(NetworkFault):
    """Nobody answers at the address, so nothing was sent."""

    charged = False


class CertificateFault(NetworkFault):
    """The other side cannot prove who it is; another try would not help."""

    passing, tries, charged = False, 1, False


class TimeoutFault(Fault):
    """No whole answer came in time. Tried twice only: each try is slow, and may be charged."""

    passing, tries, charged = True, 2, True


class GarbledFault(Fault):
    """HTTP 200 without JSON: something else than a model answers. Tried twice only."""

    passing, tries = True, 2


@dataclass(frozen=True, slots=True)
class Place:
    """Whom we speak to, as sentences name it; the address carries no credentials."""

    address: str
    model: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What an error body says, whichever of the common shapes it has."""

    code: str = ""
    kind: str = ""
    param: str = ""
    message: str = ""

    @property
    def text(self) -> str:
        """Everything it says, in lower case."""
        return " ".join((self.code, self.kind, self.param, self.message)).lower()


def complaint(body: str) -> Complaint:
    """Read an error body; of a web page nothing is read, of a validation error not the input it repeats."""
    error = _error(_loaded(body))
    inner = error.get("innererror")
    codes = [error.get("code"), inner.get("code") if isinstance(inner, Mapping) else None]
    kind = error.get("type") or error.get("status")
    return Complaint(
        code=" ".join(str(code) for code in codes if isinstance(code, str | int)),
        kind=kind if isinstance(kind, str) else "",
        param=error["param"] if isinstance(error.get("param"), str) else "",
        message=error["message"] if isinstance(error.get("message"), str) else "",
    )


def _loaded(body: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return "" if body.lstrip().startswith("<") else body


def _error(data: Any) -> Mapping[str, Any]:
    """What describes the error: OpenAI's object, Google's list of one, FastAPI's detail, a bare text."""
    if isinstance(data, list) and data:
        data = data[0]
    if isinstance(data, Mapping):
        data = data.get("error") or data.get("detail") or data
    if isinstance(data, list) and data and isinstance(data[0], Mapping):
        where = data[0].get("loc")
        parts = [str(part) for part in where if part != "body"] if isinstance(where, list) else []
        return {"param": ".".join(parts), "message": data[0].get("msg")}
    return data if isinstance(data, Mapping) else {"message": data}


def is_verdict(status: int, said: Complaint) -> bool:
    """Whether a refusal is about the content of this one request: too long, or filtered."""
    return status in VERDICTS and bool(CONTEXT.search(said.text) or FILTER.search(said.text))


def refused(status: int, headers: Mapping[str, str], said: Complaint, place: Place) -> Fault:
    """The fault that an answer other than HTTP 200 stands for."""
    where, wait = f"{place.address} (HTTP {status})", asked(headers)
    account = f"{said.code} {said.kind}".lower()
    if status == 402 or (status in {403, 429} and ("quota" in account or "billing" in account)):
        return QuotaFault(f"The account at {where} has nothing left to spend: add credit or raise its limit.")
    if status == 404 or "model_not_found" in account:
        return ModelFault(f"No model {place.model} at {where}: check model.name and model.base_url.")
    if status in {401, 403}:
        return KeyFault(
            f"The key is refused by {where}: set BOT_MODEL_API_KEY to one that may use {place.model}."
        )
    if status in {429, 503, 529}:
        advice = f"it asks to wait {wait:g} s" if wait else "try again later or lower model.parallel"
        return BusyFault(f"Too much is asked of {where}: {advice}.", wait)
    if status == 408:
        return TimeoutFault(f"The request did not reach {where} in time: try again later.", wait)
    if status >= 500:
        return ServerFault(f"There is a fault inside {where}: try again later, or ask whoever runs it.", wait)
    if status < 400:
        return RequestFault(f"A redirect comes from {where}: set model.base_url to the address it leads to.")
    return RequestFault(f"The request is refused by {where}{quoted(said)}: check the settings under [model].")


def quoted(said: Complaint) -> str:
    """The endpoint's own words, short and in one line."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in said.message).split())
    if not words:
        return ""
    return f', which says "{words[:LONGEST_QUOTE]}{"…" if len(words) > LONGEST_QUOTE else ""}"'


def asked(headers: Mapping[str, str]) -> float | None:
    """The seconds to wait that an answer asks for: in milliseconds, in seconds or as a date."""
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        if NUMBER.fullmatch(value := headers.get(name, "").strip()):
            return min(float(value) / unit, LONGEST_WAIT)
    return _until(headers.get("retry-after", ""), headers.get("date", ""))


def _until(then: str, now: str) -> float | None:
    """Seconds between two HTTP dates, both by the endpoint's clock: ours may differ."""
    try:
        ends = [mktime_tz(parsed) for parsed in (parsedate_tz(then), parsedate_tz(now)) if parsed]
    except (ValueError, OverflowError):
        return None
    return min(max(ends[0] - ends[1], 0.0), LONGEST_WAIT) if len(ends) == 2 else None


def unconnected(place: Place) -> NetworkFault:
    """Nobody is there."""
    return AbsentFault(
        f"There is no connection to {place.address}: check model.base_url, the network, and that the service runs."
    )


def distrusted(place: Place) -> NetworkFault:
    """Somebody is there who cannot prove to be the right one."""
    return CertificateFault(
        f"The certificate of {place.address} cannot be trusted: check model.base_url and this machine's clock."
    )


def broken(place: Place) -> NetworkFault:
    """The connection was lost on the way."""
    return NetworkFault(
        f"The connection to {place.address} broke before its answer was complete: try again later."
    )


def late(place: Place, seconds: float) -> TimeoutFault:
    """Nothing complete within the time a call may take."""
    return TimeoutFault(
        f"No whole answer from {place.address} within {seconds:g} s: try again or raise model.timeout."
    )


def garbled(place: Place) -> GarbledFault:
    """An answer that no model gives."""
    return GarbledFault(
        f"What {place.address} answers is not JSON: a proxy or a login page may stand in between; check model.base_url."
    )


def unusable() -> KeyFault:
    """A key that cannot be put into a header."""
    return KeyFault(
        "BOT_MODEL_API_KEY holds a space, a line break or a sign that no key has: copy the key once more."
    )
