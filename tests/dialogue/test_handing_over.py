"""Numbers that are given out: random, readable, and no longer good than what they stand for."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from bot.dialogue.handing_over import number_of_result, to_a_person
from bot.dialogue.numbers import (
    LETTERS,
    is_of,
    new_code,
    new_result_number,
    read_code,
    read_result_number,
)
from bot.dialogue.state import State
from bot.settings import settings
from eligibility import parse_household

DAY = dt.date(2026, 11, 22)
TOLD = parse_household({"jurisdiction": "minhou", "household": {"people_together": 3}})


def texts(state: State) -> tuple[str | None, str]:
    after, replies = to_a_person(state)
    return after.conversation.handover, "\n".join(reply.text for reply in replies)


def told(consent: bool | None) -> State:
    return State(household=TOLD, conversation=State.fresh().conversation).with_conversation(
        consent=consent
    )


def test_a_result_number_tells_its_day_and_can_be_read_back() -> None:
    numbers = {new_result_number(DAY) for _ in range(300)}
    assert len(numbers) == 300
    for number in numbers:
        assert number.startswith("2026-1122-")
        assert read_result_number(number) == (number, DAY)


def test_no_letter_is_mistaken_for_another() -> None:
    for alike in ("0O", "1IL", "2Z", "5S", "8B", "UV", "6G"):
        assert len(set(alike) & set(LETTERS)) <= 1


def test_the_same_choices_give_the_same_number() -> None:
    first, again = (new_result_number(DAY, random.Random(7).choice) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    "typed",
    ["2026-1122-7K3QXF", "2026 1122 7k3qxf", "２０２６－１１２２－７Ｋ３ＱＸＦ", "202611227K3QXF"],
)
def test_a_number_may_be_typed_as_one_likes(typed: str) -> None:
    assert read_result_number(typed) == ("2026-1122-7K3QXF", DAY)


@pytest.mark.parametrize(
    "typed", ["", "x", "2026-1332-7K3QXF", "2026-1122-7K3Q", "2026-1122-7K3QX0", "9" * 500]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_result_number(typed) is None


def test_a_code_is_read_back() -> None:
    code = new_code()
    assert read_code(code) == code
    assert read_code(code.replace("-", "")) == code
    for wrong in ("", "1234", "123456789", "1234-567x", "²²²²-²²²²²", "١٢٣٤-٥٦٧٨"):
        assert read_code(wrong) is None


def test_the_same_household_keeps_its_number_for_the_day() -> None:
    number = number_of_result(None, same=False, today=DAY)
    assert is_of(number, DAY)
    assert number_of_result(number, same=True, today=DAY) == number
    assert number_of_result(number, same=False, today=DAY) != number
    tomorrow = number_of_result(number, same=True, today=DAY + dt.timedelta(days=1))
    assert is_of(tomorrow, DAY + dt.timedelta(days=1))


def test_asking_for_a_person_gives_numbers_and_a_code() -> None:
    code, said = texts(told(consent=True))
    assert code is not None
    assert code in said
    assert "12345" in said
    assert f"{settings().handover_hours}小时" in said


def test_asked_again_there_is_a_new_code() -> None:
    first, _ = to_a_person(told(consent=True))
    second, _ = to_a_person(first)
    assert first.conversation.handover != second.conversation.handover


def test_without_consent_it_holds_no_longer_than_what_was_said() -> None:
    code, said = texts(told(consent=None))
    assert code is not None
    assert f"{settings().handover_hours}小时" not in said


@pytest.mark.parametrize("state", [State.fresh(), told(consent=False)])
def test_with_nothing_to_hand_over_there_is_no_code(state: State) -> None:
    code, said = texts(state)
    assert code is None
    assert "编号" not in said
    assert "12345" in said
