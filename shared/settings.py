"""Settings of a service, from its environment. Everything has a default for a machine on which nothing is set up."""

from pathlib import Path
from typing import Annotated, TypedDict
from zoneinfo import ZoneInfo

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.permissions import inbox_prefix


class Settings(BaseSettings):
    """What a service has to be told from outside."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    nats_url: Annotated[str, Field(validation_alias="NATS_URL")] = "nats://127.0.0.1:4222"
    """Where NATS listens."""
    nkey_seed_file: Annotated[Path | None, Field(validation_alias="NATS_NKEY_SEED_FILE")] = None
    """Seed of the NATS user that we are, in a file that bears its name; none where NATS asks nobody who they are."""
    data: Annotated[Path, Field(validation_alias="REDCARD_DATA")] = Path("var")
    """Directory of the service's projections; thrown away, it is rebuilt from the log."""
    host: Annotated[str, Field(validation_alias="REDCARD_HOST")] = "127.0.0.1"
    """Interface of the health pages."""
    port: Annotated[int, Field(validation_alias="REDCARD_PORT", ge=0, le=65535)] = 8080
    """Port of the health pages."""
    webhooks: Annotated[Path | None, Field(validation_alias="REDCARD_WEBHOOKS")] = None
    """File that names the webhooks to which notices are sent; none are where there is none."""
    time_zone: Annotated[ZoneInfo, Field(validation_alias="REDCARD_TIME_ZONE")] = ZoneInfo("Asia/Shanghai")
    """Where the district is: its days begin by the clock that hangs there."""

    def database_url(self, service: str) -> str:
        """The database of a service's projections."""
        self.data.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{self.data / f'{service}.db'}"


class Login(TypedDict, total=False):
    """Options with which a user connects to NATS, as nats-py names them; none where NATS asks nobody who they are."""

    nkeys_seed: str
    inbox_prefix: str


def login() -> Login:
    """How this process makes itself known to NATS, for nats-py: a process is one user wherever it connects."""
    seed_file = Settings().nkey_seed_file
    if seed_file is None:
        return {}
    if not seed_file.is_file():
        raise ConnectionError(f"NATS_NKEY_SEED_FILE: there is no file {seed_file}")
    return {"nkeys_seed": str(seed_file), "inbox_prefix": inbox_prefix(seed_file.stem)}
