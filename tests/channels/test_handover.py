"""The operators' page: only with the key, only with a code, only as long as both hold."""

from __future__ import annotations

import base64
import dataclasses
import http.client
import time
from urllib.parse import urlencode

import pytest
from rasa.shared.core.events import SlotSet

from bot.channels.codes import offer
from bot.channels.handover import WRONG_KEYS_PER_MINUTE
from bot.channels.retention import forget
from bot.dialogue.state import State
from bot.service.environment import LOOPBACK
from bot.settings import settings
from eligibility import parse_household
from tests.channels.agents import ScriptedAgent
from tests.channels.conftest import OPERATOR_KEY, Answer, Client, _Server

CODE = "4827-1936"
NASTY = "<script>alert(1)</script><img src=x onerror=y>&\"'"
ILL = {
    "jurisdiction": "minhou",
    "household": {"hukou_place": "minhou", "no_money_for_food": True},
    "members": [
        {"name": "本人", "relation": "self", "age": 73},
        {"name": "老婆", "relation": "spouse", "severe_illness": True},
    ],
    "said": [{"fact": "severe_illness", "member": "老婆", "words": "老婆尿毒症"}],
}


def basic(key: bytes, name: bytes = b"") -> str:
    return "Basic " + base64.b64encode(name + b":" + key).decode()


@dataclasses.dataclass(frozen=True)
class Operator:
    """Somebody at a desk with a browser."""

    port: int

    def call(
        self, method: str, path: str = "", code: str | None = None, key: str | None = None
    ) -> Answer:
        headers = {"Authorization": basic(OPERATOR_KEY) if key is None else key}
        body = None if code is None else urlencode({"code": code}).encode()
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(LOOPBACK, self.port)
        connection.request(method, f"/handover/{path}", body, headers if headers else {})
        told = connection.getresponse()
        answer = Answer(told.status, told.headers, told.read())
        connection.close()
        return answer

    def open(self, code: str = CODE) -> Answer:
        return self.call("POST", code=code)


def text(answer: Answer) -> str:
    return answer.body.decode()


@pytest.fixture
def operator(channel: _Server, client: Client) -> Operator:
    channel.handover.count_anew()
    return Operator(channel.port)


async def hand_over(
    agent: ScriptedAgent, household: object = ILL, code: str = CODE, name: str = "hers"
) -> None:
    """A conversation about a household, and a code that opens it."""
    state = State(household=parse_household(household), conversation=State.fresh().conversation)
    state = state.with_conversation(consent=True, result_number="2026-1122-7K3QXF")
    tracker = await agent.tracker_store.get_or_create_tracker(name, append_action_listen=False)
    for slot, value in zip(("household", "conversation"), state.slots(), strict=False):
        tracker.update(SlotSet(slot, value))
    await agent.tracker_store.save(tracker)
    offer(agent.tracker_store, code, name)


async def test_a_code_opens_what_was_said_and_the_result(
    operator: Operator, agent: ScriptedAgent
) -> None:
    await hand_over(agent)
    answer = operator.open()
    assert answer.status == 200
    told = text(answer)
    for words in ("闽侯县", "老婆尿毒症", "73岁", "兜底保障群体", "2026-1122-7K3QXF", CODE):
        assert words in told
    assert told.index("等不得") < told.index("73岁")


async def test_a_code_may_be_typed_as_one_hears_it(
    operator: Operator, agent: ScriptedAgent
) -> None:
    await hand_over(agent)
    for typed in ("48271936", " 4827 1936 ", "４８２７－１９３６", "4827—1936"):
        assert operator.open(typed).status == 200


@pytest.mark.parametrize("key", ["", "Basic", "Basic !", basic(b""), basic(b"guess"), "Bearer x"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_without_the_key_there_is_one_sentence(
    operator: Operator, agent: ScriptedAgent, key: str, method: str
) -> None:
    await hand_over(agent)
    answer = operator.call(method, code=CODE if method == "POST" else None, key=key)
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert "请输入密钥" in text(answer)
    assert "尿毒症" not in text(answer)
    assert "<form" not in text(answer)


def test_a_deployment_without_a_key_lets_nobody_in(operator: Operator, channel: _Server) -> None:
    key, channel.handover._key = channel.handover._key, b""
    try:
        assert operator.call("GET", key=basic(b"")).status == 401
    finally:
        channel.handover._key = key


def test_any_name_goes_with_the_key(operator: Operator) -> None:
    assert operator.call("GET", key=basic(OPERATOR_KEY, "坐席".encode())).status == 200


async def test_wrong_over_and_deleted_are_answered_alike(
    operator: Operator, agent: ScriptedAgent
) -> None:
    store = agent.tracker_store
    long_ago = time.time() - settings().handover_hours * 3600 - 1
    await hand_over(agent, code="1111-1111", name="deleted")
    forget(store, "deleted")
    offer(store, "2222-2222", "over", long_ago)
    offer(store, "3333-3333", "never said a word")
    wrong = [operator.open(code) for code in ("0000-0000", "abc", "", "1" * 40, NASTY)]
    gone = [operator.open(code) for code in ("1111-1111", "2222-2222", "3333-3333")]
    assert {answer.status for answer in (*wrong, *gone)} == {404}
    assert len({answer.body for answer in (*wrong, *gone)}) == 1
    assert "这个编号打不开" in text(gone[0])


async def test_a_form_without_a_code_opens_nothing(operator: Operator) -> None:
    assert operator.call("POST").status == 404


async def test_what_people_say_stays_text(operator: Operator, agent: ScriptedAgent) -> None:
    words = {"fact": "severe_illness", "member": "老婆", "words": NASTY[:30]}
    named = {
        **ILL,
        "district": "<b>a</b>",
        "members": [
            {"name": "老婆", "severe_illness": True, "illness_name": NASTY},
            {"name": "<i>女儿</i>", "age": 9},
        ],
        "said": [words],
    }
    await hand_over(agent, named)
    told = text(operator.open())
    assert "&lt;script&gt;" in told
    assert "&lt;i&gt;" in told
    for raw in ("<script", "<img", "<b>a", "<i>"):
        assert raw not in told


async def test_after_a_deletion_the_code_opens_nothing(
    operator: Operator, agent: ScriptedAgent
) -> None:
    await hand_over(agent)
    assert operator.open().status == 200
    assert forget(agent.tracker_store, "hers") is True
    assert operator.open().status == 404


async def test_a_place_without_documents_still_has_its_note(
    operator: Operator, agent: ScriptedAgent
) -> None:
    await hand_over(agent, {"household": {"no_money_for_food": True}})
    told = text(operator.open())
    assert "还没有说" in told
    assert "等不得" in told


async def test_nobody_goes_through_all_codes(operator: Operator, agent: ScriptedAgent) -> None:
    await hand_over(agent)
    answers = [operator.open(f"{n:08}") for n in range(settings().lookups_per_minute + 5)]
    assert answers[-1].status == 429
    assert "请过一分钟" in text(answers[-1])
    assert operator.open().status == 429


def test_nobody_tries_all_keys_nor_locks_the_operators_out(operator: Operator) -> None:
    tried = [operator.call("GET", key=basic(b"guess")) for _ in range(WRONG_KEYS_PER_MINUTE + 5)]
    assert tried[-1].status == 429
    assert operator.call("GET").status == 200


async def test_pages_run_nothing_and_are_kept_nowhere(
    operator: Operator, agent: ScriptedAgent
) -> None:
    await hand_over(agent)
    for answer in (operator.call("GET"), operator.open(), operator.call("GET", key="")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in text(answer)


def test_the_page_has_its_stylesheet(operator: Operator) -> None:
    answer = operator.call("GET", "handover.css")
    assert answer.status == 200
    assert "@media print" in text(answer)
    assert operator.call("GET", "note.html").status == 404


async def test_what_goes_wrong_inside_is_one_sentence(
    operator: Operator, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hand_over(agent)

    def broken(*_args: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("bot.channels.handover.note", broken)
    answer = operator.open()
    assert answer.status == 503
    assert "请过一会儿再试" in text(answer)
    assert "secret" not in text(answer)
