"""Phrases: how figures, conditions, steps and what facts say are put into words."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from services.audit.explain.history import Source, Told
from services.audit.explain.outlook import LadderFact
from services.audit.explain.turning import Change
from services.audit.explain.words import TEXTS
from services.scoring.indicators import UNITS, Figure, Unit
from services.scoring.papers.words import Words
from services.scoring.rulebook.ranges import Span, shown
from services.scoring.rulebook.rules import AFTER_SCORING, Band, Condition
from shared.catalogue import definition_of
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    GroundJoined,
    InterviewOrdered,
    ReminderIssued,
    SupervisionOrderIssued,
)
from shared.language import Language

NEVER_BELOW_0 = (Unit.RATIO, Unit.MONTHS, Unit.COUNT)


class Phrases:
    """Phrases in one language."""

    def __init__(self, language: Language, names: Mapping[str, str]) -> None:
        self.words = Words.of(language, TEXTS, names)

    def indicator(self, name: str) -> str:
        """An indicator by its name in words, and the one in the rulebook; anything else by that alone."""
        return f"{self.words(f'indicator {name}')} ({name})" if f"indicator {name}" in TEXTS else name

    def figure(self, name: str, value: Figure) -> str:
        """A figure with its unit, exactly; unknown as such."""
        if value is None:
            return self.words("unknown")
        unit = Unit.COUNT if name in AFTER_SCORING else UNITS[name]
        told = shown(value * 100 if unit is Unit.RATIO else value)
        singular = f"unit {told} {unit}"
        return self.words(singular if singular in TEXTS else f"unit {unit}", it=told)

    def span(self, name: str, span: Span) -> str:
        """A range of figures."""
        low = [f"{'≥' if span.low[1] else '>'} {self.figure(name, span.low[0])}"] if span.low else []
        high = [f"{'≤' if span.high[1] else '<'} {self.figure(name, span.high[0])}"] if span.high else []
        return self.words("list").join(low + high)

    def condition(self, condition: Condition) -> str:
        """A condition of the book, as it stands there."""
        name = self.words(f"indicator {condition.indicator}")
        name = f"|{name}|" if condition.absolute else name
        unknown = f" / {self.words('unknown')}" if condition.or_unknown else ""
        return f"{name} {self.span(condition.indicator, condition.span)}{unknown}"

    def bands(self, name: str, bands: tuple[Band, ...], *, absolute: bool = False) -> str:
        """Bands of an indicator, each with its card."""
        told = [
            f"{self.words(band.card)}{f' ({band.label})' if band.label else ''} {self.span(name, band.span)}"
            for band in bands
        ]
        return ("|x|: " if absolute else "") + self.words("and").join(told)

    def change(self, change: Change) -> str:
        """The range into which a figure would have to come."""
        low, high = (None if end is None else self.figure(change.indicator, end) for end in (change.low, change.high))
        if low == high or (change.high == 0 and UNITS[change.indicator] in NEVER_BELOW_0):
            return self.words("exactly", it=high)
        if low and high:
            return self.words("between", low=low, high=high)
        if low or high:
            return self.words("at least", it=low) if low else self.words("at most", it=high)
        return self.words("any")

    def kind(self, source: Source) -> str:
        """The kind of a fact."""
        return self.words(f"fact {definition_of(source.fact).name}")

    def who(self, source: Source) -> str:
        """Who said it, and through which system where that is another name."""
        if source.actor == source.source:
            return source.source
        return self.words("spoken by", actor=self.words.name(source.actor), source=source.source)

    def said(self, source: Source) -> str:
        """What a fact says to the purpose."""
        text = ""
        for part in [self._told(name, value) for name, value in source.told]:
            heads = text.endswith((":", "：")) or not text
            text += (" " if self.words.index and text else "") + part if heads else self.words("comma") + part
        return text

    def _told(self, name: str, value: Told) -> str:
        kind, _, which = name.partition("_")
        if kind in ("due", "reached", "needed", "guaranteed") and f"told {name}" not in TEXTS:
            of = "milestone" if kind in ("due", "reached") else "factor"
            kind = "not due" if kind == "due" and value is None else kind
            return self.words(f"told {kind}", it=self.words.one_of(of, which), day=self._value(value))
        return self.words(f"told {name}", it=self._value(value))

    def _value(self, value: Told) -> str:
        match value:
            case None:
                return self.words("unknown")
            case Decimal():
                return f"{value.normalize():,f}"
            case date():
                return value.isoformat()
        return self.words(f"told {value}") if f"told {value}" in TEXTS else self.words.name(value)

    def steps(self, steps: Sequence[LadderFact]) -> str:
        """Steps of the ladder, one after the other."""
        return self.words("list").join(map(self.step, steps)) or self.words("nothing next")

    def step(self, step: LadderFact) -> str:
        """A step of the ladder."""
        match step:
            case ReminderIssued():
                return self.words("step reminder")
            case SupervisionOrderIssued():
                return self.words("step supervision-order")
            case InterviewOrdered():
                return self.words("step interview")
            case AccountabilityOpened():
                return self.words("step accountability")
            case GroundJoined():
                return self.words("step joined", step=self.words(f"step {step.step}"))
            case CaseClosed():
                return self.words("step closed")

    def step_by(self, step: LadderFact) -> str:
        """A step of the ladder and the day by which it is due."""
        match step:
            case SupervisionOrderIssued(plan_due_on=day) | InterviewOrdered(hold_by=day):
                return self.step(step) + self.words("by day", day=day)
            case AccountabilityOpened(conclude_by=day):
                return self.step(step) + self.words("by day", day=day)
            case ReminderIssued() | GroundJoined() | CaseClosed():
                return self.step(step)
