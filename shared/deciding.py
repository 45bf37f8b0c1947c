"""Deciding: what a decider may answer.

A decider is two pure functions: `decide(state, proposal)` gives the facts that follow, or raises `Refused`;
`evolve(state, fact)` gives the state that follows a fact. Neither knows a clock, a random number or the outside.
"""

from dataclasses import dataclass


@dataclass(unsafe_hash=True)
class Refused(Exception):
    """A proposal breaks a rule: which field, with what value, which rule, and so what to do."""

    code: str
    """Stable error code, e.g. `month-closed`."""
    field: str
    """The field concerned as a dotted path; empty where it is the whole message."""
    value: str
    """The value found."""
    rule: str
    """The rule, and what the sender can do."""
