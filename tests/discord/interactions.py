"""Interactions: what a person asks of the bot, and the answer as that person sees it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from tests.discord.messages import shown
from tests.discord.rights import rights
from tests.discord.service import Service
from tests.discord.things import EPHEMERAL, LOADING, Channel, Interaction, Json, Message, User

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
SIZE = 10 * 2**20


class NoAnswer(Exception):  # noqa: N818 - the client says it in these words
    """The application did not respond."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an interaction so far."""

    service: Service
    raw: Interaction

    @property
    def kind(self) -> int | None:
        """The number of the first answer's type."""
        return self.raw.kind

    @property
    def latency(self) -> float:
        """Seconds until the first answer."""
        return self.raw.latency

    @property
    def message(self) -> Message:
        """The message that answered."""
        assert self.raw.original is not None, f"answered without a message, with type {self.kind}"
        return self.raw.original

    @property
    def private(self) -> bool:
        """Whether only the person who asked sees it."""
        return bool(self.message.flags & EPHEMERAL)

    @property
    def form(self) -> Json:
        """The form that opened."""
        assert self.raw.modal is not None, f"no form opened, the answer had type {self.kind}"
        return self.raw.modal

    @property
    def choices(self) -> list[str]:
        """The names of the choices that were offered."""
        return [one["name"] for one in self.raw.choices or ()]

    @property
    def followups(self) -> list[Message]:
        """The messages that came after."""
        return self.raw.followups

    async def shown(self) -> Message:
        """The message, once the bot no longer thinks."""
        await self.until(lambda: self.raw.original and not self.raw.original.flags & LOADING)
        return self.message

    async def until(self, test: Callable[[], object], *, within: float = 5.0) -> None:
        """Wait until a condition holds."""
        await self.service.until(test, within=within)


def begin(
    service: Service,
    kind: int,
    channel: Channel,
    user: User,
    data: Json,
    *,
    source: Message | None = None,
    cause: Json | None = None,
) -> Interaction:
    """Send an interaction to the bot."""
    payload: Json = {"id": service.snowflake(), "application_id": service.bot.id, "type": kind, "data": data}
    payload |= {
        "token": secrets.token_urlsafe(100),
        "version": 1,
        "channel": channel.data,
        "channel_id": channel.id,
    }
    payload |= {"locale": "en-US", "entitlements": [], "attachment_size_limit": SIZE} | _asker(
        service, channel, user
    )
    if source is not None and kind != COMMAND:
        payload["message"] = shown(service, source)
    made = Interaction(payload, channel, user, service.now(), source=source, cause=cause)
    service.interactions[made.id] = service.interactions[payload["token"]] = made
    service.event("INTERACTION_CREATE", payload, guild=channel.guild)
    return made


def _asker(service: Service, channel: Channel, user: User) -> Json:
    guild = channel.guild
    if guild is None:
        owners = {"authorizing_integration_owners": {"0": "0"}, "app_permissions": "0"}
        return owners | {"user": user.data, "context": 1}
    member = guild.members[user.id] | {"permissions": str(rights(guild, user.id, channel))}
    data: Json = {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "features": [], "locale": "en-US"},
        "context": 0,
    }
    data |= {"member": member, "app_permissions": str(rights(guild, service.bot.id, channel))}
    return data | {"guild_locale": "en-US", "authorizing_integration_owners": {"0": guild.id}}


async def answer_to(service: Service, made: Interaction) -> Answer:
    """Wait for the first answer as long as the client does."""
    asked = made.data["data"].get("name") or made.data["data"].get("custom_id")
    try:
        async with asyncio.timeout(service.deadline):
            await made.answered.wait()
    except TimeoutError:
        service.unanswered.append(str(asked))
        raise NoAnswer(f"no answer to {asked} in {service.deadline} s") from None
    return Answer(service, made)
