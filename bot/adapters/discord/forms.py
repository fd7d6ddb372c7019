"""Forms as modals: the fields are made from the arguments, and the submitted form is read without any registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from bot.adapters.discord import limits
from bot.command import Attachment, Call, Member, Members, Param, Spec

PREFIX = "f:"
Interaction = discord.Interaction[Any]


def modal(spec: Spec, call: Call, *, alone: bool = False) -> discord.ui.Modal:
    """The form that asks for what a call lacks; what is known already travels in its id.

    In direct messages, where nobody else can be chosen (`alone`), people are typed.
    """
    given = {name for name, _ in call.args}
    asked = [param for param in spec.params if param.name not in given]
    asked.sort(key=lambda param: (not param.required, not param.arg.rest))
    form = discord.ui.Modal(
        title=limits.short(spec.name.capitalize(), limits.FORM_TITLE),
        custom_id=PREFIX + call.encode(),
        timeout=None,
    )
    for param in asked[: limits.FIELDS]:
        form.add_item(field(param, alone=alone))
    return form


def field(param: Param, *, alone: bool = False) -> discord.ui.Label[Any]:
    """One argument as a field with its label."""
    about = limits.short(param.arg.about, 100)
    return discord.ui.Label(
        text=limits.short(param.name.capitalize(), limits.FIELD_LABEL),
        description=about,
        component=part(param, alone=alone),
    )


def part(param: Param, *, alone: bool = False) -> discord.ui.Item[Any]:
    """What is filled in."""
    if param.type in (Member, Members) and not alone:
        most = 1 if param.type is Member else min(param.arg.most or 10, 25)
        least = 1 if param.required else 0
        return discord.ui.UserSelect(
            custom_id=param.name, min_values=least, max_values=most, required=param.required
        )
    if param.choices:
        options = [discord.SelectOption(label=one, value=one) for one in param.choices[: limits.CHOICES]]
        return discord.ui.Select(custom_id=param.name, options=options, required=param.required)
    if param.type is Attachment:
        return discord.ui.FileUpload(custom_id=param.name, required=param.required)
    style = discord.TextStyle.paragraph if param.arg.rest else discord.TextStyle.short
    most = min(param.arg.most or 1000, limits.FIELD_TEXT)
    return discord.ui.TextInput(custom_id=param.name, style=style, required=param.required, max_length=most)


def submitted(interaction: Interaction) -> tuple[Call, dict[str, list[str]]] | None:
    """The call of a submitted form and what was filled in, by argument; None for what is no form of ours."""
    data: Mapping[str, Any] = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    if interaction.type is not discord.InteractionType.modal_submit or not custom_id.startswith(PREFIX):
        return None
    filled = {name: values for name, values in parts(data.get("components", [])) if values}
    return Call.decode(custom_id.removeprefix(PREFIX)), filled


def parts(components: Any) -> Iterator[tuple[str, list[str]]]:
    """Every field of a form with its values, however deep it stands."""
    for one in components:
        if "custom_id" in one:
            values = one.get("values") or ([one["value"]] if one.get("value") else [])
            yield str(one["custom_id"]), [str(value) for value in values]
        yield from parts(one.get("components", []))
        if isinstance(one.get("component"), dict):
            yield from parts([one["component"]])
