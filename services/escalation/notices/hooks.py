"""Webhooks: who hears of its notices at which address, as a TOML file says it.

[[hook]]
name = "dispatch-desk"                           # its deliveries and what is parked of it go by this name
who = "work-dispatch"                            # a task force, or an upstream system
url = "https://desk.example/redcard"
secret_file = "/run/secrets/dispatch-desk"       # whsec_..., one on a line: the newest first, while they change
kinds = ["interview.ordered", "deadline.missed"] # all, where it is left out
"""

import tomllib
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from services.escalation.notices.drafting import TOLD
from shared.catalogue import DEFINITIONS
from shared.catalogue.values import Token

KINDS = frozenset(name for name, definition in DEFINITIONS.items() if definition.cls in TOLD)
"""What notices tell of, by the names of the facts."""


class Hook(BaseModel):
    """One webhook."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Token
    who: Token
    url: HttpUrl
    secret_file: Annotated[str, Field(min_length=1)]
    kinds: frozenset[str] = KINDS

    @model_validator(mode="after")
    def _known(self) -> Self:
        if strange := sorted(self.kinds - KINDS):
            raise ValueError(f"hook {self.name}: no notice tells of {', '.join(strange)}")
        return self


class _Hooks(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    hook: tuple[Hook, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        names = [hook.name for hook in self.hook]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two hooks are called {', '.join(twice)}")
        return self


class HooksError(Exception):
    """The webhooks cannot be served as they are written down: who runs redcard has to act."""


def parse(text: str) -> tuple[Hook, ...]:
    """Read the file; raises `ValueError` with the place and the reason."""
    try:
        return _Hooks.model_validate(tomllib.loads(text)).hook
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc'])) or 'hooks'}: {one['msg']}" for one in error.errors()]
        raise ValueError("; ".join(wrong)) from error
