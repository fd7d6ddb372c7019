"""What a model said: the raw body of a call, taken as data and classified, never guessed (REWARDS 1.3)."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

OK = "ok"
REFUSED, FILTERED, CUT, EMPTY, BROKEN, LONG = "refused", "filtered", "cut off", "empty", "broken", "too long"
CONTEXT, PROSE, FENCED = "request too long", "prose", "code fence"
SHAPE, MISSING, UNKNOWN, REPEATED = "wrong shape", "member missing", "member unknown", "member repeated"
SCORE, REASON, LANGUAGE = "wrong score", "reason too long", "wrong language"
LONGEST = 262_144  # bytes of a body that are read
HIGHEST, LONGEST_REASON, MOST_EVIDENCE = 10_000, 280, 8
FLAGS = ("steering", "no evidence", "unclear", "already paid", "abusive")
TEXT = re.compile(r"T[0-9]{1,4}")
FIELDS = frozenset({"member", "score", "reason", "evidence", "flags"})
TOO_LONG = re.compile(r"context.{0,3}(length|window|size)|too many (input )?tokens|maximum context|too long")
FILTER = re.compile(
    r"content.{0,3}(filter|management|policy)|responsibleai|usage polic|safety system|flagged|moderation"
    r"|invalid_prompt"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one answer says of one member; `evidence` names texts of the request."""

    score: int
    reason: str = ""
    evidence: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A body as it was understood: `ok` with what it says of each member, else the kind of its fault."""

    kind: str
    said: Mapping[int, Said] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return self.kind == OK


class FaultError(Exception):
    """An answer that cannot be used; its text is the kind."""


def read(raw: str, status: int, labels: Mapping[int, str], language: str = "") -> Answer:
    """Judge the body of a call about the members with these labels; nothing is taken from a faulty one.

    `language` is a text in the language that reasons should have; only its scripts are compared.
    """
    try:
        return Answer(OK, _members(document(raw, status), labels, language))
    except FaultError as fault:
        return Answer(str(fault))


def document(raw: str, status: int) -> Any:
    """The JSON document that a completion holds; FaultError says what it is instead."""
    if len(raw.encode(errors="replace")) >= LONGEST:
        raise FaultError(LONG)
    body = _json(raw, BROKEN)
    if not 200 <= status < 300:
        raise FaultError(_refused(body))
    return _json(content(body), PROSE)


def content(body: Any) -> str:
    """The text of a completion; FaultError where there is none or it is not whole."""
    choices = body.get("choices") if isinstance(body, dict) else None
    if not isinstance(choices, list):
        raise FaultError(BROKEN)
    first = choices[0] if choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(message, dict):
        raise FaultError(EMPTY)
    if message.get("refusal"):
        raise FaultError(REFUSED)
    if fault := {"length": CUT, "content_filter": FILTERED}.get(str(first.get("finish_reason"))):
        raise FaultError(fault)
    text = message.get("content")
    if not isinstance(text, str) or not text.strip():
        raise FaultError(EMPTY)
    if text.lstrip().startswith("```"):
        raise FaultError(FENCED)
    return text


def _refused(body: Any) -> str:
    """Why an endpoint did not answer this request."""
    words = json.dumps(body).casefold()
    if FILTER.search(words):
        return FILTERED
    return CONTEXT if TOO_LONG.search(words) else BROKEN


def _json(text: str, fault: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise FaultError(fault) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise FaultError(REPEATED)
    return found


def _members(said: Any, labels: Mapping[int, str], language: str) -> dict[int, Said]:
    """What an answer says of every member, if it says it of each exactly once."""
    if not isinstance(said, dict) or set(said) != {"scores"} or not isinstance(said["scores"], list):
        raise FaultError(SHAPE)
    of = {label: one for one, label in labels.items()}
    found: dict[int, Said] = {}
    for row in said["scores"]:
        member, what = _row(row, of)
        if member in found:
            raise FaultError(REPEATED)
        found[member] = what
    if len(found) < len(of):
        raise FaultError(MISSING)
    if foreign((one.reason for one in found.values()), language):
        raise FaultError(LANGUAGE)
    return dict(sorted(found.items()))


def _row(row: Any, of: Mapping[str, int]) -> tuple[int, Said]:
    if not isinstance(row, dict) or set(row) != FIELDS:
        raise FaultError(SHAPE)
    if not isinstance(row["member"], str) or row["member"] not in of:
        raise FaultError(UNKNOWN)
    if type(row["score"]) is not int or not 0 <= row["score"] <= HIGHEST:
        raise FaultError(SCORE)
    if not isinstance(row["reason"], str):
        raise FaultError(SHAPE)
    if len(row["reason"]) > LONGEST_REASON:
        raise FaultError(REASON)
    evidence = words(row["evidence"])
    if len(evidence) > MOST_EVIDENCE or not all(TEXT.fullmatch(one) for one in evidence):
        raise FaultError(SHAPE)
    flags = words(row["flags"])
    if not set(flags) <= set(FLAGS):
        raise FaultError(SHAPE)
    return of[row["member"]], Said(row["score"], row["reason"].strip(), evidence, flags)


def words(value: Any) -> tuple[str, ...]:
    """A list of texts without repetitions; FaultError for anything else."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise FaultError(SHAPE)
    return tuple(dict.fromkeys(value))


@lru_cache(maxsize=8)
def known(language: str) -> frozenset[str]:
    """The scripts of a language, kept for the many answers of a month."""
    return frozenset(scripts(language))


def scripts(text: str) -> Counter[str]:
    """How many letters of each script a text holds, by the first word of their Unicode names."""
    return Counter(unicodedata.name(one, "?").partition(" ")[0] for one in text if one.isalpha())


def foreign(reasons: Iterable[str], language: str) -> bool:
    """Whether most letters of the reasons are of scripts that the language does not use."""
    found, expected = scripts(" ".join(reasons)), known(language)
    if not expected:
        return False
    return 2 * sum(number for script, number in found.items() if script not in expected) > found.total()
