"""Attachments: kept bytes, their addresses, and embeds that show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.discord.errors import ApiError, FormError
from tests.discord.service import Service
from tests.discord.things import Channel, Json, Upload

LARGEST = 10 * 2**20
SCHEME = "attachment://"


def keep(
    service: Service,
    channel: Channel,
    listed: list[Json] | None,
    files: dict[str, Upload],
    old: Iterable[Json] = (),
) -> list[Json]:
    """The attachments of a message: those listed, new or old; without a list all of them."""
    before = {one["id"]: one for one in old}
    if listed is None:
        return [*before.values(), *(store(service, channel, one, {}) for one in files.values())]
    kept = []
    for entry in listed:
        number = str(entry["id"])
        if number in files:
            kept.append(store(service, channel, files[number], entry))
        elif number in before:
            kept.append(before[number])
        else:
            raise FormError("attachments", f"File {number} was not sent", "ATTACHMENT_NOT_FOUND")
    return kept


def store(service: Service, channel: Channel, file: Upload, entry: Json) -> Json:
    """Keep a file; its attachment, as the API shows it."""
    if len(file.content) > LARGEST:
        raise ApiError(413, 40005, "Request entity too large")
    number, name = service.snowflake(), entry.get("filename") or file.name
    path = f"/attachments/{channel.id}/{number}/{name}"
    service.files[path] = file.content
    url, about = service.base + path, entry.get("description") or file.about
    data: Json = {"id": number, "filename": name, "size": len(file.content), "url": url, "proxy_url": url}
    return data | {"content_type": file.kind} | ({"description": about} if about else {})


def place(shown: Any, kept: list[Json]) -> set[str]:
    """Put addresses where embeds or components name an attachment; the ids of those that are named."""
    used: set[str] = set()
    if isinstance(shown, list):
        return used.union(*(place(one, kept) for one in shown))
    if not isinstance(shown, dict):
        return used
    for key, value in shown.items():
        if not isinstance(value, str):
            used |= place(value, kept)
            continue
        found = next((one for one in kept if value in (SCHEME + one["filename"], one["url"])), None)
        if found is not None:
            shown[key] = found["url"]
            used.add(found["id"])
        elif value.startswith(SCHEME):
            raise FormError(key, f"{value} is not attached", "ATTACHMENT_NOT_FOUND")
    return used
