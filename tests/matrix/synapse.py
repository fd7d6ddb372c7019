"""A real Synapse on loopback, thrown away afterwards: SQLite, no federation, no limits unless a test sets them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]
NAME = "localhost"
WITHIN = 60.0  # seconds that it may take to start, and to end
FREE = {"per_second": 100_000, "burst_count": 100_000}
LIMITS: Json = {
    "rc_message": FREE,
    "rc_registration": FREE,
    "rc_login": {"address": FREE, "account": FREE, "failed_attempts": FREE},
    "rc_admin_redaction": FREE,
    "rc_joins": {"local": FREE, "remote": FREE},
    "rc_joins_per_room": FREE,
    "rc_invites": {"per_room": FREE, "per_user": FREE, "per_issuer": FREE},
    "rc_room_creation": FREE,
    "rc_media_create": FREE,
    "rc_key_requests": FREE,
    "rc_presence": {"per_user": FREE},
}


class AnswerError(Exception):
    """An answer of the server that is no success."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body}")
        self.status, self.body = status, body
        self.code: str = body.get("errcode", "")


class Synapse:
    """The server: it can be stopped and started again on its port, with everything it has stored."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder, self.settings = folder, settings
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.secret = secrets.token_hex(16)
        self.process: subprocess.Popen[bytes] | None = None
        self.accounts = 0
        self._admin: Json = {}

    def start(self) -> None:
        """Start it, and wait until it answers."""
        file, log = self._write(), self.folder / "out"
        with log.open("ab") as out:
            line = [sys.executable, "-m", "synapse.app.homeserver", "-c", str(file)]
            self.process = subprocess.Popen(line, cwd=self.folder, stdout=out, stderr=out)
        until = time.monotonic() + WITHIN
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"Synapse does not start: {log.read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self, *, kill: bool = False) -> None:
        """End it; `kill` as a machine that loses its power."""
        process, self.process = self.process, None
        if process is None or process.poll() is not None:
            return
        (process.kill if kill else process.terminate)()
        try:
            process.wait(WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _answers(self) -> bool:
        try:
            self.http("GET", "/_matrix/client/versions", within=1)
        except (OSError, AnswerError):
            return False
        return True

    # what an operator does

    def http(
        self, method: str, path: str, body: Json | None = None, *, token: str = "", within: float = 30
    ) -> Json:
        """One call."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method)  # noqa: S310
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=within) as answer:  # noqa: S310
                return Json(json.loads(answer.read() or b"{}"))
        except urllib.error.HTTPError as error:
            text = error.read()
            raise AnswerError(error.code, json.loads(text) if text[:1] == b"{" else {}) from None

    def register(self, name: str, *, admin: bool = False, shown: str = "") -> Json:
        """A new account, whose name is made unlike all others: `user_id`, `access_token`, `device_id`, `password`."""
        self.accounts += 1
        name, password = f"{name}-{self.accounts}", "made-up"
        nonce = self.http("GET", "/_synapse/admin/v1/register")["nonce"]
        parts = [nonce, name, password, "admin" if admin else "notadmin"]
        mac = hmac.new(self.secret.encode(), "\0".join(parts).encode(), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
        made = self.http(
            "POST", "/_synapse/admin/v1/register", body | ({"displayname": shown} if shown else {})
        )
        return made | {"password": password}

    def log_in(self, made: Json) -> Json:
        """Another device of an account."""
        who = {"type": "m.id.user", "user": made["user_id"]}
        body = {"type": "m.login.password", "identifier": who, "password": made["password"]}
        return self.http("POST", "/_matrix/client/v3/login", body) | {"password": made["password"]}

    def limit(self, user: str, per_second: int = 0, burst: int = 0) -> None:
        """Limit how often an account may send; without numbers it may always."""
        path = f"/_synapse/admin/v1/users/{quote(user)}/override_ratelimit"
        limits = {"messages_per_second": per_second, "burst_count": burst}
        self.http("POST", path, limits, token=self._operator())

    def log_out(self, user: str) -> None:
        """Revoke every token of an account."""
        path = f"/_synapse/admin/v2/users/{quote(user)}/devices"
        devices = [one["device_id"] for one in self.http("GET", path, token=self._operator())["devices"]]
        self.http(
            "POST",
            f"{path.removesuffix('devices')}delete_devices",
            {"devices": devices},
            token=self._operator(),
        )

    def _operator(self) -> str:
        self._admin = self._admin or self.register("operator", admin=True)
        return str(self._admin["access_token"])

    @property
    def memory(self) -> float:
        """Resident megabytes, where the system tells."""
        assert self.process is not None
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20

    # its configuration, which is JSON because that is YAML too

    def _write(self) -> Path:
        key, log, file = (self.folder / name for name in ("signing.key", "log.json", "homeserver.yaml"))
        if not key.exists():
            seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
            key.write_text(f"ed25519 a_test {seed}\n")
        log.write_text(json.dumps(logging(self.folder / "log")))
        file.write_text(json.dumps(self._settings(key, log) | LIMITS | self.settings))
        return file

    def _settings(self, key: Path, log: Path) -> Json:
        listener = {"port": self.port, "bind_addresses": ["127.0.0.1"], "type": "http", "tls": False}
        listener |= {"x_forwarded": False, "resources": [{"names": ["client"], "compress": False}]}
        own: Json = {"server_name": NAME, "public_baseurl": f"{self.url}/", "listeners": [listener]}
        own |= {"pid_file": str(self.folder / "pid"), "media_store_path": str(self.folder / "media")}
        own |= {"database": {"name": "sqlite3", "args": {"database": str(self.folder / "server.db")}}}
        own |= {"log_config": str(log), "signing_key_path": str(key), "bcrypt_rounds": 4}
        own |= dict.fromkeys(
            ("registration_shared_secret", "macaroon_secret_key", "form_secret"), self.secret
        )
        own |= {"trusted_key_servers": [], "suppress_key_server_warning": True, "report_stats": False}
        own |= {"federation_domain_whitelist": []}
        own |= {part: {"enabled": False} for part in ("presence", "push", "user_directory", "stats")}
        return own


def logging(file: Path) -> Json:
    """Warnings go to a file."""
    handler = {"class": "logging.FileHandler", "filename": str(file)}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"file": handler},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
