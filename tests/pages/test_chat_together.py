"""The chat page with messages written at once, after a long silence, and on another device."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("context", ["phone"], indirect=True),
]

QUESTION = "有一次没问完的咨询，接着来吗？"
SECRET = "老婆尿毒症"
LOOK = "window.dispatchEvent(new Event('focus'))"


def words(text: str, *labels: str) -> dict[str, Any]:
    return {
        "text": text,
        "choices": [{"id": label, "label": label} for label in labels],
        "multiple": False,
        "question": "q",
        "more": False,
    }


def write(chat: Any, *texts: str) -> None:
    for text in texts:
        chat.field.fill(text)
        chat.field.press("Enter")


def everything(chat: Any) -> list[str]:
    return [text for text in chat.find("#log .bubble").all_inner_texts() if text]


def test_fragments_go_out_at_once_and_are_answered_once(chat: Any, stub: Any) -> None:
    stub.joins = True
    stub.gate.clear()
    stub.script.append([words("您好。"), words("同意吗？", "同意", "不同意")])
    write(chat, "在吗", "急", "我妈")
    chat.page.wait_for_function("document.querySelectorAll('.sending').length === 3")
    stub.gate.set()
    chat.settled()
    # Each goes out on a connection of its own; which arrives first is not for the page to say.
    assert sorted(body["text"] for body in stub.posted) == sorted(["在吗", "急", "我妈"])
    assert everything(chat) == ["在吗", "急", "我妈", "您好。", "同意吗？"]
    assert chat.find(".choices button:enabled").count() == 2
    assert chat.find(".mark").count() == 0


def test_answers_of_their_own_stand_below_their_messages(chat: Any, stub: Any) -> None:
    stub.gate.clear()
    write(chat, "3个人", "我女儿读大学")
    stub.gate.set()
    chat.settled()
    assert everything(chat) == [
        "3个人",
        "我听到的是：3个人",
        "我女儿读大学",
        "我听到的是：我女儿读大学",
    ]


def test_the_one_that_failed_is_sent_again_and_the_other_stands(chat: Any, stub: Any) -> None:
    stub.gate.clear()
    stub.statuses.extend([503, 200])
    write(chat, "3个人", "我女儿读大学")
    chat.page.wait_for_function("document.querySelectorAll('.sending').length === 2")
    stub.gate.set()
    chat.find("button.mark").click()
    chat.settled()
    assert sorted(chat.mine) == ["3个人", "我女儿读大学"]
    assert sorted(chat.theirs) == ["我听到的是：3个人", "我听到的是：我女儿读大学"]
    assert len(set(stub.ids)) == 2


@pytest.fixture
def covered(chat: Any, stub: Any) -> Any:
    """The page, opened again after a long silence."""
    stub.script.append([words("我听到的是：老婆得了重病")])
    chat.say(SECRET)
    stub.covered = True
    chat.reload()
    return chat


def test_after_a_long_silence_only_the_question_stands_there(covered: Any) -> None:
    assert QUESTION in covered.find("#resume").inner_text()
    assert covered.find("#resume button").all_inner_texts() == ["接着来", "重新开始"]
    assert "重病" not in covered.page.content()
    assert covered.mine == []
    assert not covered.field.is_visible()


def test_one_tap_goes_on_and_shows_everything(covered: Any, stub: Any) -> None:
    covered.key("接着来").click()
    covered.page.get_by_text("我听到的是：老婆得了重病").wait_for()
    assert stub.posted[-1] == {"choice": "go_on", "question": "resume"}
    assert covered.mine == [SECRET]
    assert covered.field.is_visible()
    assert not covered.find("#resume").is_visible()


def test_one_tap_begins_anew_and_says_that_the_old_one_is_gone(covered: Any, stub: Any) -> None:
    covered.key("重新开始").click()
    covered.page.get_by_text("上次的已经删掉了").wait_for()
    assert stub.posted[-1] == {"choice": "anew", "question": "resume"}
    assert covered.mine == []
    assert covered.find("#welcome").is_visible()
    assert covered.field.is_visible()


def test_a_tap_that_did_not_get_through_can_be_tapped_again(covered: Any, stub: Any) -> None:
    stub.statuses.append(503)
    covered.key("接着来").click()
    covered.page.get_by_text("请再点一次").wait_for()
    covered.key("接着来").click()
    covered.page.get_by_text("我听到的是：老婆得了重病").wait_for()


def test_a_page_left_open_is_covered_when_somebody_looks_at_it(chat: Any, stub: Any) -> None:
    chat.say(SECRET)
    stub.covered = True
    chat.page.evaluate(LOOK)
    chat.key("接着来").wait_for()
    assert SECRET not in chat.page.content().replace("老婆尿毒症，孩子读高中", "")
    assert not chat.field.is_visible()


def test_what_is_written_into_a_page_left_open_is_not_lost(chat: Any, stub: Any) -> None:
    chat.say(SECRET)
    stub.covered = True
    chat.say("我儿子失业了")
    chat.key("接着来").click()
    chat.page.get_by_text("我听到的是：我儿子失业了").wait_for()
    assert chat.mine == [SECRET, "我儿子失业了"]
    assert [body.get("text") for body in stub.posted].count("我儿子失业了") == 1


def test_what_is_written_before_beginning_anew_is_the_beginning(chat: Any, stub: Any) -> None:
    chat.say(SECRET)
    stub.covered = True
    chat.say("我儿子失业了")
    chat.key("重新开始").click()
    chat.page.get_by_text("上次的已经删掉了").wait_for()
    chat.page.get_by_text("我听到的是：我儿子失业了").wait_for()
    assert chat.mine == ["我儿子失业了"]


def test_help_in_danger_stands_above_the_question(chat: Any, stub: Any) -> None:
    chat.say(SECRET)
    stub.covered = True
    stub.help.append(words("现在就打 12356，一直有人接。"))
    chat.say("我不想活了")
    chat.key("接着来").wait_for()
    shown = chat.find("#resume").inner_text()
    assert shown.index("12356") < shown.index(QUESTION)
    assert chat.find("#resume a[href='tel:12356']").count() == 1


MOVE = "换一台设备接着问"


def test_a_link_for_another_device_is_shown(chat: Any, stub: Any) -> None:
    stub.asking = True
    chat.say("你好")
    chat.key(MOVE).click()
    chat.page.get_by_text("只能用一次").wait_for()
    shown = chat.find("#notice").inner_text()
    assert f"{stub.url}?move=a-code" in shown
    assert "10分钟" in shown
    assert chat.mine == ["你好"]
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not chat.page.evaluate(too_wide)


def test_without_a_link_it_is_said(chat: Any, stub: Any) -> None:
    stub.asking = True
    stub.moves = (429, {"error": "服务器说了一句话。"})
    chat.say("你好")
    chat.key(MOVE).click()
    chat.page.get_by_text("服务器说了一句话。").wait_for()


def test_the_link_does_not_stay_in_the_address(chat: Any, stub: Any) -> None:
    chat.say("你好")
    chat.page.goto(f"{stub.url}?move=a-code")
    chat.find("#continue").wait_for()
    assert chat.page.url == stub.url
    chat.find("#continue").click()
    assert chat.mine == ["你好"]
