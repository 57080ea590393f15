"""Ages of persons: not an age at which something happened, nor one that a rule names."""

from bot.understanding.facts.hits import Hit
from bot.understanding.numbers.counted import Counted
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues
from bot.understanding.text.stance import Stance, sentence_after, stance

ONSET_WINDOW = 40
EARLIER = 80
TWENTIES = 30


_cue = cues("ages")


def age_hits(document: Document, counted: list[Counted]) -> list[Hit]:
    """The ages that are how old somebody is."""
    found: list[Hit] = []
    ages: list[Counted] = []
    for one in counted:
        if one.kind != "age" or stance(document, one.start, one.end) in (
            Stance.SUPPOSED,
            Stance.DENIED,
        ):
            continue
        if not _of_something_else(document, one, ages):
            found.append(Hit("age", _value(one), one.start, one.end, "member"))
        ages.append(one)
    return found


def _of_something_else(document: Document, one: Counted, earlier: list[Counted]) -> bool:
    """An age at which something happened, or one that a rule names."""
    before, after = document.before(one.start, 6), document.after(one.end, 8)
    this_year = bool(_cue("age_this_year").search(document.before(one.start, 10)))
    words = document.text[one.start : one.end]
    if _cue("age_rule").search(words):
        return True
    if _cue("age_under_rule").search(words) and _cue("age_under_asked").match(after):
        return True
    if _cue("age_rule_before").search(document.before(one.start, 16)):
        return True
    if _cue("age_rule_after").match(after) and _cue("age_general_before").search(before):
        return True
    if _cue("age_policy_before").search(before) and not this_year:
        return True
    if one.unit == "岁" and one.numeral.low == 0 and (one.numeral.high or 0) > 1:
        return True  # 0到6岁的: for whom something is
    if _cue("age_event_after").match(after):
        return not this_year
    if not _cue("age_onset_after").match(after) or this_year:
        return False
    return _is_onset(document, one, before, earlier)


def _is_onset(document: Document, one: Counted, before: str, earlier: list[Counted]) -> bool:
    """十几岁得小儿麻痹: then, where today's age is told as well or nobody can be meant so."""
    if _cue("age_onset_before").search(before):
        return True
    if _cue("age_now_after").search(sentence_after(document, one.end, ONSET_WINDOW)):
        return True
    if one.numeral.value is None and one.numeral.about < TWENTIES:
        return True
    told = [e for e in earlier if one.start - e.end < EARLIER]
    unnamed = one.start == document.clause(one.start)[0]
    return unnamed and bool(told) and told[-1].numeral.about > one.numeral.about


def _value(one: Counted) -> Value:
    """Whole years, as people count them: 三岁多 is three, a baby of 8个月 is none."""
    value = one.amount
    if not isinstance(value, dict):
        return int(float(str(value)) // 12) if one.unit == "月" else int(float(str(value)))
    by = 12 if one.unit == "月" else 1
    low, high = one.numeral.low, one.numeral.high
    if low is not None and high is not None:
        years = int(low // by), int(high // by)
        if years[0] == years[1]:
            return years[0]
        if by == 12:
            return {"low": years[0], "high": years[1], "approx": "range"}
    return value
