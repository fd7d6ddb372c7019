"""Who the bot is on Matrix: its one device, and the token that only its operator may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import structlog
from nio import AsyncClient, AsyncClientConfig, LoginError
from nio.crypto import ENCRYPTION_ENABLED

from bot.adapters.matrix import secrets
from bot.adapters.matrix.people import server
from bot.adapters.matrix.wire import CLOSED, DeadTokenError, Wire, checked, heard
from bot.surface import FatalError

log = structlog.get_logger()
DEVICE = "device"
NAME = "Community bot"
FILE = "token.json"
NO_EXTRA = "matrix.encryption needs the extra `e2e`: install it, or set matrix.encryption to false."
REFUSED = "Matrix refuses the password of {user}: set BOT_MATRIX_PASSWORD to the right one."
WANTED = (
    "The access token of {user} is not valid any more: set BOT_MATRIX_PASSWORD or a new BOT_MATRIX_TOKEN."
)


@dataclass(frozen=True)
class Account:
    """Whose account it is, how it is opened, and where its secrets are kept."""

    homeserver: str
    user: str
    folder: Path
    password: str = ""
    token: str = ""
    encryption: bool = False

    @property
    def server(self) -> str:
        return server(self.user)


def able(*, encryption: bool) -> None:
    """FatalError where encryption is wanted and what it needs is not installed."""
    if encryption and not ENCRYPTION_ENABLED:
        raise FatalError(NO_EXTRA)


def client(account: Account) -> AsyncClient:
    """A client that tells of every trouble at once, and stores no position of its own."""
    config = AsyncClientConfig(
        encryption_enabled=account.encryption,
        store_sync_tokens=False,
        max_limit_exceeded=0,
        max_timeouts=0,
        request_timeout=60,
    )
    if account.encryption:
        account.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return AsyncClient(account.homeserver, account.user, store_path=str(account.folder), config=config)
    return AsyncClient(account.homeserver, account.user, config=config)


async def enter(found: AsyncClient, account: Account, device: str, *, again: bool = False) -> str:
    """Log a client in, with the token that is kept or the password; its device. `again` if the token was refused."""
    file = account.folder / FILE
    kept = secrets.read(file)
    mine = kept.get("user") == account.user and kept.get("homeserver") == account.homeserver
    token = account.token or (kept.get("token", "") if mine else "")
    device = device or (kept.get("device", "") if mine else "")
    if token and not (again and account.password):
        try:
            return await _resume(found, account, token)
        except DeadTokenError:
            if not account.password:
                raise FatalError(WANTED.format(user=account.user)) from None
    if not account.password:
        raise FatalError(f"Nothing opens {account.user}: set BOT_MATRIX_PASSWORD or BOT_MATRIX_TOKEN.")
    found.device_id = device
    answer = await heard(found.login(account.password, device_name=NAME))
    if isinstance(answer, LoginError):
        code = answer.status_code or ""
        if code in CLOSED or code == "M_FORBIDDEN":
            raise FatalError(
                REFUSED.format(user=account.user)
                if code == "M_FORBIDDEN"
                else f"{account.user}: {answer.message}"
            )
        checked(answer)
    facts = {"homeserver": account.homeserver, "user": account.user}
    secrets.write(file, facts | {"device": str(answer.device_id), "token": str(answer.access_token)})
    return str(answer.device_id)


async def _resume(found: AsyncClient, account: Account, token: str) -> str:
    """Go on with a token; FatalError if it opens another account."""
    found.access_token = token
    found.user_id = account.user
    me = await Wire(found).call("GET", "account", "whoami")
    if me.get("user_id") != account.user:
        raise FatalError(f"The token opens {me.get('user_id')}, but matrix.user is {account.user}.")
    found.restore_login(account.user, str(me.get("device_id") or ""), token)
    return str(me.get("device_id") or "")
