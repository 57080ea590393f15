"""Several households of one person, kept apart: one in hand, the others put away."""

from __future__ import annotations

from bot.dialogue.state import OfHousehold, PutAway, State
from bot.replies import Reply, phrase
from bot.understanding.numbers.numerals import runs
from eligibility import Household

MOST = 12
"""How many households are kept beside the one in hand; the one untouched longest goes first."""


def another(state: State) -> tuple[State, list[Reply]]:
    """A clean slate for the next household; the one in hand is put away."""
    if state.household == Household():
        return state, [Reply(phrase("another_already"))]
    told_of = [state.conversation, *(one.conversation for one in state.others)]
    number = 1 + max(one.number for one in told_of)
    staff = state.conversation.voice != "resident"
    # Whom staff visit or hear next has not agreed to anything yet.
    consent = None if staff else state.conversation.consent
    slate = OfHousehold(number=number, consent=consent)
    # Staff tell of the next household by themselves.
    fresh = _with(_put_away(state), Household(), slate).with_conversation(quiet=staff)
    return fresh, [Reply(phrase(f"another_{state.conversation.voice}", number=number))]


def back_to(state: State, text: str) -> tuple[State, list[Reply]]:
    """The household told of before, or the one whose number is named, in hand again."""
    wanted = _wanted(state, text)
    if wanted is None:
        return state, [Reply(phrase("back_to_none"))]
    left = [one for one in state.others if one is not wanted]
    kept = state.model_copy(update={"others": left})
    household = Household.model_validate(wanted.household)
    back = _with(_put_away(kept), household, wanted.conversation)
    return back, [Reply(phrase("back_to", number=wanted.conversation.number))]


def _wanted(state: State, text: str) -> PutAway | None:
    # 第二家 counts here, though elsewhere an ordinal is no number.
    numbers = [numeral.low for numeral in runs(text.replace("第", ""))]
    if not numbers:
        return state.others[-1] if state.others else None
    return next((one for one in state.others if one.conversation.number == numbers[0]), None)


def _put_away(state: State) -> State:
    """The household in hand among the others; an empty one is not worth keeping."""
    if state.household == Household():
        return state
    of_household = {name: getattr(state.conversation, name) for name in OfHousehold.model_fields}
    put = PutAway(
        household=state.household.model_dump(mode="json", exclude_defaults=True),
        conversation=OfHousehold.model_validate({**of_household, "steps": []}),
    )
    return state.model_copy(update={"others": [*state.others, put][-MOST:]})


def _with(state: State, household: Household, conversation: OfHousehold) -> State:
    changes = {name: getattr(conversation, name) for name in OfHousehold.model_fields}
    return state.with_conversation(**changes).model_copy(update={"household": household})
