"""The HTTP calls that the stand-in answers, by area; a call that is not here fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.discord.messages import Files
from tests.discord.service import Service
from tests.discord.things import Channel, Json, Message

# A body with status 200, another status with its body, or nothing with 204.
Reply = Json | list[Json] | tuple[int, Json] | None


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP call that was let in."""

    service: Service
    path: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    uploads: Files = field(default_factory=dict)

    @property
    def channel(self) -> Channel:
        """The channel that the path names, or 404."""
        return self.service.channel_of(self.path["channel_id"])

    @property
    def message(self) -> Message:
        """The message that the path names, or 404."""
        return self.service.message_of(self.path["channel_id"], self.path["message_id"])


Handler = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a template as the description writes them; `open` needs no bot token."""

    method: str
    template: str
    handler: Handler
    open: bool = False

    @property
    def name(self) -> str:
        """How faults and the log name it."""
        return f"{self.method} {self.template}"


class Routes:
    """The routes of one area."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def __call__(self, method: str, template: str, *, open: bool = False) -> Callable[[Handler], Handler]:  # noqa: A002
        """Answer a call with the function below."""

        def add(handler: Handler) -> Handler:
            self.all.append(Route(method, template, handler, open))
            return handler

        return add
