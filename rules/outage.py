"""When the bot was away or its clock leapt (RULES 4, outage)."""

from datetime import datetime, timedelta

LEAST = timedelta(hours=1)
DAY = timedelta(hours=24)


def extended(end: datetime, length: timedelta, away_from: datetime, back: datetime) -> datetime | None:
    """The new end of a period of this length; None if the outage took nothing that has to be given back.

    After more than an hour away, whatever ended meanwhile or ends within 24 h of the return ends
    min(24 h, length) after the return.
    """
    if back - away_from <= LEAST or not away_from < end < back + DAY:
        return None
    return max(end, back + min(DAY, length))


def jump(before: datetime, now: datetime, passed: timedelta) -> str:
    """`backwards` or `ahead` where the wall clock moved otherwise than time did, else nothing."""
    if now < before:
        return "backwards"
    return "ahead" if now - before - passed > LEAST else ""
