"""The peer on PostgreSQL: the eventsourcing library's own application and aggregates, one command after the other."""

import json
import time
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event


class Project(Aggregate):
    """A project as the library's documentation would have it."""

    def __init__(self, name: str, money_unit: str) -> None:
        self.name = name
        self.money_unit = money_unit
        self.reports: dict[str, Decimal] = {}

    @staticmethod
    def create_id(name: str, money_unit: str) -> UUID:
        return uuid5(NAMESPACE_URL, name)

    @event("Reported")
    def report(self, month: str, investment: Decimal) -> None:
        self.reports[month] = investment


def one_by_one(url: str, letters: list[tuple[str, bytes]]) -> float:
    """Commands a second; the server commits synchronously, as it does unless told otherwise."""
    place = urlsplit(url)
    projects: Application[UUID] = Application(
        {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": place.path[1:],
            "POSTGRES_HOST": place.hostname or "",
            "POSTGRES_PORT": str(place.port or 5432),
            "POSTGRES_USER": place.username or "",
            "POSTGRES_PASSWORD": place.password or "",
        }
    )
    began = time.perf_counter()
    for subject, body in letters:
        data = json.loads(body)["data"]
        if subject.endswith("project-registered"):
            projects.save(Project(data["project"], data["money_unit"]))
        else:
            project: Project = projects.repository.get(uuid5(NAMESPACE_URL, data["project"]))
            project.report(data["month"], Decimal(data["investment"]))
            projects.save(project)
    rate = len(letters) / (time.perf_counter() - began)
    projects.close()
    return rate
