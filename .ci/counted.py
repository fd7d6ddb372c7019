"""What the report of all tests says of Matrix and of the transcripts: python .ci/counted.py REPORT."""

import sys
from collections import Counter
from xml.etree import ElementTree as ET

PLATFORMS = ("terminal", "discord", "matrix")


def main(report: str) -> int:
    """Print how many Matrix tests ran and how many lines of transcripts each platform played; 1 if any is amiss."""
    cases = ET.parse(report).getroot().findall(".//testcase")  # noqa: S314 - our own report
    matrix = [one for one in cases if one.get("classname", "").startswith("tests.matrix.")]
    skipped = sum(one.find("skipped") is not None for one in matrix)
    lines: Counter[str] = Counter()
    for one in cases:
        for told in one.iterfind("properties/property"):
            if (name := told.get("name", "")) in PLATFORMS:
                lines[name] += int(told.get("value", "0"))
    seconds = sum(float(one.get("time", "0")) for one in matrix)
    ran, played = len(matrix) - skipped, ", ".join(f"{name} {lines[name]}" for name in PLATFORMS)
    sys.stdout.write(
        f"Matrix tests against a real Synapse: {ran} ran in {seconds:.0f} s, {skipped} skipped.\n"
    )
    sys.stdout.write(f"Lines of transcripts that ran: {played}.\n")
    same = lines["terminal"] == lines["discord"] == lines["matrix"] > 0
    return 0 if same and ran > skipped == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
