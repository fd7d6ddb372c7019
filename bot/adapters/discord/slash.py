"""Slash commands and context menus, made from the declarations by discord.py's public functions."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Optional

import discord
from discord import app_commands

from bot.adapters.discord import limits
from bot.command import Attachment, Badge, Channel, Member, Param, Spec

Interaction = discord.Interaction[Any]
Run = Callable[[Interaction, Spec, Mapping[str, Any]], Awaitable[None]]
Choose = Callable[[Interaction, Spec, str, str], Awaitable[Sequence[tuple[str, str]]]]
OnMessage = Callable[[Interaction, Spec, discord.Message], Awaitable[None]]
FIRST = "start"  # the command of a group that has the group's own name elsewhere
MOST_INTEGER = 2**53 - 1


class Posting(app_commands.Transformer):
    """A channel in which cards can be posted."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]

    async def transform(self, interaction: Interaction, value: Any, /) -> Any:
        return value


def names(paths: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The words of each command on Discord, where a group cannot be a command itself: /link start."""
    there = set(paths)
    groups = {path[:size] for path in there for size in range(1, len(path))}
    return {path: (*path, FIRST) if path in groups else path for path in there}


def add(
    tree: app_commands.CommandTree[Any],
    specs: Iterable[Spec],
    run: Run,
    choose: Choose,
    on_message: OnMessage,
) -> None:
    """Put every command into the tree, grouped by its first word, and message commands into the context menu."""
    known = list(specs)
    called = names(spec.path for spec in known)
    groups: dict[str, app_commands.Group] = {}
    for spec in sorted(known, key=lambda one: called[one.path]):
        words = called[spec.path]
        made = command(spec, words[-1], run, choose)
        if len(words) == 1:
            tree.add_command(made)
            continue
        group = groups.get(words[0])
        if group is None:
            group = groups[words[0]] = app_commands.Group(
                name=words[0], description=f"{words[0]} commands", guild_only=True
            )
            tree.add_command(group)
        group.add_command(made)
    for spec in (one for one in known if one.on_message):
        tree.add_command(menu(spec, on_message))


def command(spec: Spec, name: str, run: Run, choose: Choose) -> app_commands.Command[Any, ..., Any]:
    """One command with typed options."""

    async def callback(interaction: Interaction, **given: Any) -> None:
        await run(interaction, spec, {key: value for key, value in given.items() if value is not None})

    shape = [option(spec, param) for param in sorted(spec.params, key=lambda one: not needed(spec, one))]
    first = inspect.Parameter(
        "interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction
    )
    callback.__signature__ = inspect.Signature([first, *shape])  # type: ignore[attr-defined]
    about = {param.name: limits.short(param.arg.about, limits.ABOUT) for param in spec.params}
    made: Any = app_commands.describe(**about)(callback) if about else callback
    for param in spec.params:
        if param.choices:
            options = [app_commands.Choice(name=one, value=one) for one in param.choices]
            made = app_commands.choices(**{param.name: options})(made)
        elif param.arg.pick:
            made = app_commands.autocomplete(**{param.name: offered(spec, param, choose)})(made)
    found: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=name, description=limits.short(spec.about, limits.ABOUT), callback=made
    )
    found.guild_only = True
    return found


def needed(spec: Spec, param: Param) -> bool:
    """Whether Discord asks for it; a command with a form asks for long text there."""
    return param.required and not (spec.form and param.arg.rest)


def option(spec: Spec, param: Param) -> inspect.Parameter:
    """An argument as discord.py reads it."""
    kind: Any = annotation(param)
    default: Any = inspect.Parameter.empty
    if not needed(spec, param):
        kind, default = Optional[kind], None  # noqa: UP045 - made at run time
    return inspect.Parameter(
        param.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind, default=default
    )


def annotation(param: Param) -> Any:
    """The type of an option."""
    if param.type is Member:
        return discord.User
    if param.type is Channel:
        return app_commands.Transform[app_commands.AppCommandChannel, Posting]
    if param.type is Badge:
        return discord.Role
    if param.type is Attachment:
        return discord.Attachment
    if param.type is int:
        low, high = param.arg.ge, param.arg.le
        return app_commands.Range[
            int,
            max(low, -MOST_INTEGER) if low is not None else -MOST_INTEGER,
            min(high or MOST_INTEGER, MOST_INTEGER),
        ]
    return str


def offered(spec: Spec, param: Param, choose: Choose) -> Any:
    """What an argument offers while somebody types."""

    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        found = await choose(interaction, spec, param.name, current)
        return [
            app_commands.Choice(
                name=limits.short(label, limits.CHOICE), value=limits.short(value, limits.CHOICE)
            )
            for value, label in list(found)[: limits.CHOICES]
        ]

    return complete


def menu(spec: Spec, on_message: OnMessage) -> app_commands.ContextMenu:
    """A command on a message."""

    async def callback(interaction: Interaction, message: discord.Message) -> None:
        await on_message(interaction, spec, message)

    callback.__annotations__ = {"interaction": discord.Interaction, "message": discord.Message}
    return app_commands.ContextMenu(name=limits.short(spec.name.capitalize(), 32), callback=callback)
