"""Docker, as the tests of the deployment use it."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
BASE_IMAGES = ("nats:2.15-alpine", "python:3.12-slim-bookworm")
IMAGE_TAG = "tests"


def docker(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run docker and give what it said, whatever that is."""
    return subprocess.run(
        ["docker", *arguments], cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )


def lacking() -> str:
    """Why there can be no test with Docker; empty if there can."""
    if shutil.which("docker") is None:
        return "there is no docker command"
    for needed in (["version"], ["compose", "version"], ["buildx", "version"]):
        if (answer := docker(*needed)).returncode:
            return f"docker {' '.join(needed)}: {answer.stderr.strip()}"
    for image in BASE_IMAGES:
        if docker("image", "inspect", image).returncode and (answer := docker("pull", "--quiet", image)).returncode:
            return f"no image {image}: {answer.stderr.strip()}"
    return ""
