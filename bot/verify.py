"""Recompute a month's rewards from its bundle, with nothing but the file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rules import bundle


def main(path: Path) -> int:
    """Print the verdict; 0 if everything follows, 1 for the first difference, 2 if the file cannot be read."""
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        print(f"{path} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"{path} is not JSON: {error}.", file=sys.stderr)
        return 1
    if not isinstance(data, dict):
        print("That is no bundle of a month.", file=sys.stderr)
        return 1
    if fault := bundle.check(data):
        print(fault, file=sys.stderr)
        return 1
    paid = sum(len(payment["paid"]) for payment in data["payments"])
    head = data["payments"][-1]["hash"][:12] if data["payments"] else "none"
    print(f"{data['month']}: {len(data['scores'])} scores, {paid} paid lines; everything follows. Last entry: {head}")
    return 0
