"""How much one conversation may send, on a clock of the test's own."""

from __future__ import annotations

from bot.channels import limits
from bot.channels.limits import BURST, PER_SECOND, RateLimit

START = 1000.0


def test_a_burst_then_no_more() -> None:
    limit = RateLimit(burst=3, per_second=1)
    assert [limit.allows("a", START) for _ in range(5)] == [True, True, True, False, False]


def test_it_fills_again_with_time() -> None:
    limit = RateLimit(burst=2, per_second=0.5)
    assert [limit.allows("a", START) for _ in range(3)] == [True, True, False]
    assert not limit.allows("a", START + 1)
    assert limit.allows("a", START + 2)
    assert not limit.allows("a", START + 2)


def test_never_more_than_a_burst() -> None:
    limit = RateLimit(burst=2, per_second=1)
    assert limit.allows("a", START)
    assert [limit.allows("a", START + 9999) for _ in range(3)] == [True, True, False]


def test_each_conversation_has_its_own() -> None:
    limit = RateLimit(burst=1, per_second=1)
    assert limit.allows("a", START)
    assert limit.allows("b", START)
    assert not limit.allows("a", START)


def test_a_person_never_meets_it() -> None:
    limit = RateLimit()
    assert all(limit.allows("a", START + number) for number in range(1000))


def test_a_program_that_floods_does() -> None:
    limit = RateLimit()
    allowed = sum(limit.allows("a", START) for _ in range(BURST + 50))
    assert allowed == BURST
    assert limit.allows("a", START + 1 / PER_SECOND)


def test_what_is_remembered_has_an_end(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(limits, "_KEPT", 10)
    limit = RateLimit(burst=1)
    for number in range(50):
        limit.allows(str(number), START)
    assert len(limit._buckets) == 10
