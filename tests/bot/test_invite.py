"""The link that adds the bot asks for what the bot needs, and the page says the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.adapters.discord.permissions import NEEDED, invitation

BITS = (6, 10, 11, 13, 14, 15, 16, 35, 38, 51)  # of the permissions, as Discord documents them
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")


def test_the_link_asks_for_exactly_what_is_needed() -> None:
    asked = parse_qs(urlsplit(invitation(123)).query)
    assert (asked["client_id"], asked["scope"]) == (["123"], ["bot applications.commands"])
    assert int(asked["permissions"][0]) == sum(1 << bit for bit in BITS)
    assert len(BITS) == len(NEEDED)


def test_the_page_names_the_integer_and_each_permission() -> None:
    integer = parse_qs(urlsplit(invitation(123)).query)["permissions"][0]
    assert f"integer {integer}" in PAGE
    for name, _ in NEEDED.values():
        assert name.removesuffix("s") in PAGE


def test_what_is_no_application_is_one_sentence() -> None:
    command = [sys.executable, "-m", "bot", "invite", "my-bot"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    sentence = "The id of an application is a number: copy it from Discord's developer portal.\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", sentence)
