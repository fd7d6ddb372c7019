"""Rate limits: a window for each route and major parameter, and one for everything."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Mapping

# Route: requests and seconds. The real figures are unpublished; these are commonly observed, others have 50 in 1 s.
WINDOWS = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": (1, 0.25),
    "POST /webhooks/{webhook_id}/{webhook_token}": (5, 2.0),
    "PATCH /channels/{channel_id}": (2, 600.0),
}
EVERYTHING = 50  # requests of a bot in one second; calls with an interaction's token do not count
ENDLESS = 1_000_000


class Limited(Exception):  # noqa: N818 - it says what the request is
    """A request that has to wait."""

    def __init__(self, seconds: float, *, everything: bool) -> None:
        super().__init__(f"again in {seconds:.3f} s")
        self.seconds, self.everything = seconds, everything


class Rates:
    """Counts requests while it is on; otherwise every window is endless."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._windows: dict[tuple[str, str], tuple[int, float]] = {}
        self._recent: deque[float] = deque()

    def take(self, route: str, path: Mapping[str, str], now: float) -> dict[str, str]:
        """Count a request; the headers that tell of its window. Limited where it comes too early."""
        if not self.on:
            return _headers(route, ENDLESS, ENDLESS - 1, now + 1, now)
        most, length = WINDOWS.get(route, (50, 1.0))
        key = (
            route,
            next((path[one] for one in ("webhook_token", "channel_id", "guild_id") if one in path), ""),
        )
        used, end = self._windows.get(key, (0, 0.0))
        if now >= end:
            used, end = 0, now + length
        if used >= most:
            raise Limited(end - now, everything=False)
        self._count_all(path, now)
        self._windows[key] = used + 1, end
        return _headers(route, most, most - used - 1, end, now)

    def _count_all(self, path: Mapping[str, str], now: float) -> None:
        if "webhook_token" in path or "interaction_token" in path:
            return
        while self._recent and self._recent[0] < now - 1:
            self._recent.popleft()
        if len(self._recent) >= EVERYTHING:
            raise Limited(self._recent[0] + 1 - now, everything=True)
        self._recent.append(now)


def _headers(route: str, most: int, left: int, end: float, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(most),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": f"{end:.3f}",
        "X-RateLimit-Reset-After": f"{end - now:.3f}",
        "X-RateLimit-Bucket": f"{zlib.crc32(route.encode()):08x}",
    }
