"""Printing: a paper of a case from the log, worded by its template, ready for any form."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from services.escalation.papers.fold import Register
from services.escalation.papers.paper import Kind, Paper, write
from shared.press.markup import parse, shield
from shared.press.official import Official
from shared.recording import Recording


def read(log: Recording, project: str) -> Register:
    """Everything that the log says of a project."""
    register = Register(project)
    for logged in log.read_all():
        register.evolve(logged)
    return register


def make(register: Register, kind: Kind, case: int | None = None, which: int | None = None) -> Official:
    """A paper of a case; raises `NoPaper` where there is none."""
    return worded(write(register, kind, case, which))


def worded(paper: Paper) -> Official:
    """A paper in the words of its template."""
    told = _templates().get_template(f"{paper.kind}.zh-CN.j2").render(paper.told)
    issuer = str(paper.told["issuer"])
    return Official(issuer, paper.number, parse(told), paper.signed, paper.issued_on, paper.vouched)


@cache
def _templates() -> Environment:
    """What comes out of the log is shielded; a place that a template names and nothing fills is an error."""
    return Environment(
        loader=PackageLoader("services.escalation.papers"),
        autoescape=False,
        finalize=shield,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
