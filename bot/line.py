"""From a line of text to a call: the longest known path, then its arguments in order or as name=value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from bot.command import Call, Param, Spec
from bot.values import WORD, kind_of
from rules.errors import Refusal

DEEPEST = 3  # words in the longest path
Specs = Mapping[tuple[str, ...], Spec]


def read(line: str, specs: Specs) -> Call:
    """Read a typed command; Refusal names the nearest known one, or its usage."""
    words = line.split(maxsplit=DEEPEST)
    for size in range(min(DEEPEST, len(words)), 0, -1):
        path = tuple(word.lower() for word in words[:size])
        if path in specs:
            tail = re.sub(rf"^\s*(?:\S+\s*){{{size}}}", "", line, count=1)
            return Call(path, tuple(arguments(specs[path], tail)))
    raise Refusal(unknown(words, specs))


def unknown(words: list[str], specs: Specs) -> str:
    typed = " ".join(word for word in words[:2] if word[0].isalpha() or word is words[0]).lower()
    if group := sorted({spec.name for path, spec in specs.items() if words and path[0] == words[0].lower()}):
        return f"`{words[0].lower()}` needs one more word: {', '.join(f'`{name}`' for name in group)}."
    near = difflib.get_close_matches(typed, [spec.name for spec in specs.values()], 1, 0.5)
    near = near or difflib.get_close_matches(typed.partition(" ")[0], [path[0] for path in specs], 1, 0.6)
    hint = f"Did you mean `{near[0]}`?" if near else "Try `help`."
    return f"I do not know the command {typed[:60]!r}. {hint}"


def arguments(spec: Spec, tail: str) -> Iterator[tuple[str, str]]:
    """Pair the text behind a path with the arguments of the command."""
    named, tail = options(spec, tail)
    yield from named.items()
    for param in spec.params:
        if param.name in named:
            continue
        if param.arg.rest and tail.strip():
            yield param.name, tail.strip()
            tail = ""
        elif found := take(param, tail):
            yield param.name, found[0]
            tail = found[1]
    if tail.strip():
        raise Refusal(f"I do not understand {tail.strip()[:40]!r} there. Usage: `{spec.usage}`.")


def options(spec: Spec, tail: str) -> tuple[dict[str, str], str]:
    """The arguments written as name=value; only optional ones can be, so that free text stays as typed."""
    named: dict[str, str] = {}
    names = "|".join(re.escape(param.name) for param in spec.params if not param.required)
    if not names:
        return named, tail

    def keep(match: re.Match[str]) -> str:
        named[match[1]] = match[2].strip('"')
        return ""

    return named, re.sub(rf"(?:(?<=\s)|^)({names})=({WORD})(?:\s+|$)", keep, tail)


def take(param: Param, tail: str) -> tuple[str, str] | None:
    """The text of the next argument and what remains; an optional one is left out where its text does not fit."""
    tail = tail.lstrip()
    pattern = "|".join(map(re.escape, param.choices)) if param.choices else kind_of(param).pattern
    fits = re.match(rf"({pattern})(?=\s|$|(?<=\s))", tail, re.IGNORECASE if param.choices else 0)
    if fits is None and param.required:
        fits = re.match(rf"({WORD})", tail)
    if fits is None:
        return None
    text = fits[1].strip()
    return text[1:-1] if text[:1] == text[-1:] == '"' and len(text) > 1 else text, tail[fits.end() :]
