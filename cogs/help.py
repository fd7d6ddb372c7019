"""What the bot understands: the everyday words first, then every group, every command and its arguments."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from bot.card import Card, Grid
from bot.command import (
    ADMIN,
    GUARDIAN,
    HOST,
    MEMBER,
    MODERATOR,
    TREASURER,
    Arg,
    Attachment,
    Badge,
    Channel,
    Cog,
    Context,
    Member,
    Members,
    Money,
    Numbers,
    Param,
    Spec,
    command,
)
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import listed
from storage import communities

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Look

EVERYDAY = (
    "me",
    "contribution log",
    "contribution attest",
    "contribution list",
    "praise",
    "idea new",
    "idea up",
    "poll vote",
    "rewards show",
    "rewards explain",
    "token balance",
    "token send",
)
FIRST = ("setup", "role accept", "setup finish")  # while a community is being founded
WHO = {
    MEMBER: "everybody",
    MODERATOR: "moderators",
    TREASURER: "treasurers",
    GUARDIAN: "guardians",
    ADMIN: "the admin",
    HOST: "whoever administers this place",
}
EXAMPLES: dict[Any, str] = {
    int: "12",
    Member: "@ana",
    Members: "@ana @ben",
    Money: "50",
    Numbers: "12 14",
    timedelta: "3d",
    date: "2026-11-30",
    Month: "2026-11",
    Attachment: "notes.md",
    Channel: "<#12>",
    Badge: "<@&12>",
}
TEXTS = {
    "code": "ABCD2345",
    "link": "https://example.org",
    "name": "Ana Lopes",
    "platform": "matrix",
    "symbol": "USDC",
}


class Help(Cog):
    """Reads the registry of commands, so that it can leave none out."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("help", founds=True, private=True)
    async def help(
        self,
        ctx: Context,
        look: Look | None,
        topic: Annotated[str, Arg("a group such as treasury, or a command", rest=True, most=60)] = "",
    ) -> Card:
        """Show the everyday words, a group of commands, or one command."""
        specs = self.deps.table.specs if self.deps.table else {}
        if not topic:
            running = look is not None and (await communities.get(look)).running
            return everyday(list(specs.values()), EVERYDAY if running else FIRST)
        words = tuple(topic.lower().strip("`/! ").split())
        inside = sorted((spec for path, spec in specs.items() if path[: len(words)] == words), key=by_path)
        if words in specs:
            return one(specs[words], [spec.name for spec in inside if spec.path != words])
        if inside:
            return group(" ".join(words), inside)
        raise Refusal(unknown(topic, specs.values()))


def everyday(specs: Sequence[Spec], names: Sequence[str]) -> Card:
    """The words that most people need, and the groups in which the others are."""
    by_name = {spec.name: spec for spec in specs}
    rows = tuple((name, by_name[name].about) for name in names if name in by_name)
    groups = sorted({spec.path[0] for spec in specs})
    return Card(
        "`help praise` explains one command, `help treasury` a group of them.",
        title="Everyday words",
        fields=(("All groups", ", ".join(groups)),),
        table=Grid(("Command", "What it does"), rows),
    )


def by_path(spec: Spec) -> tuple[str, ...]:
    return spec.path


def group(name: str, specs: Sequence[Spec]) -> Card:
    """The commands that begin with the same word."""
    rows = tuple((spec.name, spec.about) for spec in specs)
    body = f"`help {specs[0].name}` explains one of them."
    return Card(body, title=name.capitalize(), table=Grid(("Command", "What it does"), rows))


def one(spec: Spec, others: Sequence[str]) -> Card:
    """A command with all a person has to know to type it."""
    after = " It shows you privately what would happen and waits for your Confirm." if spec.confirm else ""
    fields = (
        *((param.name, described(param)) for param in spec.params),
        ("Who may", listed([WHO[role] for role in spec.roles])),
        ("Example", f"`{example(spec)}`"),
        ("See also", ", ".join(f"`{name}`" for name in others)),
    )
    shown = tuple((name, text) for name, text in fields if text)
    return Card(spec.about + after, title=spec.usage, fields=shown)


def described(param: Param) -> str:
    """What an argument is for, and what it may be."""
    choices = f": {listed(param.choices, 'or')}" if param.choices else ""
    return f"{param.arg.about}{choices}{'' if param.required else ' (may be left out)'}"


def example(spec: Spec) -> str:
    """A line that the bot would understand."""
    return " ".join([*spec.path, *(_sample(param) for param in spec.params if param.required)])


def _sample(param: Param) -> str:
    if param.choices:
        choice = param.choices[0]
        return f'"{choice}"' if " " in choice else choice
    if param.type is not str:
        return EXAMPLES[param.type]
    text = TEXTS.get(param.name, "Wrote the guide for newcomers" if param.arg.rest else param.name)
    return text if param.arg.rest or " " not in text else f'"{text}"'


def unknown(topic: str, specs: Iterable[Spec]) -> str:
    """Why there is no help for this, and what comes near."""
    names = [name for spec in specs for name in (spec.name, spec.path[0])]
    near = difflib.get_close_matches(topic.lower(), names, 1, 0.5)
    hint = f"did you mean `help {near[0]}`?" if near else "`help` alone lists every group."
    return f"I have no help for {topic[:40]!r}; {hint}"
