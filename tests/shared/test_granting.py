"""Grants: who may say what, before anything is looked up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue import Fact
from shared.catalogue.intake import GrantGiven, GrantRevoked
from shared.deciding import Refused
from shared.granting import Grants
from shared.letters import SIGNATURE, Letter, read
from shared.signing import sign
from tests.samples import BOOK, CONTEST, REPORT, ROADBLOCK, SOLVED, letter
from tests.samples.oversight import GRANT_REVOKED, HOUSING_GRANT
from tests.samples.signatures import BODY, HOUSING_SEED

OFFICE = GrantGiven(grantee="office", grant="all", messages=("*",), projects=("*",), given_by="区政府")
BUREAU = replace(HOUSING_GRANT, grantee="industry-bureau", public_key=None)
FORM = replace(REPORT, paid=None, forecast_cost=None, forecast_completion=None, narrative=None, evidence=())
"""A report with nothing but the two figures that the bureau's grant names."""


def holding(*facts: Fact) -> Grants:
    grants = Grants()
    for fact in facts:
        grants.evolve(fact)
    return grants


def refusal(grants: Grants, letter: Letter, project: str | None) -> Refused:
    with pytest.raises(Refused) as caught:
        grants.check(letter, read(letter), project)
    return caught.value


def check(grants: Grants, letter: Letter, project: str | None) -> GrantGiven | None:
    return grants.check(letter, read(letter), project)


# Who may ----------------------------------------------------------------------------------------------------------


def test_before_the_first_grant_everybody_may() -> None:
    assert check(Grants(), letter(CONTEST), None) is None


def test_the_first_grant_closes_the_door_for_all_others() -> None:
    rule = "industry-bureau may not send contest-opened: ask the office for a grant"
    expected = Refused("not-granted", "subject", "redcard.in.industry-bureau.contest-opened", rule)
    assert expected == refusal(holding(OFFICE), letter(CONTEST), None)


def test_the_door_stays_closed_when_the_last_grant_of_a_source_is_taken_back() -> None:
    grants = holding(OFFICE, BUREAU, GrantRevoked(**_revocation("industry-bureau")))
    assert "not-granted" == refusal(grants, letter(FORM), "P0142").code


@pytest.mark.parametrize("project", ["P0142", "P01", "P0207"])
def test_projects_by_id_and_by_beginning(project: str) -> None:
    assert BUREAU == check(holding(OFFICE, BUREAU), letter(replace(FORM, project=project)), project)


@pytest.mark.parametrize("project", ["P0200", "P02071", "p0142"])
def test_other_projects_are_refused_the_same_whether_they_exist_or_not(project: str) -> None:
    rule = "industry-bureau may not send progress-reported for this project: ask the office for a grant"
    expected = Refused("not-granted", "data", project, rule)
    assert expected == refusal(holding(OFFICE, BUREAU), letter(replace(FORM, project=project)), project)


def test_an_unknown_issue_is_no_way_around_the_limits_of_a_grant() -> None:
    """The project of an issue that nobody raised is not known; only who may speak for all projects goes on."""
    rule = "industry-bureau may not send issue-solved for this project: ask the office for a grant"
    assert Refused("not-granted", "data", "", rule) == refusal(holding(OFFICE, BUREAU), letter(SOLVED), None)
    assert OFFICE == check(holding(OFFICE, BUREAU), letter(SOLVED, source="office"), None)


def test_messages_about_no_project_need_no_projects() -> None:
    books = replace(BUREAU, messages=("rulebook-adopted",), projects=())
    assert books == check(holding(OFFICE, books), letter(BOOK), None)


def test_what_a_message_cannot_do_without_is_granted_with_it_and_other_fields_by_name() -> None:
    paying = replace(FORM, paid=Decimal("10.00"))
    rule = "industry-bureau may not fill in this field: leave it out, or ask the office for a grant"
    assert Refused("field-not-granted", "data.paid", "", rule) == refusal(
        holding(OFFICE, BUREAU), letter(paying), "P0142"
    )
    money = replace(BUREAU, grant="money", fields=("*",))
    assert money == check(holding(OFFICE, BUREAU, money), letter(paying), "P0142")


def test_a_grant_given_again_replaces_the_former() -> None:
    issues = replace(BUREAU, messages=("issue-*",), fields=("*",))
    grants = holding(OFFICE, BUREAU, issues)
    assert "not-granted" == refusal(grants, letter(FORM), "P0142").code
    assert issues == check(grants, letter(ROADBLOCK), "P0142")


def test_a_draft_leaves_the_original_as_it_is() -> None:
    grants = holding(OFFICE)
    draft = grants.draft()
    draft.evolve(BUREAU)
    assert BUREAU == check(draft, letter(FORM), "P0142")
    assert holding(OFFICE) == grants


# Who gives grants ---------------------------------------------------------------------------------------------------


def _revocation(grantee: str, grant: str = "reports-2026") -> dict[str, str]:
    return {"grantee": grantee, "grant": grant, "reason": "调整", "revoked_by": "区政府"}


def test_the_first_grant_leaves_somebody_who_can_give_grants() -> None:
    with pytest.raises(Refused) as caught:
        Grants().decide(BUREAU)
    rule = "nobody could give grants any more: first give somebody grant-given"
    assert Refused("nobody-could-grant", "data.grant", "reports-2026", rule) == caught.value
    assert [OFFICE] == Grants().decide(OFFICE)


@pytest.mark.parametrize(
    "last", [GrantRevoked(**_revocation("office", "all")), replace(OFFICE, messages=("month-opened",))]
)
def test_the_last_who_can_give_grants_keeps_that(last: GrantGiven | GrantRevoked) -> None:
    with pytest.raises(Refused, match="nobody-could-grant"):
        holding(OFFICE, BUREAU).decide(last)


def test_a_grant_that_is_not_held_cannot_be_taken_back() -> None:
    with pytest.raises(Refused) as caught:
        holding(OFFICE).decide(GRANT_REVOKED)
    rule = "housing-bureau holds no such grant"
    assert Refused("unknown-grant", "data.grant", "reports-2026", rule) == caught.value


# Signatures -----------------------------------------------------------------------------------------------------------

FIELD = "header Redcard-Signature"


def signed(body: bytes = BODY, signature: str | None = None, **headers: str) -> Letter:
    said = {} if signature == "" else {SIGNATURE.lower(): signature or sign(HOUSING_SEED, body)}
    subject = "redcard.in.housing-bureau.progress-reported"
    return Letter(subject, body, 1, letter(REPORT).received_at, {**said, **headers})


KEYED = holding(OFFICE, HOUSING_GRANT)


def test_signed_by_the_key_of_the_grant() -> None:
    assert HOUSING_GRANT == check(KEYED, signed(), "P0142")


def test_unsigned_where_the_grant_names_a_key() -> None:
    rule = "your grant names a key: sign the bytes of the body with it"
    assert Refused("unsigned", FIELD, "", rule) == refusal(KEYED, signed(signature=""), "P0142")


def test_signature_of_other_bytes() -> None:
    other = sign(HOUSING_SEED, BODY + b" ")
    rule = f"this is not the signature of these bytes by {HOUSING_GRANT.public_key}: sign exactly what you send, base64"
    assert Refused("bad-signature", FIELD, other, rule) == refusal(KEYED, signed(signature=other), "P0142")


@pytest.mark.parametrize("left_out", [b'"type":"progress.reported",', b'"source":"housing-bureau",'])
def test_a_signed_body_names_itself_lest_it_be_sent_as_something_else(left_out: bytes) -> None:
    rule = "a signed message says its type and its source, so that nobody can send it as another: add both"
    body = BODY.replace(left_out, b"")
    expected = Refused("bad-signature", FIELD, sign(HOUSING_SEED, body), rule)
    assert expected == refusal(KEYED, signed(body), "P0142")


@pytest.mark.parametrize("grants", [Grants(), holding(OFFICE, replace(HOUSING_GRANT, public_key=None))])
def test_a_signature_that_nobody_can_check_is_not_passed_over(grants: Grants) -> None:
    rule = "no key of yours is on record: ask for a grant with it, or send it unsigned"
    assert Refused("no-key", FIELD, "", rule) == refusal(grants, signed(), "P0142")


def test_day_of_a_signed_message_is_as_any_other() -> None:
    assert date(2026, 7, 1) == read(signed()).origin.occurred_at.date()
