"""What can be set, section by section: each with its default and what it is for."""

from __future__ import annotations

import re
from typing import Literal, Self, cast
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class Section(BaseModel):
    """A part of the file: frozen, strict about types, closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Database(Section):
    """Where everything is kept."""

    url: str = Field(
        "sqlite:///data/bot.db",
        repr=False,
        description="A SQLite file, or postgresql://host/name. With a password: BOT_DATABASE_URL instead.",
    )

    @field_validator("url")
    @classmethod
    def known(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("must start with sqlite:/// or postgresql://")
        return url


class Log(Section):
    """What is told on standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important lines to write: debug, info, warning or error."
    )
    format: Literal["plain", "json"] = Field("plain", description="plain for people, json for machines.")


class Terminal(Section):
    """The community that opens when the bot is started in a terminal."""

    community: str = Field("Commons", min_length=1, max_length=80, description="Its name.")
    people: tuple[str, ...] = Field(
        ("you",), min_length=1, strict=False, description="Who is there at the start; the first one speaks."
    )

    @field_validator("people")
    @classmethod
    def distinct(cls, people: tuple[str, ...]) -> tuple[str, ...]:
        if len({name.casefold() for name in people}) < len(people):
            raise ValueError("must not name a person twice")
        if any(not name or name.split() != [name] for name in people):
            raise ValueError("must be names without spaces")
        return people


class Discord(Section):
    """The bot on Discord; its token: BOT_DISCORD_TOKEN."""

    message_content: bool = Field(
        False, description="Whether messages may be read; it needs the Message Content Intent."
    )
    shards: tuple[int, ...] = Field(
        (), strict=False, description="Which shards this process runs, if several share one database."
    )
    shard_count: int = Field(0, ge=0, le=10_000, description="How many shards there are in all.")

    @model_validator(mode="after")
    def counted(self) -> Self:
        if any(not 0 <= one < self.shard_count for one in self.shards):
            raise ValueError("shards must be numbers from 0 to below shard_count")
        return self


class Matrix(Section):
    """The bot on Matrix; what opens its account: BOT_MATRIX_PASSWORD or BOT_MATRIX_TOKEN."""

    homeserver: str = Field("", description="Address of its homeserver, such as https://matrix.example.org.")
    user: str = Field("", description="Its account, such as @bot:example.org.")
    prefix: str = Field(
        "!dao", min_length=1, max_length=20, description="What a command in a room begins with."
    )
    rooms: tuple[str, ...] = Field(
        (), strict=False, description="Rooms and spaces that it joins, by id or alias."
    )
    inviters: tuple[str, ...] = Field((), strict=False, description="People whose invitations it accepts.")
    servers: tuple[str, ...] = Field(
        (), strict=False, description="Servers whose people's invitations it accepts."
    )
    moderator: int = Field(
        50, ge=1, le=100, description="The power level from which somebody is a moderator."
    )
    encryption: bool = Field(
        False, description="Whether it takes part in encrypted rooms; needs the extra e2e."
    )
    folder: str = Field(
        "", description="Where its token and keys are kept; beside the database if left empty."
    )

    @field_validator("homeserver")
    @classmethod
    def plain(cls, url: str) -> str:
        if url and not is_address(url):
            raise ValueError("must be an address such as https://matrix.example.org, without password")
        return url.rstrip("/")

    @field_validator("user")
    @classmethod
    def whole(cls, user: str) -> str:
        if user and not re.fullmatch(r"@[^:\s]+:\S+", user):
            raise ValueError("must be a whole account, such as @bot:example.org")
        return user

    @field_validator("prefix")
    @classmethod
    def one_word(cls, prefix: str) -> str:
        if prefix.split() != [prefix]:
            raise ValueError("must be one word, such as !dao")
        return prefix

    @model_validator(mode="after")
    def complete(self) -> Self:
        if bool(self.homeserver) != bool(self.user):
            raise ValueError("needs both homeserver and user")
        return self


class Schedule(Section):
    """How often the bot looks at what is due."""

    tick: int = Field(30, ge=1, le=3600, description="Seconds between two looks.")


class Choice(Section):
    """Another way to ask, which a proposal for a prompt may name; what it leaves out is as under [model]."""

    name: str = Field(min_length=1, description="The model's name, as the same service calls it.")
    temperature: float | Literal["unset"] = Field(0.0, description="As under [model].")
    price_in: int = Field(0, ge=0, description="As under [model].")
    price_out: int = Field(0, ge=0, description="As under [model].")


class Model(Section):
    """The language model that judges months; without one the embedded scorer does."""

    enabled: bool = Field(False, description="Whether a model is asked at all. Its key: BOT_MODEL_API_KEY.")
    base_url: str = Field(
        "https://api.openai.com/v1", description="Any service that speaks the OpenAI protocol."
    )
    name: str = Field("", description="The model's name, as its service calls it.")
    max_tokens: int = Field(4000, ge=1, description="The longest answer, in tokens.")
    format: Literal["auto", "json_schema", "json_object"] = Field(
        "auto",
        description="How answers are kept to JSON: json_schema, json_object, or auto for the best it takes.",
    )
    temperature: float | Literal["unset"] = Field(
        0.0,
        description='0 answers alike, 2 most freely; with "unset", or if it refuses, a model uses its own.',
    )
    timeout: int = Field(120, ge=1, le=3600, description="The longest wait for one answer, in seconds.")
    parallel: int = Field(4, ge=1, le=64, description="The most calls at a time.")
    price_in: int = Field(
        0,
        ge=0,
        description="US cents for a million tokens sent. While both prices are 0, max_cost limits nothing.",
    )
    price_out: int = Field(0, ge=0, description="US cents for a million tokens answered.")
    max_tokens_run: int = Field(
        5_000_000,
        ge=0,
        description="The most tokens that one run may use, both ways together; 0 for no limit.",
    )
    max_cost: int = Field(
        500, ge=0, description="The most that one run may cost, in US cents; 0 for no limit."
    )
    safeguards: bool = Field(
        True,
        description="Whether each run asks the model 14 times more, paying nobody, to see whether it can be steered.",
    )

    choices: dict[str, Choice] = Field(
        {},
        description="Other settings that a proposal for a prompt may name: [model.choices.careful] with name, temperature, prices.",
    )
    max_tokens_trials: int = Field(
        30_000_000,
        ge=0,
        description="The most tokens that the trials of a community's prompts may use in a month, both ways; 0 for no limit.",
    )
    max_cost_trials: int = Field(
        2000,
        ge=0,
        description="The most that the trials of a community's prompts may cost in a month, in US cents; 0 for no limit.",
    )

    @field_validator("base_url")
    @classmethod
    def plain(cls, url: str) -> str:
        if not is_address(url):
            raise ValueError("must be an address such as https://host/v1, without password and parameters")
        return url

    @field_validator("temperature", mode="before")
    @classmethod
    def within(cls, value: object) -> object:
        if value == "unset" or (type(value) in {int, float} and 0 <= cast("float", value) <= 2):
            return value
        raise ValueError('must be a number from 0 to 2, or "unset"')

    @field_validator("choices")
    @classmethod
    def labelled(cls, choices: dict[str, Choice]) -> dict[str, Choice]:
        if wrong := [one for one in choices if not re.fullmatch(r"[a-z][a-z0-9-]{0,29}", one)]:
            raise ValueError(f"names a choice {wrong[0]!r}; use small letters, digits and hyphens")
        return choices

    @model_validator(mode="after")
    def named(self) -> Self:
        if self.enabled and not self.name:
            raise ValueError("needs a name when it is enabled")
        return self


class Delivery(Section):
    """How hard a message is tried."""

    first_retry: int = Field(2, ge=1, description="Seconds before the second try; each later wait doubles.")
    last_retry: int = Field(600, ge=1, description="The longest wait between two tries, in seconds.")


class Charts(Section):
    """Pictures of months and holders."""

    enabled: bool = Field(True, description="Whether pictures are drawn; it takes a second of work each.")


class Backup(Section):
    """Copies of the SQLite file."""

    folder: str = Field("data/backups", min_length=1, description="Where copies go.")
    keep: int = Field(7, ge=1, description="How many copies stay.")


def is_address(url: str) -> bool:
    """Whether it is the plain address of a web service."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and not set("@?# ") & set(url)
        )
    except ValueError:
        return False
