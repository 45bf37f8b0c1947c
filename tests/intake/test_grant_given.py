"""grant-given: by whom it may be given, and what it lets its holder say from then on."""

from dataclasses import replace
from uuid import uuid5

from shared.catalogue.intake import GrantGiven
from shared.envelope import FACTS
from shared.letters import SIGNATURE, Letter
from shared.receipts import Accepted
from shared.signing import sign
from tests.samples import CONTEST, REPORT, STEELWORKS, letter
from tests.samples.oversight import HOUSING_GRANT
from tests.samples.signatures import BODY, HOUSING_SEED, SIGNED
from tests.story import given

OFFICE = GrantGiven(grantee="office", grant="all", messages=("*",), projects=("*",), given_by="区政府")


def test_recorded() -> None:
    given().when(OFFICE).then(OFFICE)


def test_recorded_when_somebody_may_give_it() -> None:
    given(OFFICE).when_letter(letter(HOUSING_GRANT, source="office")).then(HOUSING_GRANT)


def test_repeat_ignored() -> None:
    given().when(OFFICE).and_again().then_nothing()


def test_refused_to_those_who_may_not_give_it() -> None:
    given(OFFICE).when(HOUSING_GRANT).then_refused(
        "not-granted",
        "subject",
        "redcard.in.industry-bureau.grant-given",
        "industry-bureau may not send grant-given: ask the office for a grant",
    )


def test_refused_to_a_source_by_the_name_of_a_task_force() -> None:
    given(OFFICE).when_letter(letter(replace(HOUSING_GRANT, grantee="work-dispatch"), source="office")).then_refused(
        "reserved-name",
        "data.grantee",
        "work-dispatch",
        "a task force goes by this name, and hears its notices under it: give the source another one",
    )


def test_refused_where_nobody_could_give_another() -> None:
    given().when(HOUSING_GRANT).then_refused(
        "nobody-could-grant",
        "data.grant",
        "reports-2026",
        "nobody could give grants any more: first give somebody grant-given",
    )


def test_others_are_refused_before_anything_is_looked_up() -> None:
    """The answer is the same whether the project exists or not."""
    expected = (
        "not-granted",
        "subject",
        "redcard.in.industry-bureau.progress-reported",
        "industry-bureau may not send progress-reported: ask the office for a grant",
    )
    given(OFFICE, CONTEST, STEELWORKS).when(REPORT).then_refused(*expected)
    given(OFFICE, CONTEST).when(replace(REPORT, project="P9999")).then_refused(*expected)


def test_a_grant_holds_from_the_next_message_of_the_same_batch_on() -> None:
    bureau = replace(HOUSING_GRANT, grantee="industry-bureau", public_key=None, fields=("*",))
    story = given(OFFICE, CONTEST, STEELWORKS)
    story.door.receive([letter(bureau, source="office"), letter(REPORT, sequence=2), letter(REPORT, source="x")])
    names = [type(fact).__name__ for fact in story.recorded()][3:]
    assert ["GrantGiven", "ProgressReported", "MessageRefused"] == names


def test_a_signed_message_is_recorded_with_its_signature() -> None:
    story = given(OFFICE, HOUSING_GRANT, CONTEST, STEELWORKS)
    headers = {SIGNATURE.lower(): sign(HOUSING_SEED, BODY)}
    said = Letter("redcard.in.housing-bureau.progress-reported", BODY, 1, letter(REPORT).received_at, headers)
    story.when_letter(said)
    report, signature = story.recorded()
    assert "ProgressReported" == type(report).__name__
    assert replace(SIGNED, signature_id=uuid5(FACTS, "housing-bureau/m1").hex) == signature
    assert [Accepted(source="housing-bureau", message_id="m1", positions=(5, 6))] == story.receipts
