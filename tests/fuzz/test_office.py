"""Ten thousand messages and more that are wrong in some way, over one log in memory: each is answered, none does harm.

`FUZZ_SEED` and `FUZZ_LETTERS` in the environment choose others, or more; a failure says which they were.
"""

import os
from dataclasses import replace
from random import Random

import pytest

from shared.catalogue import Fact
from shared.letters import Letter
from shared.receipts import Accepted, Rejected
from shared.recording import Recording
from tests.fuzz.generators import Rubbish
from tests.fuzz.office import BEFORE, GOOD, GRANTS, Office, Watch, good_letters
from tests.samples import letter
from tests.story import memory_log

SEED = int(os.environ.get("FUZZ_SEED", "20260701"))
LETTERS = int(os.environ.get("FUZZ_LETTERS", "14000"))
GOOD_ONES = 400


def opened(guarded: bool) -> Watch:
    """An office in March, where two months are closed; `guarded` by grants, or open to all."""
    watch = Watch(Office(memory_log()))
    facts = (*GRANTS, *BEFORE) if guarded else BEFORE
    answers = [
        watch.send([letter(fact, source=GOOD, sequence=number, message_id=f"b{number}")])
        for number, fact in enumerate(facts, start=1)
    ]
    assert {Accepted} == {type(answer) for [answer] in answers}
    return watch


def mail(seed: int, count: int, guarded: bool) -> tuple[list[Letter], list[Letter]]:
    """Rubbish with good letters in between; and the good ones alone. Nobody gives a grant where none was given."""
    rubbish, random = Rubbish(seed), Random(seed)
    good = good_letters(min(GOOD_ONES, count // 10))
    places = set(random.sample(range(count), len(good)))
    every: list[Letter] = []
    ours: list[Letter] = []
    for sequence in range(1_000, 1_000 + count):
        if sequence - 1_000 in places:
            every.append(replace(good[len(ours)], sequence=sequence))
            ours.append(every[-1])
        else:
            bad = rubbish.letter(sequence)
            every.append(bad if guarded or bad.kind != "grant-given" else replace(bad, subject=f"{bad.subject}-v2"))
    return every, ours


def batches(seed: int, letters: list[Letter]) -> list[list[Letter]]:
    """Letters as they may come: one, a few, or many at a time."""
    random, found = Random(seed), []
    while letters:
        size = random.choice((1, 2, 7, 100, 500))
        found.append(letters[:size])
        letters = letters[size:]
    return found


def said_by_the_good(log: Recording) -> dict[str, list[Fact]]:
    """What came of each good letter."""
    said: dict[str, list[Fact]] = {}
    for logged in log.read_all():
        if logged.entry.causation.startswith(f"{GOOD}/g"):
            said.setdefault(logged.entry.causation, []).append(logged.entry.fact)
    return said


@pytest.mark.parametrize("seed", [SEED], ids="FUZZ_SEED={}".format)
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "open"])
def test_every_message_is_answered_and_none_does_harm(guarded: bool, seed: int) -> None:
    letters, good = mail(seed + guarded, LETTERS // 2, guarded)
    watch, undisturbed = opened(guarded), opened(guarded)

    answers = [answer for batch in batches(seed, letters) for answer in watch.send(batch)]
    undisturbed.send(good)

    assert not watch.complaints, "\n".join(watch.complaints[:20])
    assert LETTERS // 2 == len(answers)
    refused = [answer.code for answer in answers if isinstance(answer, Rejected)]
    assert 0.8 < len(refused) / len(answers) < 0.98
    assert len(set(refused)) > 40
    assert {Accepted} == {type(watch.answers[key]) for key in undisturbed.answers}
    assert said_by_the_good(undisturbed.office.log) == said_by_the_good(watch.office.log)
    assert Office(watch.office.log).knowledge() == watch.office.knowledge()
