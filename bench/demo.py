"""What the main job costs: the start of the whole stack, and a simulated year from the first report to the last card.

python -m bench.demo
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from services.command_line.stack import Stack


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        began = time.perf_counter()
        with Stack(Path(directory)):
            up = time.perf_counter() - began
    print(f"stack, empty to ready        {up:8.1f} s   (wanted: under 5)")
    began = time.perf_counter()
    command = [sys.executable, "-m", "services.command_line", "demo", "--exit", "--lang", "en"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    year = time.perf_counter() - began
    print(f"redcard demo --exit          {year:8.1f} s   (wanted: well under 60)")
    print(said.splitlines()[-2])


if __name__ == "__main__":
    main()
