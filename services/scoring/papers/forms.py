"""The forms: what each paper is written from, how it is composed, and the version of its form.

A form's number rises when its values change their shape or meaning: the digests of papers made in it before stay with
the number that stands beside them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from services.scoring.papers import (
    assessment,
    assessment_text,
    assessment_words,
    bulletin,
    bulletin_text,
    dispatch,
    dispatch_text,
    observation,
    observation_text,
    quarterly,
    quarterly_text,
    weekly,
    weekly_text,
)
from services.scoring.papers.canonical import digest
from services.scoring.papers.fold import Papers
from services.scoring.papers.periods import first_day, span_of
from services.scoring.papers.texts import Texts
from services.scoring.papers.values import Head
from services.scoring.papers.words import Words
from shared.catalogue.scoring import PaperIssued, PaperKind
from shared.catalogue.values import last_day
from shared.language import Language
from shared.press.document import Document, Section


class Values(Protocol):
    """What every paper holds."""

    @property
    def head(self) -> Head:
        """What stands above it."""


V = TypeVar("V", bound=Values)


@dataclass(frozen=True, slots=True)
class Form(Generic[V]):
    """One kind of paper."""

    number: int
    write: Callable[[Papers, str], V]
    """The values of a period, as of where the fold stands."""
    compose: Callable[[V, Words], tuple[Section, ...]]
    texts: Texts
    """Its words; `title` is its title."""


FORMS: Mapping[PaperKind, Form[Any]] = {
    PaperKind.WEEKLY_SORTING: Form(1, weekly.write, weekly_text.compose, weekly_text.TEXTS),
    PaperKind.HALF_MONTHLY_DISPATCH: Form(1, dispatch.write, dispatch_text.compose, dispatch_text.TEXTS),
    PaperKind.MONTHLY_BULLETIN: Form(1, bulletin.write, bulletin_text.compose, bulletin_text.TEXTS),
    PaperKind.QUARTERLY_SUMMARY: Form(1, quarterly.write, quarterly_text.compose, quarterly_text.TEXTS),
    PaperKind.HALF_YEARLY_OBSERVATION: Form(1, observation.write, observation_text.compose, observation_text.TEXTS),
    PaperKind.YEARLY_ASSESSMENT: Form(1, assessment.write, assessment_text.compose, assessment_words.TEXTS),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: of what kind and period, and what it holds."""

    kind: PaperKind
    period: str
    values: Values

    def issued(self, position: int) -> PaperIssued:
        """The fact that it was made, as of a position."""
        form = FORMS[self.kind].number
        return PaperIssued(
            kind=self.kind,
            period=self.period,
            position=position,
            edition=self.values.head.edition,
            form=form,
            sha256=digest(self.kind, form, self.period, self.values),
        )


def write(papers: Papers, kind: PaperKind, period: str) -> Paper:
    """A paper as of where the fold stands; raises `ValueError` where there is no such paper."""
    span, calendar = span_of(kind, period), papers.calendar
    if calendar.contest is None:
        raise ValueError("no contest was opened yet")
    if span.last < first_day(calendar.contest.first_month):
        raise ValueError(f"{period} was over before the contest began")
    if span.first > last_day(calendar.month):
        raise ValueError(f"{period} has not begun: the calendar stands at {calendar.month}")
    return Paper(kind, period, FORMS[kind].write(papers, period))


def compose(
    paper: Paper, language: Language, issued: PaperIssued | None, names: Mapping[str, str] | None = None
) -> Document:
    """A paper as a document in one language; a draft where it is not issued. `names`: names on the log in English."""
    form, head = FORMS[paper.kind], paper.values.head
    words = Words.of(language, form.texts, names)
    return Document(
        language=language,
        issuer=words("issuer", district=head.district_en if words.index else head.district),
        title=words("title"),
        period=words.period(paper.kind, paper.period),
        notice=_notice(head, words),
        sections=form.compose(paper.values, words),
        issued_on=head.made_on,
        vouched=_vouched(issued, words),
    )


def _notice(head: Head, words: Words) -> str:
    simulated = [words("simulated")] if head.simulated else []
    provisional = [words("provisional", year=head.provisional)] if head.provisional else []
    return words("sentences").join([*simulated, *provisional])


def _vouched(issued: PaperIssued | None, words: Words) -> tuple[str, ...]:
    if issued is None:
        return (words("not issued"),)
    edition = issued.edition or words("no edition")
    return (
        words("vouched", position=issued.position, edition=edition, form=issued.form),
        words("digest", digest=issued.sha256),
    )
