"""Files on Matrix: charts and bundles that are handed over, and those that people hand in."""

from __future__ import annotations

import io
import mimetypes
from typing import Any

from nio import AsyncClient

from bot.adapters.matrix.wire import Json, checked, heard
from bot.card import File
from bot.command import Attachment

LARGEST = 1_000_000  # bytes of a file that is read
KINDS = ("m.file", "m.image", "m.text", "m.audio", "m.video")


async def uploaded(client: AsyncClient, file: File, *, encrypted: bool) -> Json:
    """A file as a message: a picture says in words what it shows."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    picture = kind.startswith("image/")
    answer, keys = await heard(
        client.upload(
            io.BytesIO(file.data),
            content_type=kind,
            filename=file.name,
            encrypt=encrypted,
            filesize=len(file.data),
        )
    )
    where = checked(answer).content_uri
    source: Json = {"file": {"url": where, **(keys or {})}} if encrypted else {"url": where}
    return {
        "msgtype": "m.image" if picture else "m.file",
        "body": file.alt or file.name,
        "filename": file.name,
        "info": {"mimetype": kind, "size": len(file.data), **(measured(file.data) if picture else {})},
        "m.mentions": {},
        **source,
    }


def measured(data: bytes) -> Json:
    """Width and height of a PNG, so that clients leave room for it."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        return {}
    return {"w": int.from_bytes(data[16:20]), "h": int.from_bytes(data[20:24])}


def file_of(content: Json) -> str:
    """The name of the file in a message; '' where there is none."""
    if content.get("msgtype") not in KINDS or not (content.get("url") or content.get("file")):
        return ""
    return str(content.get("filename") or content.get("body") or "file")


async def downloaded(client: AsyncClient, content: Json) -> Attachment:
    """A file that was handed in; one that is too large comes without its bytes and is refused by whoever wants it."""
    name, info = file_of(content), content.get("info")
    size = info.get("size") if isinstance(info, dict) else None
    if isinstance(size, int) and size > LARGEST:
        return Attachment(name, b"")
    locked = content.get("file")
    where = locked.get("url") if isinstance(locked, dict) else content.get("url")
    answer: Any = checked(await heard(client.download(str(where))))
    data = bytes(answer.body)
    if isinstance(locked, dict):
        data = _opened(data, locked)
    return Attachment(name, data if len(data) <= LARGEST else b"")


def _opened(data: bytes, locked: Json) -> bytes:
    """A file that was encrypted for its room."""
    from nio.crypto.attachments import decrypt_attachment

    return bytes(decrypt_attachment(data, locked["key"]["k"], locked["hashes"]["sha256"], locked["iv"]))
