"""The layering, as a test: a pure core inside a named shell, and services that know each other by facts alone.

    services.command_line ──► services ──► shared
                              │
                              └─ audit ──► the core of scoring and escalation, to decide again what they decided

Every module is core unless it is listed in `SHELL`. Core imports the standard library less what reaches the world,
pydantic, the arithmetic of signatures, and core; it asks no clock, throws no dice and prints nothing.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SHELL = tuple(
    "shared.batching shared.doorway shared.embedded shared.eventlog shared.eventlog.* shared.following "
    "shared.inbox shared.messages shared.metrics shared.parking shared.permissions shared.projecting "
    "shared.press.cells shared.press.docx shared.press.docx_parts shared.press.docx_styles shared.press.html "
    "shared.press.pdf shared.press.sheets shared.press.terminal shared.press.wrapping shared.press.xlsx "
    "shared.provisioning shared.receipts shared.receiving shared.recording shared.serving shared.settings shared.shelf "
    "shared.subjects services.command_line services.command_line.* services.*.app services.*.docket "
    "services.escalation.notices.delivering services.escalation.notices.posting "
    "services.*.printing services.*.register services.*.scoreboard services.*.shelf services.*.tables "
    "services.upstream.holidays "
    "services.upstream.alarm services.upstream.publisher services.upstream.table_files services.upstream.ticking "
    "services.upstream.workbook.drawing services.upstream.workbook.files "
    "services.upstream.workbook.marks services.upstream.workbook.styles".split()
)

BETWEEN_SERVICES = (
    ("services.command_line", "services.*"),
    ("services.command_line.*", "services.*"),
    # An audit decides again what was decided, so it has to be the same code that does.
    ("services.audit.*", "services.scoring.*"),
    ("services.audit.*", "services.escalation.*"),
)

WORLDLY = frozenset(
    "asyncio builtins concurrent ctypes getpass glob http importlib io locale logging mmap multiprocessing os "
    "pathlib platform queue runpy sched secrets select selectors shelve shutil signal site smtplib socket "
    "socketserver sqlite3 ssl subprocess sys tempfile threading time traceback urllib warnings webbrowser".split()
)
PURE = frozenset(sys.stdlib_module_names) - WORLDLY | {"pydantic", "nacl", "nkeys"}

FORBIDDEN = frozenset(
    "datetime.datetime.now datetime.datetime.utcnow datetime.datetime.today datetime.date.today uuid.uuid1 uuid.uuid4 "
    "random.SystemRandom random.betavariate random.choice random.choices random.expovariate random.gauss "
    "random.getrandbits random.normalvariate random.randbytes random.randint random.random random.randrange "
    "random.sample random.seed random.shuffle random.triangular random.uniform "
    "breakpoint eval exec input open print".split()
)


def matches(module: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(module, pattern) for pattern in patterns)


def service_of(module: str) -> str:
    return module.split(".")[1] if module.startswith("services.") else ""


def imports(tree: ast.Module, modules: frozenset[str]) -> Iterator[str]:
    """Every module that is imported, anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in modules else str(node.module)


def bindings(tree: ast.Module) -> dict[str, str]:
    """Every name that is bound by an import, and the full name of what it stands for."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def used(tree: ast.Module, bound: dict[str, str]) -> Iterator[str]:
    """The full name of everything that a module mentions: `now` of `from datetime import datetime as d; d.now`.

    A bare name that the module itself gives to something is not the built-in of that name.
    """
    given = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    given |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        path: list[str] = []
        while isinstance(node, ast.Attribute):
            path.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name) and (node.id in bound or (not path and node.id not in given)):
            yield ".".join([bound.get(node.id, node.id), *reversed(path)])


def unseeded(tree: ast.Module, bound: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not node.args:
            yield from (name for name in used(ast.Module([ast.Expr(node.func)], []), bound) if name == "random.Random")


def breaches(module: str, source: str, modules: frozenset[str]) -> list[str]:
    """What a module does against the layering, in words."""
    tree = ast.parse(source)
    found = [breach for target in sorted(set(imports(tree, modules))) for breach in unlayered(module, target)]
    if not matches(module, SHELL):
        bound = bindings(tree)
        found += [f"uses {name}" for name in sorted(FORBIDDEN & {*used(tree, bound), *bound.values()})]
        found += [f"uses {name} without a seed" for name in unseeded(tree, bound)]
    return found


def unlayered(module: str, target: str) -> list[str]:
    """What is wrong with one module importing another."""
    top = target.partition(".")[0]
    if top == "services" and module.startswith("shared"):
        return [f"imports {target}: shared knows no service"]
    if service_of(target) not in ("", service_of(module)) and not any(
        fnmatchcase(module, importer) and fnmatchcase(target, importee) for importer, importee in BETWEEN_SERVICES
    ):
        return [f"imports {target}: services know each other by facts alone"]
    if matches(module, SHELL):
        return []
    if top in ("services", "shared"):
        return [f"imports {target}, which is shell"] if matches(target, SHELL) else []
    return [] if top in PURE else [f"imports {target}, which is not pure"]


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {module_name(path): path for top in ("services", "shared") for path in sorted((ROOT / top).rglob("*.py"))}
MODULES = frozenset(SOURCES)


@pytest.mark.parametrize("module", SOURCES)
def test_module_keeps_to_its_layer(module: str) -> None:
    assert [] == breaches(module, SOURCES[module].read_text("utf-8"), MODULES)


def undeclared(sources: Iterable[str], requirements: Iterable[str]) -> set[str]:
    """Packages from outside that are imported and not required: they would come along by luck only."""
    providers = packages_distributions()
    declared = {re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-") for requirement in requirements}
    tops = {target.partition(".")[0] for source in sources for target in imports(ast.parse(source), MODULES)}
    foreign = tops - sys.stdlib_module_names - {"services", "shared"}
    return {
        top for top in foreign if not {name.lower().replace("_", "-") for name in providers.get(top, [])} & declared
    }


def test_what_is_imported_is_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set() == undeclared((path.read_text("utf-8") for path in SOURCES.values()), project["dependencies"])


def test_what_is_not_required_is_seen() -> None:
    assert {"hypothesis", "nowhere"} == undeclared(
        ["import hypothesis", "from nowhere import x", "import nats.aio", "import json", "import shared.subjects"],
        ["nats-py[nkeys]>=2.16,<3"],
    )


@pytest.mark.parametrize("pattern", SHELL)
def test_every_exception_from_purity_is_needed(pattern: str) -> None:
    assert [module for module in MODULES if fnmatchcase(module, pattern)] != []


@pytest.mark.parametrize(("importer", "importee"), BETWEEN_SERVICES)
def test_every_way_between_services_is_needed(importer: str, importee: str) -> None:
    used_by = {
        module: {target for target in imports(ast.parse(path.read_text("utf-8")), MODULES) if target != module}
        for module, path in SOURCES.items()
        if fnmatchcase(module, importer)
    }
    assert [module for module, targets in used_by.items() if any(fnmatchcase(t, importee) for t in targets)] != []


def test_core_is_the_greater_part_of_the_services() -> None:
    """The list of exceptions is the whole of it: no service hides its decisions in the shell."""
    for service in ("intake", "scoring", "escalation"):
        mine = [module for module in MODULES if service_of(module) == service]
        shell = [module for module in mine if matches(module, SHELL)]
        assert len(shell) * 2 < len(mine), service


KNOWN = MODULES | {
    "services.intake.app",
    "services.scoring.app",
    "services.scoring.rulebook",
    "shared.settings",
}


@pytest.mark.parametrize(
    ("module", "source", "breach"),
    [
        ("services.intake.project", "import nats", "imports nats, which is not pure"),
        (
            "services.intake.project",
            "from faststream.nats import NatsBroker",
            "imports faststream.nats, which is not pure",
        ),
        ("services.intake.project", "def f():\n    import logging", "imports logging, which is not pure"),
        ("services.intake.project", "from os import environ", "imports os, which is not pure"),
        ("services.intake.project", "import os.path", "imports os.path, which is not pure"),
        (
            "services.intake.project",
            "from shared.recording import Recording",
            "imports shared.recording, which is shell",
        ),
        ("services.intake.project", "from shared import settings", "imports shared.settings, which is shell"),
        (
            "services.intake.project",
            "from services.intake import app",
            "imports services.intake.app, which is shell",
        ),
        ("services.intake.project", "from datetime import datetime as d\nd.now()", "uses datetime.datetime.now"),
        ("services.intake.project", "import datetime\ndatetime.date.today()", "uses datetime.date.today"),
        ("services.intake.project", "from uuid import uuid4", "uses uuid.uuid4"),
        ("services.intake.project", "import uuid as u\nmake = u.uuid4", "uses uuid.uuid4"),
        ("services.intake.project", "import random\nrandom.random()", "uses random.random"),
        ("services.intake.project", "from random import Random\nRandom()", "uses random.Random without a seed"),
        ("services.intake.project", "open('x')", "uses open"),
        (
            "services.escalation.case",
            "from services.scoring.rulebook import Rulebook",
            "imports services.scoring.rulebook: services know each other by facts alone",
        ),
        (
            "services.scoring.app",
            "import services.intake.project",
            "imports services.intake.project: services know each other by facts alone",
        ),
        (
            "services.audit.replay",
            "from services.scoring import app",
            "imports services.scoring.app, which is shell",
        ),
        (
            "services.upstream.simulation",
            "from services.intake.project import Project",
            "imports services.intake.project: services know each other by facts alone",
        ),
        (
            "shared.settings",
            "from services.intake.project import Project",
            "imports services.intake.project: shared knows no service",
        ),
    ],
)
def test_breach_is_seen(module: str, source: str, breach: str) -> None:
    assert [breach] == breaches(module, source, KNOWN)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "services.intake.project",
            "from pydantic import TypeAdapter\nfrom datetime import datetime\ndatetime.fromisoformat",
        ),
        ("services.upstream.simulation", "from random import Random\ndice = Random(7)\ndice.random()"),
        ("services.upstream.simulation", "from random import Random\ndef f(random: Random): random.choice([])"),
        ("services.audit.replay", "from services.scoring.contest import Contest"),
        ("services.command_line.demo", "import os\nfrom services.intake.app import build"),
        ("shared.settings", "from datetime import datetime\nimport nats\ndatetime.now()"),
    ],
)
def test_what_is_allowed_passes(module: str, source: str) -> None:
    assert [] == breaches(module, source, KNOWN)
