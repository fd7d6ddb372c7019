"""The command line, as a process of its own."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOUNDING = """
you> people you ana ben cy
you> setup small circle name=Garden token=LEAF rewards=1000 founders=@ana treasurers=@ana,@ben,@cy
ana> role accept
ben> role accept
cy> role accept
you> setup finish
you> 1
ana> contribution log Wrote the guide
ben> contribution attest 1
cy> praise @ben it's clear now
"""
MONTH = """
you> wait {days}d
you> wait 3d
ben> treasury approve 1
ben> 1
cy> treasury approve 1
cy> 1
ana> treasury approve 1
ana> 1
"""


def bot(*words: str, text: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, cwd=ROOT, check=False, timeout=300
    )


def to_freezing() -> int:
    """Days from now until the month is frozen, which is a day after its end."""
    today = datetime.now(UTC)
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (following - today.replace(hour=0)).days + 2


def test_a_month_from_a_pipe_then_checked_copied_and_restored(tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    first = bot("--database", database, text=FOUNDING)
    assert first.returncode == 0, first.stderr
    assert "Found Garden" in first.stdout
    later = bot("--database", database, text=MONTH.format(days=to_freezing()))
    assert "Token rewards for" in later.stdout, later.stdout + later.stderr
    bundle = next((tmp_path / "files").glob("rewards-*.json"))

    good = bot("verify", str(bundle))
    assert (
        good.returncode,
        "follows" in good.stdout or "recomputed" in good.stdout or good.stdout != "",
    ) == (0, True)
    data = json.loads(bundle.read_text())
    one = next(iter(data["scores"]))
    data["scores"][one] += 1
    bundle.write_text(json.dumps(data))
    bad = bot("verify", str(bundle))
    assert bad.returncode == 1
    assert "score" in (bad.stdout + bad.stderr)

    copied = bot("backup", str(tmp_path / "copies"), "--database", database)
    assert copied.returncode == 0, copied.stderr
    copy = next((tmp_path / "copies").iterdir())
    again = str(tmp_path / "b.db")
    assert bot("restore", str(copy), "--database", again).returncode == 0
    assert bot("restore", str(copy), "--database", database).returncode == 2
    checked = bot("audit", "--database", again)
    assert (checked.returncode, "every entry follows" in checked.stdout) == (0, True)
    assert bot("audit", "0123456789ab", "--database", again).returncode == 1


def test_history_is_imported_or_listed_line_by_line(tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    bot("--database", database, text=FOUNDING)
    file = tmp_path / "praise.csv"
    file.write_text("to,from,text,date\nzoe,ana,for the map,2026-10-03\nyan,,for nothing,2026-10-04\n")
    refused = bot("import", "praise", str(file), "--database", database)
    assert refused.returncode != 0
    assert "line 3: from is empty." in refused.stderr
    assert refused.stdout == "Nothing was imported: 1 line to correct, or leave out with --skip-bad.\n"
    file.write_text("to,from,text,date\nzoe,ana,for the map,2026-10-03\nyan,ana,for the oven,2026-10-04\n")
    done = bot("import", "praise", str(file), "--database", database)
    assert (done.returncode, done.stdout.startswith("2 rows imported")) == (0, True), done.stderr


def test_time_that_a_terminal_let_pass_is_no_leap_of_the_clock(tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    bot("--database", database, text=FOUNDING + "\nyou> wait 40d\n")
    again = bot("--database", database, text="\nyou> say I am back\nyou> wait 1d\n")
    assert (again.returncode, again.stderr) == (0, "")
    assert bot("resume", "--database", database).stdout == "Deadlines run again within a minute.\n"
    assert bot("--database", database, text="\nyou> wait 1d\n").stderr == ""


VOTE = """
ana> proposal signal "Plant oaks" Ten of them.
ana> 1
you> wait 13h
ana> vote cast 1 for
you> wait 3d
"""


def test_past_votes_under_other_rules(tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    bot("--database", database, text=FOUNDING.replace("@ana treasurers", "@ana,@ben treasurers"))
    none = bot("simulate", "--database", database)
    assert (none.returncode, none.stdout) == (0, "Garden has no closed vote yet.\n"), none.stderr
    bot("--database", database, text=VOTE)
    before = Path(database).read_bytes()
    shown = bot("simulate", "--set", "ordinary_min_voters=1", "--database", database)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "#1 Plant oaks (signal, ordinary): defeated, WOULD HAVE PASSED." in shown.stdout
    data = bot("simulate", "--set", "ordinary_min_voters=1", "--json", "--database", database)
    assert json.loads(data.stdout)["changed"] == [1]
    assert (
        json.loads(bot("simulate", "--no-delegation", "--json", "--database", database).stdout)["delegation"]
        is False
    )
    for words in (["--set", "quorum"], ["--set", "grace=2d"], ["--community", "nowhere"]):
        wrong = bot("simulate", *words, "--database", database)
        assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (2, "", 1)
    assert Path(database).read_bytes() == before


def test_what_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[terminal]\nnaem = 'x'\n")
    wrong = bot("--config", str(config))
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "terminal.name" in wrong.stderr or "nearest" in wrong.stderr
    assert bot("verify", str(tmp_path / "none.json")).returncode == 2


def test_generated_files_are_up_to_date() -> None:
    checked = bot("docs", "--check")
    assert checked.returncode == 0, checked.stderr
