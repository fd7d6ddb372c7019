"""A stand-in with one server, one channel and two members, and the bare bot in this process.

This folder has no __init__.py on purpose: with one, pytest would import it as `discord`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    async with kit.standing() as made:
        yield made


@pytest.fixture
def guild(server: StandIn) -> Guild:
    return server.guild()


@pytest.fixture
def hall(server: StandIn, guild: Guild) -> Channel:
    return server.channel(guild, "hall")


@pytest.fixture
def ana(server: StandIn, guild: Guild) -> Actor:
    return server.member("ana", guild)


@pytest.fixture
def ben(server: StandIn, guild: Guild) -> Actor:
    return server.member("ben", guild)


@pytest.fixture
async def bot(server: StandIn, hall: Channel, ana: Actor, ben: Actor) -> AsyncIterator[Bare]:
    async with kit.running(Bare()) as client:
        yield client
