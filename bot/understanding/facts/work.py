"""Work: who earns, how, who is out of work, and who looks for some."""

from collections.abc import Callable, Iterator
from functools import partial

from bot.understanding.facts.hits import Hit, asked_in_general
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues
from bot.understanding.text.stance import Stance, asks, sentence_after, since_the_turn, stance

ACCIDENT_WINDOW = 24
TRADES = ("trade", "craft", "doer", "bare_trade")
WAYS = ("casual", "farming", "regular")


_cue = cues("work")


def work_hits(document: Document) -> Iterator[Hit]:
    """Everything said of somebody's work."""
    yield from _each(document, "employed", "employed", _working)
    for trades in TRADES:
        yield from _each(document, trades, "employed", _in_trade)
    yield from _each(document, "farming", "employed", _on_the_land)
    yield from _each(document, "jobless", "employed", _out_of_work)
    yield from _each(document, "looking", "looking_for_work", _looking)
    for way in WAYS:
        yield from _each(document, way, "works_how", partial(_way, way))


def _each(
    document: Document, words: str, fact: str, read: Callable[[Document, int, int], Value | None]
) -> Iterator[Hit]:
    for m in _cue(words).finditer(document.text):
        if asked_in_general(document, m.start()):
            continue
        value = read(document, *m.span())
        if value is not None:
            yield Hit(fact, value, *m.span(), "member", asks(document, m.start()))


def _working(document: Document, start: int, end: int) -> Value | None:
    if _idle_talk(document, start, end):
        return None
    said = stance(document, start, end, dated=True)
    return {Stance.STATED: True, Stance.DENIED: False}.get(said)


def _in_trade(document: Document, start: int, end: int) -> Value | None:
    """超市促销员, 在菜市场杀鱼: a trade told without any word for work."""
    if _cue("trade_unless").match(document.after(end, 10)):
        return None
    if _cue("trade_unless_before").search(document.before(start, 8)):
        return None
    return _working(document, start, end) or None


def _on_the_land(document: Document, start: int, end: int) -> Value | None:
    """种几亩茶 is work for money; 在家种点菜 feeds the family."""
    if _cue("garden").search(document.text[start:end]) and "卖" not in document.after(end, 4):
        return None
    return True if _way("farming", document, start, end) else None


def _idle_talk(document: Document, start: int, end: int) -> bool:
    """想打工, 打工时摔伤, 打工没人要, 打鱼打了一辈子: not somebody at work now."""
    before = document.before(start, 12)
    if _cue("lifelong_after").match(document.after(end, 8)) or _had_an_accident(document, end):
        return True
    return bool(
        _cue("employed_unless_before").search(before)
        or _cue("employed_wished").search(before)
        or _cue("employed_unless").match(document.after(end, 10))
    )


def _had_an_accident(document: Document, end: int) -> bool:
    """在长沙搞装修，上半年从架子上跌下来: the same person, not at work any more."""
    follows = sentence_after(document, end, ACCIDENT_WINDOW)
    fell = _cue("accident_after").search(follows)
    return bool(fell and not _cue("person_between").search(follows[: fell.start()]))


def _out_of_work(document: Document, start: int, end: int) -> Value | None:
    before = since_the_turn(document.before(start, 12))
    if _cue("jobless_unless_before").search(before) or _cue("long_ago").search(before):
        return None
    return False if stance(document, start, end) is Stance.STATED else None


def _looking(document: Document, start: int, end: int) -> Value | None:
    if _cue("looking_unless_after").match(document.after(end, 8)):
        return None
    said = stance(document, start, end)
    if said is Stance.DENIED and _cue("not_found_yet").search(document.text[start - 1 : end]):
        said = Stance.STATED
    if said is Stance.STATED and not _cue("looking_unless_before").search(
        document.before(start, 8)
    ):
        return True
    return False if said is Stance.DENIED else None


def _way(way: str, document: Document, start: int, end: int) -> Value | None:
    before = document.before(start, 12)
    if _idle_talk(document, start, end) or _cue("farming_unless_before").search(before):
        return None
    return way if stance(document, start, end, dated=True) is Stance.STATED else None
