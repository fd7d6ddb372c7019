"""Every module of the cogs can be the first that is imported: none leans on what another has loaded before it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = sorted(f"cogs.{file.stem}" for file in (ROOT / "cogs").glob("*.py") if file.stem != "__init__")
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [one for one in sys.modules if one.partition(".")[0] == "cogs"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except ImportError as problem:
        print(name, problem)
"""


def test_every_cog_can_be_imported_first() -> None:
    assert len(NAMES) > 40
    ran = subprocess.run(
        [sys.executable, "-c", ALONE, *NAMES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == ""
