"""The chat page on whatever server stands behind it: nothing here depends on what the bot says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

FAMILY = "我家三口人在闽侯，老婆尿毒症，孩子读高中"
MARKUP = "<img src=x onerror=\"document.title='x'\"><b>你好</b>\n第二行 & 完"


@pytest.fixture
def chat(new_tab: Callable[[str], Any], page_url: str) -> Any:
    return new_tab(page_url)


def test_the_first_screen_says_what_this_is_and_asks_for_nothing(chat: Any) -> None:
    page = chat.page
    assert page.title() == "社会救助自查助手 · 试用（未经民政部门审核）"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert "社会救助自查助手" in page.get_by_role("heading").inner_text()
    assert "试用（未经民政部门审核）" in page.get_by_role("heading").inner_text()
    assert FAMILY in chat.find("#welcome").inner_text()
    assert "不要写姓名、身份证号" in chat.find("#welcome").inner_text()
    assert chat.field.is_visible()
    assert chat.mine == []
    assert chat.theirs == []


def test_a_message_is_sent_with_enter_and_answered(chat: Any) -> None:
    chat.say(FAMILY)
    assert chat.mine == [FAMILY]
    assert len(chat.theirs) >= 1
    assert chat.field.input_value() == ""


def test_a_message_is_sent_with_the_button(chat: Any) -> None:
    chat.field.fill("你好")
    chat.key("发送").click()
    chat.settled()
    assert chat.mine == ["你好"]
    assert len(chat.theirs) >= 1


def test_shift_enter_makes_a_new_line(chat: Any) -> None:
    chat.field.fill("第一行")
    chat.field.press("Shift+Enter")
    chat.field.type("第二行")
    assert chat.field.input_value() == "第一行\n第二行"
    assert chat.mine == []


def test_markup_is_shown_as_text(chat: Any) -> None:
    chat.say(MARKUP)
    assert chat.mine == [MARKUP]
    assert chat.find("#log img, #log b").count() == 0
    assert "社会救助" in chat.page.title()


def test_enter_does_not_send_while_composing(chat: Any) -> None:
    enter = {"type": "rawKeyDown", "key": "Enter", "code": "Enter"}
    chat.field.focus()
    keyboard = chat.page.context.new_cdp_session(chat.page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "nihao", "selectionStart": 5, "selectionEnd": 5}
    )
    keyboard.send("Input.dispatchKeyEvent", {**enter, "windowsVirtualKeyCode": 229})
    keyboard.send("Input.dispatchKeyEvent", {**enter, "windowsVirtualKeyCode": 13})
    assert chat.mine == []
    keyboard.send("Input.insertText", {"text": "你好"})
    # Safari ends the composition first and reports the key that ended it afterwards.
    keyboard.send("Input.dispatchKeyEvent", {**enter, "windowsVirtualKeyCode": 229})
    assert chat.mine == []
    assert chat.field.input_value() == "你好"
    chat.field.press("Enter")
    chat.settled()
    assert chat.mine == ["你好"]


def test_reload_shows_nothing_before_a_tap_and_everything_after(chat: Any) -> None:
    chat.say(FAMILY)
    before = chat.theirs
    chat.reload()
    body = chat.find("body").inner_text()
    assert "有一次没看完的咨询" in body or "一次咨询的结果" in body
    assert "尿毒症" not in chat.page.content().replace(FAMILY, "", 1)  # the example stays
    assert chat.mine == []
    assert chat.theirs == []
    assert not chat.field.is_visible()
    chat.find("#continue").click()
    assert chat.mine == [FAMILY]
    assert chat.theirs == before


def test_starting_anew_deletes_the_earlier_conversation(chat: Any) -> None:
    chat.say(FAMILY)
    chat.reload()
    chat.key("重新开始").click()
    chat.page.get_by_text("已清除").wait_for()
    chat.reload()
    assert not chat.find("#resume").is_visible()
    assert chat.find("#welcome").is_visible()


def test_the_clear_key_wipes_screen_and_server_and_says_so(chat: Any) -> None:
    chat.say(FAMILY)
    chat.field.fill("还没发的半句")
    chat.key("清除").first.click()
    assert chat.mine == []
    assert chat.theirs == []
    assert chat.field.input_value() == ""
    chat.page.get_by_text("已清除").wait_for()
    chat.reload()
    assert not chat.find("#resume").is_visible()


def test_escape_twice_clears(chat: Any) -> None:
    chat.say(FAMILY)
    chat.field.press("Escape")
    assert "再按一次 Esc" in chat.find("#notice").inner_text()
    assert chat.mine == [FAMILY]
    chat.field.press("Escape")
    assert chat.mine == []
    chat.page.get_by_text("已清除").wait_for()


def test_another_key_between_two_escapes_saves_the_conversation(chat: Any) -> None:
    chat.say(FAMILY)
    for key in ("Escape", "a", "Escape"):
        chat.field.press(key)
    assert chat.mine == [FAMILY]


def test_large_print_enlarges_and_is_remembered(chat: Any) -> None:
    def letter_size() -> float:
        script = "parseFloat(getComputedStyle(document.getElementById('text')).fontSize)"
        size: float = chat.page.evaluate(script)
        return size

    small = letter_size()
    chat.key("大字").click()
    assert letter_size() >= 1.3 * small
    chat.reload()
    assert letter_size() >= 1.3 * small
    assert chat.key("大字").get_attribute("aria-pressed") == "true"
    chat.key("大字").click()
    assert letter_size() == small


def test_nothing_is_wider_than_the_screen(chat: Any) -> None:
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not chat.page.evaluate(too_wide)
    chat.say("很长的一个词" + "a" * 200)
    assert not chat.page.evaluate(too_wide)
    chat.key("大字").click()
    assert not chat.page.evaluate(too_wide)


def test_leaving_with_the_switch_on_deletes_the_conversation(
    chat: Any, new_tab: Callable[[str], Any], page_url: str
) -> None:
    chat.say(FAMILY)
    chat.page.get_by_role("switch", name="看完就清").click()
    chat.page.goto(page_url + "chat.css")
    # Without the switch the next visit would show what is left.
    chat.page.evaluate("localStorage.clear()")
    assert not new_tab(page_url).find("#resume").is_visible()


def test_with_the_switch_on_a_new_visit_begins_empty(
    chat: Any, new_tab: Callable[[str], Any], page_url: str
) -> None:
    chat.say(FAMILY)
    chat.page.get_by_role("switch", name="看完就清").click()
    later = new_tab(page_url)  # as after the phone has ended the first page unasked
    assert later.page.get_by_role("switch").get_attribute("aria-checked") == "true"
    assert not later.find("#resume").is_visible()


def test_a_long_text_is_refused_in_words_and_kept(chat: Any) -> None:
    text = "字" * 2001
    chat.field.fill(text)
    chat.field.press("Enter")
    assert "2001 个字" in chat.find("#notice").inner_text()
    assert chat.field.input_value() == text
    assert chat.mine == []
    chat.say("字" * 2000)
    assert chat.mine == ["字" * 2000]
    assert chat.find("#notice").inner_text().strip() == ""


def test_empty_text_is_not_sent(chat: Any) -> None:
    chat.field.fill("  \n ")
    chat.field.press("Enter")
    assert chat.mine == []


def test_the_page_weighs_little(chat: Any) -> None:
    assert 0 < chat.weight <= 40 * 1024


def test_without_scripts_the_page_says_where_to_ask(browser: Any, page_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_url)
    assert "12345" in page.locator("noscript").text_content()
    assert page.locator("#boot").is_visible()
    assert not page.locator("#text").is_visible()
    context.close()
