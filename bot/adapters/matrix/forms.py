"""Forms as templates: what a command lacks is asked for in a thread, and filled in by an answer or a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.adapters.matrix.buttons import FORM
from bot.card import Button, Card
from bot.command import Attachment, Call, Param, Spec

FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
Offers = Mapping[str, Sequence[str]]  # what an argument can be


def template(spec: Spec, call: Call, offers: Offers, user: str) -> Card:
    """The form of a command: what each line means, and the lines to copy and fill in."""
    fields = asked(spec, call)
    told = [f"- {field.name}: {_about(field, offers.get(field.name, ()))}" for field in fields]
    head = "Answer here with these lines filled in, or attach them as an .md file:"
    if len(fields) == 1:
        head = f"Answer here with the {fields[0].name}:"
    blank = ["```", *(f"{field.name}: " for field in fields), "```"] if len(fields) > 1 else []
    return Card(
        "\n".join([head, *told, *blank]),
        title=spec.name.capitalize(),
        buttons=(Button("Show this form again", call, FORM),),
        pings=(user,),
    )


def asked(spec: Spec, call: Call) -> list[Param]:
    """The arguments that a form asks for, those that must be filled in first; a file is attached."""
    given = {name for name, _ in call.args}
    found = [one for one in spec.params if one.name not in given and one.type is not Attachment]
    return sorted(found, key=lambda one: not one.required)


def _about(field: Param, offers: Sequence[str]) -> str:
    choices = f" (one of {', '.join(offers)})" if offers else ""
    return f"{field.arg.about}{choices}" + ("" if field.required else " – may stay empty")


def filled(spec: Spec, call: Call, text: str) -> dict[str, str] | None:
    """What was filled in, by argument; None for a text that is no answer to the form."""
    fields = {one.name.casefold(): one.name for one in asked(spec, call)}
    found: dict[str, list[str]] = {}
    here = ""
    for line in FENCE.sub("", text).splitlines():
        name, sign, rest = line.partition(":")
        known = fields.get(name.strip(" -*•").casefold()) if sign else None
        if known and known not in found:
            here = known
            found[here] = [rest.strip(" *")]
        elif here:
            found[here].append(line)
        elif line.strip():
            break
    values = {name: "\n".join(lines).strip() for name, lines in found.items()}
    if not found:
        return _only(asked(spec, call), text)
    return {name: value for name, value in values.items() if value}


def _only(fields: Sequence[Param], text: str) -> dict[str, str] | None:
    """Where one thing only is asked for, the whole answer is it."""
    needed = [one.name for one in fields if one.required]
    return {needed[0]: text.strip()} if len(needed) == 1 and len(fields) == 1 and text.strip() else None


def lacking(spec: Spec, given: Mapping[str, str]) -> list[str]:
    """What still has to be filled in."""
    return [one.name for one in spec.params if one.required and one.name not in given]
