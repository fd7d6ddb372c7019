"""The scripted service as a process of its own, and what importing the client costs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from prompts.client import Client, Endpoint
from tests.model.kit import REQUEST
from tests.model.server import always, named

ROOT = Path(__file__).parents[2]


@contextmanager
def running(folder: Path, *script: str) -> Iterator[str]:
    """The address of a service in another process."""
    port, log = folder / "port", folder / "log"
    command = [sys.executable, "-m", "tests.model.server", str(port), str(log), *script]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            until = time.monotonic() + 30
            while not port.exists() and process.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            yield f"http://127.0.0.1:{port.read_text()}/v1"
        finally:
            process.kill()


async def test_it_runs_alone_and_logs_before_it_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running(tmp_path, "503_once") as address:
        client = Client(
            Endpoint(address, "judge-1"), "", chance=lambda: -1.5
        )  # this chance makes every sleep none
        reply = await client.ask(REQUEST)
        await client.close()
        lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert lines == [{"sha": reply.sent, "model": "judge-1", "at": at} for at in (1, 2)]


def test_a_script_is_named_by_an_answer_or_by_its_place() -> None:
    assert named("429_1s")({}, 0) == "429_1s"
    assert named("tests.model.server:by_model")({"model": "hang"}, 0) == "hang"
    assert named("tests.model.server:by_model")({"model": "judge-1"}, 0) == "ok"
    with pytest.raises(ValueError, match="there is no answer 'nonsense'"):
        always("nonsense")


def test_the_library_is_imported_only_where_a_client_is_made() -> None:
    code = "import sys, prompts.client; print(sorted({'openai', 'httpx2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
