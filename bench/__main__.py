"""All benchmarks, one after the other: `python -m bench`."""

import subprocess
import sys

for name in ("eventlog", "decoding", "door", "scoring", "escalation", "demo"):
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)
