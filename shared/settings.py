"""Settings of a service, from its environment. Everything has a default for a machine on which nothing is set up."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a service has to be told from outside."""

    model_config = SettingsConfigDict(frozen=True)

    nats_url: Annotated[str, Field(validation_alias="NATS_URL")] = "nats://127.0.0.1:4222"
    """Where NATS listens."""
    data: Annotated[Path, Field(validation_alias="REDCARD_DATA")] = Path("var")
    """Directory of the service's projections; thrown away, it is rebuilt from the log."""
    host: Annotated[str, Field(validation_alias="REDCARD_HOST")] = "127.0.0.1"
    """Interface of the health pages."""
    port: Annotated[int, Field(validation_alias="REDCARD_PORT", ge=0, le=65535)] = 8080
    """Port of the health pages."""

    def database_url(self, service: str) -> str:
        """The database of a service's projections."""
        self.data.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{self.data / f'{service}.db'}"
