"""The chat page when the server, the net or a second tab gets in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("context", ["phone"], indirect=True),
]

DROP = -1  # as in conftest.py: the server hangs up
AGAIN = "点这里再发一次"


def words(text: str, *choices: dict[str, str]) -> dict[str, Any]:
    return {
        "text": text,
        "choices": list(choices),
        "multiple": False,
        "question": "q",
        "more": False,
    }


def test_the_message_stands_at_once_and_is_marked_while_under_way(chat: Any, stub: Any) -> None:
    stub.gate.clear()
    chat.field.fill("你好")
    chat.field.press("Enter")
    assert chat.mine == ["你好"]
    assert "发送中" in chat.find(".me .mark").inner_text()
    assert chat.find("#thinking[role=status]").inner_text() == "正在想…"
    stub.gate.set()
    chat.settled()
    assert chat.theirs == ["我听到的是：你好"]


def test_messages_written_while_waiting_follow_in_order(chat: Any, stub: Any) -> None:
    stub.gate.clear()
    for text in ("在吗", "急", "老公住院"):
        chat.field.fill(text)
        chat.field.press("Enter")
    stub.gate.set()
    chat.settled()
    assert [body["text"] for body in stub.posted] == ["在吗", "急", "老公住院"]
    everything = chat.find(".bubble:visible").all_inner_texts()[-6:]
    assert everything[0::2] == ["在吗", "急", "老公住院"]


@pytest.mark.parametrize("status", [DROP, 500, 503, 429])
def test_what_did_not_get_through_is_kept_and_sent_again(chat: Any, stub: Any, status: int) -> None:
    stub.statuses.append(status)
    chat.say("老婆尿毒症")
    again = chat.find("button.mark")
    assert AGAIN in again.inner_text()
    assert ("服务器说了一句话。" in again.inner_text()) == (status != DROP)
    assert chat.mine == ["老婆尿毒症"]
    again.click()
    chat.settled()
    assert chat.mine == ["老婆尿毒症"]
    assert chat.theirs == ["我听到的是：老婆尿毒症"]
    assert [body["text"] for body in stub.posted] == ["老婆尿毒症"] * 2
    assert stub.ids[0] == stub.ids[1] != ""


def test_later_messages_wait_for_the_one_that_failed(chat: Any, stub: Any) -> None:
    stub.statuses.extend([503, 503])
    chat.say("第一句")
    chat.say("第二句")
    assert chat.find("button.mark").count() == 1
    assert "等着发送" in chat.find(".me").last.inner_text()
    chat.find("button.mark").click()
    chat.settled()
    assert [body["text"] for body in stub.posted] == ["第一句", "第一句", "第一句", "第二句"]


def test_a_lost_answer_is_fetched_and_not_asked_for_twice(chat: Any, stub: Any) -> None:
    stub.statuses.append(DROP)
    stub.lost_after.append(True)
    chat.say("老婆尿毒症")
    chat.find("button.mark").click()
    chat.settled()
    assert len(stub.posted) == 1
    assert chat.mine == ["老婆尿毒症"]
    assert chat.theirs == ["我听到的是：老婆尿毒症"]


@pytest.mark.parametrize("status", [400, 413])
def test_what_is_refused_for_good_goes_back_to_the_field(chat: Any, stub: Any, status: int) -> None:
    stub.script.append([words("有吗？", {"id": "yes", "label": "有"})])
    chat.say("你好")
    stub.statuses.append(status)
    chat.say("不行的话")
    chat.page.get_by_text("服务器说了一句话。").wait_for()
    assert chat.field.input_value() == "不行的话"
    assert chat.mine == ["你好"]
    chat.find(".choices button:enabled").click()
    chat.settled()
    assert stub.posted[-1] == {"choice": "yes", "question": "q"}


def test_a_lost_session_is_renewed_unseen(chat: Any, stub: Any) -> None:
    stub.statuses.append(401)
    chat.say("你好")
    assert chat.theirs == ["我听到的是：你好"]


def test_clearing_while_an_answer_is_under_way_leaves_nothing(chat: Any, stub: Any) -> None:
    stub.gate.clear()
    chat.field.fill("老婆尿毒症")
    chat.field.press("Enter")
    chat.key("清除").click()
    assert chat.mine == []
    chat.page.get_by_text("已清除").wait_for()
    stub.gate.set()
    chat.say("别的事")
    assert stub.deleted == 2  # the second after the message that was cut off
    assert chat.mine == ["别的事"]
    assert chat.theirs == ["我听到的是：别的事"]


def test_a_deletion_that_fails_is_said_and_made_up_for(chat: Any, stub: Any) -> None:
    chat.say("老婆尿毒症")
    stub.refuse_delete = True
    chat.key("清除").click()
    assert chat.mine == []
    chat.page.get_by_text("服务器上还没有删掉").wait_for()
    stub.refuse_delete = False
    chat.reload()
    assert stub.deleted == 1
    assert not chat.find("#resume").is_visible()


def test_nothing_is_sent_before_an_owed_deletion(chat: Any, stub: Any) -> None:
    chat.say("老婆尿毒症")
    stub.refuse_delete = True
    chat.key("清除").click()
    chat.key("再删一次").wait_for()
    chat.say("别的事")
    assert len(stub.posted) == 1
    stub.refuse_delete = False
    chat.find("button.mark").click()
    chat.settled()
    assert [entry["text"] for entry in stub.entries] == ["别的事", "我听到的是：别的事"]


def test_a_second_tab_is_caught_up_with(
    chat: Any, stub: Any, new_tab: Callable[[str], Any]
) -> None:
    chat.say("你好")
    second = new_tab(stub.url)
    second.find("#continue").click()
    second.say("第二句")
    assert chat.mine == ["你好"]
    chat.page.bring_to_front()
    chat.page.evaluate("window.dispatchEvent(new Event('focus'))")
    chat.page.get_by_text("我听到的是：第二句").wait_for()
    assert chat.mine == ["你好", "第二句"]


def test_a_conversation_begun_in_another_tab_stays_covered(
    chat: Any, stub: Any, new_tab: Callable[[str], Any]
) -> None:
    new_tab(stub.url).say("你好")
    chat.page.evaluate("window.dispatchEvent(new Event('focus'))")
    chat.find("#continue").wait_for()
    assert chat.mine == []


def test_a_conversation_cleared_in_another_tab_goes_here_too(chat: Any, stub: Any) -> None:
    chat.say("你好")
    stub.entries.clear()
    chat.page.evaluate("window.dispatchEvent(new Event('focus'))")
    chat.page.get_by_text("已经在别处清除").wait_for()
    assert chat.mine == []


def test_coming_back_without_news_keeps_what_is_ticked(chat: Any, stub: Any) -> None:
    question = words("哪些？", {"id": "a", "label": "甲"}, {"id": "b", "label": "乙"})
    stub.script.append([{**question, "multiple": True}])
    chat.say("你好")
    chat.page.get_by_role("checkbox", name="甲").click()
    with chat.page.expect_response("**/conversation"):
        chat.page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert chat.page.get_by_role("checkbox", name="甲").get_attribute("aria-checked") == "true"


def test_an_unreachable_server_is_said_and_tried_again(chat: Any, stub: Any) -> None:
    chat.page.route("**/conversation", lambda route: route.abort())
    chat.reload()
    chat.page.get_by_text("现在连不上").wait_for()
    chat.say("你好")
    chat.page.unroute("**/conversation")
    chat.find("button.mark").click()
    chat.settled()
    assert chat.theirs == ["我听到的是：你好"]
    assert chat.find("#notice").inner_text().strip() == ""
