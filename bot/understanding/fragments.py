"""Messages that are only the beginning of one: 在吗, 急, 我妈…"""

from bot.understanding.commands import NOISE, read_command
from bot.understanding.emergency import read_emergency
from bot.understanding.reader import read_message
from bot.understanding.text.normalise import normalise
from bot.understanding.topics import read_question

SHORT = 20
"""A text of so many characters is no fragment: its writer has said what there is to say."""
NOTHING_YET = 10
"""How long a text that says nothing may be, in letters."""
_OPENING = "greet"


def is_short(text: str) -> bool:
    """Whether more may follow: few characters and neither command nor danger in them."""
    if len(text) >= SHORT or read_emergency(text) is not None:
        return False
    command = read_command(text)
    return command is None or command.name == _OPENING


def says_nothing_yet(text: str) -> bool:
    """A greeting, 急, a lone 我妈: no fact, no number, no question, no command in it."""
    if not is_short(text):
        return False
    regular = NOISE.sub("", normalise(text).text)
    if len(regular) > NOTHING_YET or any(letter.isdigit() for letter in regular):
        return False
    return not (_tells(text) or _asks(text))


def _tells(text: str) -> bool:
    reading = read_message(text)
    told = (
        *reading.facts, *reading.places, *reading.quantities, *reading.income, *reading.spending,
        *reading.wishes, *reading.open, *reading.corrections, *reading.figures,
    )  # fmt: skip
    return bool(told)


def _asks(text: str) -> bool:
    question = read_question(text)
    named = (*question.topics, *question.aspects, *question.situations)
    return bool(named or question.subject or question.occasion or question.asks)
