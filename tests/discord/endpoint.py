"""Ways to lead an unmodified discord.py to the stand-in: two or three class attributes, or TLS and a resolver."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import discord
import yarl
from aiohttp.abc import AbstractResolver, ResolveResult

VARIABLE = "DISCORD_STAND_IN"  # the address, for a process of its own: see `led`
HOSTS = ("discord.com", "gateway.discord.gg", "cdn.discordapp.com")


def lead(address: str) -> None:
    """Let every client of this process speak to an address such as http://127.0.0.1:8080."""
    discord.http.Route.BASE = f"{address}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(
        address.replace("http", "ws", 1) + "/gateway/"
    )
    discord.asset.Asset.BASE = f"{address}/cdn"


@contextmanager
def led(address: str) -> Iterator[None]:
    """The same for a while."""
    before = (
        discord.http.Route.BASE,
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY,
        discord.asset.Asset.BASE,
    )
    lead(address)
    try:
        yield
    finally:
        (
            discord.http.Route.BASE,
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY,
            discord.asset.Asset.BASE,
        ) = before


def certificate(folder: Path) -> tuple[Path, Path]:
    """A throw-away certificate for Discord's names, and its key."""
    made, key, openssl = folder / "cert.pem", folder / "key.pem", shutil.which("openssl")
    assert openssl is not None
    names = ",".join(f"DNS:{one}" for one in HOSTS)
    line = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=stand-in"]
    line += ["-addext", f"subjectAltName={names}", "-keyout", str(key), "-out", str(made)]
    subprocess.run(line, check=True, capture_output=True)
    return made, key


def server_tls(folder: Path) -> ssl.SSLContext:
    """What the stand-in listens with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(folder))
    return context


class Loopback(AbstractResolver):
    """Every name of Discord is the stand-in; no other can be reached."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Lead a name to loopback."""
        if host not in HOSTS:
            raise OSError(f"{host} must not be reached")
        found = {"hostname": host, "host": "127.0.0.1", "port": self.port, "family": socket.AF_INET}
        return [ResolveResult(**found, proto=0, flags=socket.AI_NUMERICHOST)]  # type: ignore[typeddict-item]

    async def close(self) -> None:
        """Nothing is held."""


def connector(port: int, folder: Path) -> aiohttp.TCPConnector:
    """For `Client(connector=…)`: discord.py keeps its real addresses, and nothing is patched."""
    trust = ssl.create_default_context(cafile=str(folder / "cert.pem"))
    return aiohttp.TCPConnector(limit=0, resolver=Loopback(port), use_dns_cache=False, ssl=trust)
