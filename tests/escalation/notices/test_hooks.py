"""The file of webhooks: what it may say, and what is wrong with it in words."""

from pathlib import Path

import pytest

from services.escalation.notices.app import hooks_of
from services.escalation.notices.delivering import Patience, secrets_of
from services.escalation.notices.hooks import KINDS, HooksError, parse

DESK = """
[[hook]]
name = "desk"
who = "work-dispatch"
url = "https://desk.example/redcard"
secret_file = "/keys/desk.secret"
"""


def test_a_hook_hears_of_everything_unless_it_says_of_what() -> None:
    [desk] = parse(DESK)
    [picky] = parse(f'{DESK}kinds = ["interview.ordered"]')

    assert ("desk", "work-dispatch", "https://desk.example/redcard", KINDS) == (
        desk.name,
        desk.who,
        str(desk.url),
        desk.kinds,
    )
    assert {"interview.ordered"} == picky.kinds


def test_there_may_be_no_hooks_and_no_file() -> None:
    assert ((), ()) == (parse(""), hooks_of(None))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f'{DESK}kinds = ["card.issued"]', "hook desk: no notice tells of card.issued"),
        (DESK + DESK, "two hooks are called desk"),
        (DESK.replace("https", "ftp"), "URL scheme should be 'http' or 'https'"),
        (DESK.replace('"desk"', '"the desk"'), "String should match pattern"),
        (f"{DESK}retries = 3", "Extra inputs are not permitted"),
        ("[[hook]", "Expected"),
    ],
)
def test_what_cannot_be_served_is_said_in_words(text: str, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "webhooks.toml"
    file.write_text(text)

    with pytest.raises(HooksError, match=wrong):
        hooks_of(file)


def served_with(secret: str | None, directory: Path) -> Path:
    file, secret_file = directory / "webhooks.toml", directory / "desk.secret"
    file.write_text(DESK.replace("/keys/desk.secret", str(secret_file)))
    if secret is not None:
        secret_file.write_text(secret)
    return file


@pytest.mark.parametrize("secret", [None, "", "hunter2", "whsec_", "whsec_QQ==\nhunter2", "whsec_é"])
def test_a_hook_without_a_secret_is_not_served(secret: str | None, tmp_path: Path) -> None:
    with pytest.raises(HooksError, match="REDCARD_WEBHOOKS: "):
        hooks_of(served_with(secret, tmp_path))


def test_two_secrets_sign_while_one_takes_the_others_place(tmp_path: Path) -> None:
    [desk] = hooks_of(served_with("whsec_bmV3\nwhsec_b2xk\n", tmp_path))

    assert 2 == len(secrets_of(desk))


def test_a_receiver_has_two_days_to_come_back() -> None:
    assert (9, 51) == (Patience().tries, int(sum(Patience().delays) // 3600))
