"""`python -m bot trial`: a prompt tried from files alone, against any endpoint, with the same report as in chat."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import typer

from bot import model as models
from bot.config import Config, model_key
from cogs import trial_report
from prompts import cases, evidence, placeholders
from prompts import trial as plan
from prompts.calls import Calls, Limits
from prompts.client import Client, Endpoint
from prompts.faults import CapFault, Fault
from prompts.render import frame_hash
from prompts.scorer import Case, prompt
from prompts.trial import Subject, Trial
from rules import allocation, linter, moments, tried
from rules.digest import fingerprint
from rules.errors import Refusal
from rules.judgement import Record, recorded
from rules.ledger import SHOWN, canonical
from rules.trial import PASSED

GOOD, WRONG = 0, 1
CAP = 2500  # basis points, as most presets have it
CAPPED = "the spending cap was reached"


@dataclass(frozen=True)
class Wish:
    """What is tried: files, and where the model answers if not where the configuration says."""

    prompt: Path
    active: Path | None = None
    digests: Sequence[Path] = ()
    endpoint: str = ""
    model: str = ""
    out: Path = Path()
    seed: str = ""


class Lines:
    """Answers in a file, a line each, so that a trial that was broken off goes on from there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = _read(path).splitlines(keepends=True) if path.exists() else []
        whole = [line for line in lines if line.endswith("\n")]
        if lines != whole:  # broken off within an answer
            path.write_text("".join(whole), encoding="utf-8")
        self.known: Sequence[Record] = [_record(line, path) for line in whole]

    async def keep(self, record: Record) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(record)) + "\n")


def _record(line: str, path: Path) -> Record:
    try:
        return recorded(json.loads(line))
    except (TypeError, ValueError):
        raise Refusal(
            f"{path} holds a line that is no answer; delete the file to ask everything anew."
        ) from None


async def main(config: Config, wish: Wish) -> int:
    """Ask, print the report and keep it with its answers; 0 if a vote could open. Refusal, where a file is none."""
    subject, facts = read(wish)
    where = models.endpoint(config.model)
    where = replace(where, base_url=wish.endpoint or where.base_url, model=wish.model or where.model)
    if not where.model:
        raise Refusal("Which model is asked? Name it with --model, or set model.name in config.toml.")
    for one in linter.check(subject.candidate, holes=placeholders.NAMES, names=()):
        typer.echo(f"linter: {linter.told([one])}")
    try:
        wish.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"Nothing can be kept in {wish.out}: {error.strerror}.") from None
    stem = wish.out / f"trial-{stamp(subject.seed, where.model)}"
    kept = Lines(stem.with_suffix(".jsonl"))
    trial, limits = Trial(subject), Limits(config.model.max_tokens_trials, config.model.max_cost_trials)
    try:
        records, stopped = await asked(trial, where, limits, kept)
    except Fault as fault:
        again = f"the same command with --seed {facts['drawn']} goes on from what is in {kept.path}."
        raise Refusal(f"{fault} Nothing is lost: {again}") from None
    used = {"answers": len(records), "microcents": sum(one.cost for one in records)}
    used |= {name: sum(getattr(one, name) for one in records) for name in ("tokens_in", "tokens_out")}
    facts |= {"model": {"name": where.model, "frame": frame_hash()}, "used": used}
    report = tried.written(facts, evidence.gathered(trial, records, cap=CAP), stopped)
    show(report, stem.with_suffix(".json"))
    return GOOD if report["verdict"] == PASSED else WRONG


def stamp(seed: str, model: str) -> str:
    """What the files of a trial are called: the answers of two models are never mixed."""
    return hashlib.sha256("/".join([seed, model, frame_hash()]).encode()).hexdigest()[:SHOWN]


def read(wish: Wish) -> tuple[Subject, dict[str, Any]]:
    """Prompts and months from their files, with what a report says of them."""
    candidate = _read(wish.prompt).strip()
    active = _read(wish.active).strip() if wish.active else prompt()
    own = tuple(month(_read(path), path.stem) for path in wish.digests)
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in (candidate, active)]
    months = [[one.title, fingerprint(one.digest)] for one in own]
    drawn = wish.seed or secrets.token_hex(32)
    seed = tried.seed(hashes[0], hashes[1], months, drawn)
    facts = {
        "community": "", "proposal": 0, "trial": 0, "prompt": hashes[0], "active": hashes[1], "months": months,
        "curve": allocation.LINEAR, "cap": CAP, "drawn": drawn, "seed": seed,
    }  # fmt: skip
    return Subject(candidate, active, own, seed), facts


def month(text: str, name: str) -> Case:
    """A month from its bundle, if that holds texts, or from a file such as those in prompts/cases."""
    try:
        data = json.loads(text)
        found = cases.read(text, name) if "deeds" in data else _published(data)
        held = {work["text"] for work in found.digest["works"]}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refusal(f"{name} is neither the bundle of a month nor a month of deeds.") from None
    if not found.digest["contributors"]:
        raise Refusal(f"Nobody did anything in {name}, so there is nothing to compare.")
    if not held & set(found.texts):
        raise Refusal(f"{name} holds no texts: its community does not publish them, so nothing can be asked.")
    return found


def _published(data: Any) -> Case:
    """A month from what its bundle publishes."""
    texts = {int(place): str(one["text"]) for place, one in data.get("published", {}).items()}
    title = moments.Month.parse(data["month"]).title
    return Case(data["digest"], "", "", texts=texts, community=data["community"], title=title)


async def asked(trial: Trial, where: Endpoint, limits: Limits, kept: Lines) -> tuple[list[Record], str]:
    """All answers, and why some are missing if so; Fault."""
    client = Client(where, model_key())
    calls = Calls(client, where, limits, kept, progress)
    try:
        await plan.ask(trial, calls)
    except CapFault:
        return calls.records, CAPPED
    finally:
        await client.close()
    return calls.records, ""


def progress(what: str, done: int, total: int) -> None:
    """A line for each stage that is done."""
    if done == total:
        typer.echo(f"{what}: {total} done", err=True)


def show(report: dict[str, Any], path: Path) -> None:
    """Print a report and write it down."""
    whole = report | {"proposal": 1}  # every check is shown
    months = tried.months(report)
    lines = [
        *trial_report.checks(whole),
        *(line for one in months for line in trial_report.compared(one, {})),
    ]
    lines += trial_report.factors(report)
    if report["stopped"]:
        lines.insert(0, f"Not everything was asked: {report['stopped']}.")
    path.write_text(canonical(report), encoding="utf-8")
    for picture in trial_report.pictures(whole, months, {}):
        path.with_name(f"{path.stem}-{picture.name.partition('-')[0]}.png").write_bytes(picture.data)
    facts = [f"{name}: {said}" for name, said in trial_report.facts(report)]
    typer.echo(
        "\n".join(
            [f"The trial: {report['verdict']}.", *lines, trial_report.HONEST, *facts, f"Kept as {path}."]
        )
    )


def _read(path: Path) -> str:
    """The text of a file; Refusal where it is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path} is no text in UTF-8.") from None
