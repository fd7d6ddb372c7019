"""Settings of a running bot: a TOML file over embedded defaults, secrets from the environment only."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.sections import (
    Backup,
    Charts,
    Database,
    Delivery,
    Discord,
    Log,
    Matrix,
    Model,
    Schedule,
    Section,
    Terminal,
)

SECRET = re.compile(r"(^|_)(token|api_?key|password|secret)$", re.IGNORECASE)
VARIABLE = {
    "database": "BOT_DATABASE_URL",
    "model": "BOT_MODEL_API_KEY",
    "discord": "BOT_DISCORD_TOKEN",
}
EXPECTED = {
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "model_type": "a section",
    "string_type": "a text in quotes",
    "tuple_type": "a list",
}


class ConfigError(Exception):
    """A setting that cannot be used, told in one sentence."""


class Secrets(BaseSettings):
    """What only the environment may hold: BOT_DATABASE_URL, BOT_MODEL_API_KEY, BOT_DISCORD_TOKEN, BOT_MATRIX_…."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_ignore_empty=True, frozen=True)

    database_url: SecretStr | None = None
    model_api_key: SecretStr | None = None
    discord_token: SecretStr | None = None
    matrix_password: SecretStr | None = None
    matrix_token: SecretStr | None = None


class Config(Section):
    """All settings; `Config()` is the embedded default."""

    database: Database = Database()
    log: Log = Log()
    terminal: Terminal = Terminal()
    discord: Discord = Discord()
    matrix: Matrix = Matrix()
    schedule: Schedule = Schedule()
    model: Model = Model()
    delivery: Delivery = Delivery()
    charts: Charts = Charts()
    backup: Backup = Backup()


def load(path: Path | None = None) -> Config:
    """Read the settings from `path`, else $BOT_CONFIG, else ./config.toml, else the embedded defaults."""
    named = path or (Path(value) if (value := os.environ.get("BOT_CONFIG")) else None)
    file = named or Path("config.toml")
    if named is None and not file.exists():
        return finish(Config())
    return finish(parse(read(file), str(file)))


def read(file: Path) -> str:
    """The text of a file that was asked for."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"There is no configuration file at {file}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}.") from error


def parse(text: str, file: str = "config.toml") -> Config:
    """Settings from TOML text; `file` is its name in error sentences."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}.") from error
    refuse_secrets(data, file)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(f"{file}: {sentence(error.errors()[0])}") from None


def finish(config: Config) -> Config:
    """The same settings with the database of the environment, where it names one."""
    url = Secrets().database_url
    if url is None:
        return config
    try:
        database = Database(url=url.get_secret_value())
    except ValidationError:
        raise ConfigError("BOT_DATABASE_URL must start with sqlite:/// or postgresql://.") from None
    return config.model_copy(update={"database": database})


def model_key() -> str:
    """The key of the model's service, from the environment; a local service needs none."""
    key = Secrets().model_api_key
    return key.get_secret_value().strip() if key else ""


def discord_token() -> str:
    """The bot's token on Discord; '' where there is none."""
    found = Secrets().discord_token
    return found.get_secret_value().strip() if found else ""


def matrix_secrets() -> tuple[str, str]:
    """What opens the bot's account on Matrix: its password and its access token; '' for what is not given."""
    found = Secrets()
    given = (
        one.get_secret_value().strip() if one else "" for one in (found.matrix_password, found.matrix_token)
    )
    password, token = given
    return password, token


def refuse_secrets(data: Mapping[str, Any], file: str) -> None:
    """A secret in a file is refused before anything else is looked at."""
    for section, key, value in leaves(data):
        variable = VARIABLE.get(section) or "_".join(filter(None, ("BOT", section, key))).upper()
        if SECRET.search(key) or (key == "url" and has_password(value)):
            name = f"{section}.{key}" if section else key
            raise ConfigError(f"{file}: {name} is a secret; set the environment variable {variable} instead.")


def leaves(data: Mapping[str, Any], section: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every key with the outermost section it stands in."""
    for key, value in data.items():
        yield section, key, value
        if isinstance(value, dict):
            yield from leaves(value, section or key)


def has_password(url: object) -> bool:
    """Whether an address carries a password."""
    try:
        return isinstance(url, str) and urlsplit(url).password is not None
    except ValueError:
        return False


def sentence(error: ErrorDetails) -> str:
    """One plain sentence for one refused setting."""
    place = [str(part) for part in error["loc"]]
    name, kind = ".".join(place), error["type"]
    if kind == "extra_forbidden":
        return unknown(place)
    if kind in EXPECTED:
        return f"{name} must be {EXPECTED[kind]}, not {json.dumps(error['input'], default=str)}."
    if kind == "value_error":
        return f"{name} {error['ctx']['error']}."
    return f"{name}: {error['msg'].removeprefix('Input ')}, not {json.dumps(error['input'], default=str)}."


def unknown(place: list[str]) -> str:
    """The sentence for a key that nothing reads, with the nearest one that is."""
    name, known = ".".join(place), list(keys())
    if len(place) == 1:
        known = [*Config.model_fields, *known]
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    return f"there is no setting {name}; the nearest one is {near[0]}."


def keys() -> Iterator[str]:
    """Every setting, as section.key."""
    for section, model in sections():
        yield from (f"{section}.{key}" for key in model.model_fields)


def sections() -> Iterator[tuple[str, type[Section]]]:
    """Every section with its model."""
    for name, field in Config.model_fields.items():
        yield name, type(field.get_default())


def example() -> str:
    """The text of config.example.toml: every setting, commented out, with its default."""
    head = "# Every setting with its default: copy to config.toml, take away the # and change it.\n"
    tail = "# Secrets are read from the environment only; the file may not hold them.\n"
    return head + tail + "".join(shown(name, model) for name, model in sections())


def shown(name: str, model: type[Section]) -> str:
    """One section of the example."""
    lines = [f"\n# {model.__doc__}\n[{name}]\n"]
    for key, field in model.model_fields.items():
        lines.append(f"# {field.description}\n#{key} = {json.dumps(field.default)}\n")
    return "".join(lines)
