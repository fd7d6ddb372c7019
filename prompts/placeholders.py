"""The few names a community's prompt may have filled in; no template engine ever runs on its text (REWARDS 2)."""

import re
from collections.abc import Mapping

NAMES = ("community", "month", "members")
HOLE = re.compile(r"\{([a-z_]+)\}")


def unknown(text: str) -> list[str]:
    """The names in a prompt that nothing fills, in the order they stand."""
    return [name for name in dict.fromkeys(HOLE.findall(text)) if name not in NAMES]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A prompt with its known names filled; everything else stays as it was written."""
    return HOLE.sub(lambda hole: values.get(hole[1], hole[0]) if hole[1] in NAMES else hole[0], text)
