"""The bot's own cross-signing identity: with it people see that its device is its own. nio has nothing for this."""

from __future__ import annotations

import base64
import json
import secrets as chance
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from bot.adapters.matrix import secrets
from bot.adapters.matrix.wire import Json, RefusedError, Wire
from bot.surface import FatalError

log = structlog.get_logger()
FILE = "identity.json"
USAGES = ("master", "self_signing", "user_signing")
LOST = (
    "The keys of {user} are on the homeserver, but not in {file}: put back a copy of it, "
    "or set BOT_MATRIX_PASSWORD once to make new ones."
)


@dataclass(frozen=True)
class Key:
    """An Ed25519 key from its seed."""

    seed: bytes

    @property
    def public(self) -> str:
        return plain(self._key.public_key().export_key(format="raw"))

    @property
    def _key(self) -> ECC.EccKey:
        return ECC.construct(curve="Ed25519", seed=self.seed)

    def sign(self, thing: Json, user: str) -> None:
        """Put a signature into an object."""
        signature = plain(eddsa.new(self._key, "rfc8032").sign(canonical(thing)))
        thing.setdefault("signatures", {}).setdefault(user, {})[f"ed25519:{self.public}"] = signature


def plain(data: bytes) -> str:
    """Base64 without padding."""
    return base64.b64encode(data).decode().rstrip("=")


def canonical(thing: Mapping[str, Any]) -> bytes:
    """What of an object is signed."""
    signed = {name: value for name, value in thing.items() if name not in ("signatures", "unsigned")}
    return json.dumps(signed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


async def prove(wire: Wire, folder: Path, password: str) -> None:
    """Have an identity and sign the own device with it, once; FatalError where the old identity is lost."""
    user, device = str(wire.client.user_id), str(wire.client.device_id)
    there = await wire.call("POST", "keys", "query", body={"device_keys": {user: []}})
    file = folder / FILE
    keys = _kept(file)
    known = public_of(there.get("master_keys", {}).get(user, {}))
    if keys is None or known != keys[0].public:
        if known and not password:
            raise FatalError(LOST.format(user=user, file=file))
        keys = keys or [Key(chance.token_bytes(32)) for _ in USAGES]
        secrets.write(file, {usage: plain(key.seed) for usage, key in zip(USAGES, keys, strict=True)})
        await _publish(wire, user, keys, password)
    mine = there.get("device_keys", {}).get(user, {}).get(device)
    signatures = (mine or {}).get("signatures", {}).get(user, {})
    if mine is None or f"ed25519:{keys[1].public}" in signatures:
        return
    mine = {name: value for name, value in mine.items() if name not in ("signatures", "unsigned")}
    keys[1].sign(mine, user)
    answer = await wire.call("POST", "keys", "signatures", "upload", body={user: {device: mine}})
    if answer.get("failures"):
        log.warning(
            "the homeserver does not take the signature of the bot's device", reason=answer["failures"]
        )


def _kept(file: Path) -> list[Key] | None:
    found = secrets.read(file)
    seeds = [found.get(usage, "") for usage in USAGES]
    return [Key(base64.b64decode(one + "=" * (-len(one) % 4))) for one in seeds] if all(seeds) else None


def public_of(key: Mapping[str, Any]) -> str:
    """The public half of a key that the homeserver holds."""
    return str(next(iter(key.get("keys", {}).values()), ""))


async def _publish(wire: Wire, user: str, keys: list[Key], password: str) -> None:
    """Tell the homeserver the identity; one that has another already asks for the password."""
    body: Json = {}
    for usage, key in zip(USAGES, keys, strict=True):
        body[f"{usage}_key"] = {
            "user_id": user,
            "usage": [usage],
            "keys": {f"ed25519:{key.public}": key.public},
        }
    for usage in USAGES[1:]:
        keys[0].sign(body[f"{usage}_key"], user)
    path = "keys", "device_signing", "upload"
    try:
        await wire.call("POST", *path, body=body)
    except RefusedError as asked:
        session = asked.told.get("session")
        if not (session and password):
            raise
        who = {"type": "m.id.user", "user": user}
        auth = {"type": "m.login.password", "identifier": who, "password": password, "session": session}
        await wire.call("POST", *path, body=body | {"auth": auth})
