"""What opens the bot's account on Matrix is readable to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from nio.crypto import ENCRYPTION_ENABLED

from bot.adapters.matrix import login, secrets
from bot.config import ConfigError, parse
from bot.keeping import copied, forget_keys
from bot.surface import FatalError


def test_a_secret_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "matrix" / "token.json"
    assert secrets.read(file) == {}
    secrets.write(file, {"token": "hush"})
    assert secrets.read(file) == {"token": "hush"}
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "token.json"
    secrets.write(file, {"token": "hush"})
    file.chmod(mode)
    with pytest.raises(FatalError, match=r"Others can read .*chmod 600") as no:
        secrets.read(file)
    assert "hush" not in str(no.value)


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_damaged_file_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "token.json"
    secrets.write(file, {})
    file.write_text(text)
    with pytest.raises(FatalError, match="is damaged"):
        secrets.read(file)


def test_encryption_without_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ENCRYPTION_ENABLED
    login.able(encryption=True)
    monkeypatch.setattr(login, "ENCRYPTION_ENABLED", False)
    login.able(encryption=False)
    with pytest.raises(FatalError, match="needs the extra `e2e`"):
        login.able(encryption=True)


def test_keys_are_copied_beside_the_database(tmp_path: Path) -> None:
    keys, copy = tmp_path / "matrix", tmp_path / "copies" / "bot-20261102T090000Z.db"
    copy.parent.mkdir()
    assert copied(keys, copy) is None
    secrets.write(keys / "token.json", {"token": "hush"})
    place = copied(keys, copy)
    assert place == tmp_path / "copies" / "bot-20261102T090000Z-matrix"
    assert secrets.read(place / "token.json") == {"token": "hush"}
    assert place.stat().st_mode & 0o777 == 0o700


def test_copies_of_keys_go_with_the_copy_of_their_database(tmp_path: Path) -> None:
    keys = tmp_path / "matrix"
    secrets.write(keys / "token.json", {"token": "hush"})
    old, new = tmp_path / "bot-1.db", tmp_path / "bot-2.db"
    for one in (old, new):
        one.touch()
        copied(keys, one)
    old.unlink()
    (tmp_path / "other").mkdir()
    forget_keys(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bot-2-matrix", "bot-2.db", "matrix", "other"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('homeserver = "matrix.example.org"', "must be an address"),
        ('homeserver = "https://a:b@example.org"', "without password"),
        ('homeserver = "https://example.org"\nuser = "bot"', "must be a whole account"),
        ('user = "@bot:example.org"', "needs both homeserver and user"),
        ('prefix = "two words"', "must be one word"),
        ("moderator = 101", "less than or equal to 100"),
        ('token = "hush"', "set the environment variable BOT_MATRIX_TOKEN instead"),
    ],
)
def test_settings_that_cannot_be(text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as no:
        parse(f"[matrix]\n{text}")
    assert "hush" not in str(no.value)
