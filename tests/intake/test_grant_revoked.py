"""grant-revoked: of a grant that is held, and never the last with which grants can be given."""

from dataclasses import replace

from shared.catalogue.intake import GrantGiven
from shared.receipts import Rejected
from tests.samples import CONTEST, REPORT, STEELWORKS, letter
from tests.samples.oversight import GRANT_REVOKED, HOUSING_GRANT
from tests.story import given

OFFICE = GrantGiven(grantee="industry-bureau", grant="all", messages=("*",), projects=("*",), given_by="区政府")


def test_recorded() -> None:
    given(OFFICE, HOUSING_GRANT).when(GRANT_REVOKED).then(GRANT_REVOKED)


def test_repeat_ignored() -> None:
    given(OFFICE, HOUSING_GRANT).when(GRANT_REVOKED).and_again().then_nothing()


def test_refused_where_there_is_no_such_grant() -> None:
    given(OFFICE).when(GRANT_REVOKED).then_refused(
        "unknown-grant", "data.grant", "reports-2026", "housing-bureau holds no such grant"
    )


def test_refused_where_nobody_could_give_another() -> None:
    given(OFFICE, HOUSING_GRANT).when(replace(GRANT_REVOKED, grantee="industry-bureau", grant="all")).then_refused(
        "nobody-could-grant",
        "data.grant",
        "all",
        "nobody could give grants any more: first give somebody grant-given",
    )


def test_nothing_more_is_accepted_under_it() -> None:
    unsigned = replace(HOUSING_GRANT, public_key=None, fields=("*",))
    story = given(OFFICE, unsigned, CONTEST, STEELWORKS)
    story.when_letter(letter(GRANT_REVOKED))
    late = letter(REPORT, source="housing-bureau", sequence=2)
    assert [Rejected] == [type(answer) for answer in story.door.receive([late])]
