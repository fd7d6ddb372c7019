"""Any program of ours, led to the stand-in: DISCORD_STAND_IN=http://127.0.0.1:8080 python -m tests.discord.led MODULE …"""

from __future__ import annotations

import os
import runpy
import sys

from tests.discord import endpoint

if __name__ == "__main__":
    endpoint.lead(os.environ[endpoint.VARIABLE])
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
