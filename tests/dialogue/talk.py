"""A conversation without Rasa: the functions of the dialogue in the order the actions call them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from bot.dialogue.asking import open_question
from bot.dialogue.respond import respond
from bot.dialogue.results import closing
from bot.dialogue.state import Conversation, Message, State
from bot.dialogue.turn import take
from bot.replies import Reply, ask
from bot.understanding import read_command, read_emergency
from eligibility import Library, Question

LONGEST = 60
DAY = dt.date(2026, 3, 2)
INTENTS = {"restart": "start_over", "continue": "go_on"}
"""Commands whose intent has another name; see bot/nlu/message_reader.py."""
ENDS_THE_FORM = ("stop", "result", "delete")
ANSWERED_FIRST = frozenset(
    {"ask_policy", "ask_where", "ask_amount", "case_trouble", "out_of_scope"}
    | {"emergency", "undo", "start_over", "go_on", "repeat", "another", "back_to"}
)
WITHOUT_A_FORM = frozenset({"thanks", "human", "why", "more", "recall", "result", "stop", "delete"})


class Talk:
    """One person talking. Rules and form as in bot/data/rules.yml and bot/actions."""

    def __init__(self, library: Library, today: dt.date = DAY) -> None:
        self.library = library
        self.today = today
        self.state = State.fresh()
        self.replies: list[Reply] = []
        self.said = 0
        self._asking = False

    def say(self, text: str, intent: str | None = None) -> list[Reply]:
        """Says something; `intent` is what a classifier would guess where no rule reads one."""
        read = _intent(text) or intent or "screen_me"
        return self._turn(Message(id=self._id(), text=text, intent=read))

    def choose(self, *choices: str, question: str | None = None) -> list[Reply]:
        """Taps choices, under the open question or one of before."""
        labels = {c.id: c.label for c in self.open.choices} if self.question else {}
        text = "；".join(labels.get(choice, "（选项）") for choice in choices)
        message = Message(
            id=self._id(),
            text=text,
            intent=_intent(text) or "screen_me",
            choices=choices,
            question=question or self.question,
        )
        return self._turn(message)

    def press(self, button: str) -> list[Reply]:
        """Presses a button that belongs to no question: go_on or delete."""
        text = {"go_on": "继续", "delete": "删除"}[button]
        return self._turn(
            Message(id=self._id(), text=text, intent=_intent(text), choices=(button,))
        )

    @property
    def open(self) -> Question:
        """The question that stands open."""
        found = open_question(self.state, self.library, self.today)
        assert found is not None, "nothing is asked"
        return found

    @property
    def question(self) -> str | None:
        """The id of the open question."""
        found = open_question(self.state, self.library, self.today)
        return found.question if found else None

    @property
    def past_the_place(self) -> bool:
        """Whether a place is known, and asked about no more."""
        asked = (self.question or "").partition("_")[0]
        return self.state.household.jurisdiction is not None and asked != "place"

    @property
    def text(self) -> str:
        """The replies of the last turn."""
        return "\n".join(reply.text for reply in self.replies)

    @property
    def conversation(self) -> Conversation:
        return self.state.conversation

    def fact(self, name: str, member: str | None = None) -> Any:
        return self.state.household.fact(name, member)

    def words(self, fact: str, member: str | None = None) -> str | None:
        """The words a fact was read from."""
        found = [s for s in self.state.household.said if (s.fact, s.member) == (fact, member)]
        return found[0].words if found else None

    def reach(self, question: str) -> Talk:
        """Answers “不知道” until this question stands open."""
        for asked in self.unanswered(more=True):
            if asked.partition("@")[0] == question:
                return self
        raise AssertionError(f"{question} is never asked")

    def unanswered(self, more: bool = False) -> Iterator[str]:
        """The questions that come, each answered with “不知道” when the next is wanted."""
        for _ in range(LONGEST):
            if more and self.question is None:
                self.state = self.state.with_conversation(wants_more=True)
            if self.question is None:
                return
            yield self.question
            self.say("不知道")
        raise AssertionError("the questions have no end")

    def finish(self) -> Talk:
        """Answers “不知道” until nothing is asked."""
        for _ in self.unanswered():
            pass
        return self

    # -- what Rasa and the actions do -----------------------------------------------------------

    def _id(self) -> str:
        self.said += 1
        return f"m{self.said}"

    def _turn(self, message: Message) -> list[Reply]:
        self.replies = []
        if not self._asking and message.intent in WITHOUT_A_FORM:
            self._respond(message)
        elif not self._asking and message.intent in ANSWERED_FIRST:
            self._respond(message)
            self._form(message, answered=True)
        else:
            self._form(message)
        self.state = through_json(self.state)
        return self.replies

    def _respond(self, message: Message) -> None:
        self.state, said = respond(
            self.state, message.intent, message.text, self.library, self.today
        )
        self.replies += said

    def _form(self, message: Message, answered: bool = False) -> None:
        self._asking = True
        turn = take(self.state, message, self.library, self.today, answered)
        self.state = turn.state
        self.replies += turn.replies
        if turn.rejected:
            self._respond(message)
            if message.intent in ENDS_THE_FORM:
                self._asking = False
                return
        question = open_question(self.state, self.library, self.today)
        if question is not None:
            if not self.conversation.quiet:
                self.replies.append(ask(question, self.conversation.voice))
            return
        self._asking = False
        self.state, said = closing(self.state, self.library, self.today)
        self.replies += said


def _intent(text: str) -> str | None:
    if read_emergency(text) is not None:
        return "emergency"
    command = read_command(text)
    return None if command is None else INTENTS.get(command.name, command.name)


def through_json(state: State) -> State:
    """The state as the tracker's slots keep it."""
    return State.of_slots(*json.loads(json.dumps(state.slots())))
