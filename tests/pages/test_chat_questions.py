"""Choices, folds, links and print of the chat page, on scripted replies."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

CARE = {
    "text": "家里有没有下面这些情况？",
    "choices": [
        {"id": "ill", "label": "有人得了大病"},
        {"id": "disabled", "label": "有人有残疾证"},
        {"id": "none", "label": "都没有"},
        {"id": "unknown", "label": "不清楚"},
    ],
    "multiple": True,
    "question": "care",
    "more": False,
}
NOTICE = {
    "text": "低保停了，有书面决定吗？",
    "choices": [{"id": "yes", "label": "有"}, {"id": "no", "label": "没有"}],
    "multiple": False,
    "question": "paper",
    "more": False,
}

# The page learns of a scroll at the next frame.
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def words(text: str, more: bool = False) -> dict[str, Any]:
    return {"text": text, "choices": [], "multiple": False, "question": None, "more": more}


def test_one_choice_by_tap(chat: Any, stub: Any) -> None:
    stub.script.append([NOTICE])
    chat.say("你好")
    keys = chat.find(".choices button")
    assert keys.all_inner_texts() == ["1\n有", "2\n没有"]
    keys.nth(1).click()
    chat.settled()
    assert stub.posted[-1] == {"choice": "no", "question": "paper"}
    assert chat.mine == ["你好", "没有"]
    assert keys.nth(0).is_disabled()
    assert keys.nth(1).is_disabled()


def test_one_choice_by_keyboard(chat: Any, stub: Any) -> None:
    stub.script.extend([[NOTICE], [CARE]])
    chat.say("你好")
    chat.field.press("Shift+Tab")
    assert chat.page.evaluate("document.activeElement.textContent") == "2没有"
    chat.page.keyboard.press("Enter")
    chat.settled()
    assert stub.posted[-1] == {"choice": "no", "question": "paper"}
    assert chat.page.evaluate("document.activeElement.className") == "msg me"
    chat.page.keyboard.press("Tab")  # the way goes on where the answer stands
    assert chat.page.evaluate("document.activeElement.textContent") == "1有人得了大病"


def test_typing_an_answer_closes_the_choices(chat: Any, stub: Any) -> None:
    stub.script.append([NOTICE])
    chat.say("你好")
    chat.say("有的")
    assert stub.posted[-1] == {"text": "有的"}
    assert chat.find(".choices button:enabled").count() == 0


def test_a_double_tap_sends_once(chat: Any, stub: Any) -> None:
    stub.script.append([NOTICE])
    chat.say("你好")
    chat.find(".choices button").first.evaluate("(key) => { key.click(); key.click(); }")
    chat.settled()
    chat.field.fill("好")
    chat.key("发送").dblclick()
    chat.settled()
    assert stub.posted[1:] == [{"choice": "yes", "question": "paper"}, {"text": "好"}]


def test_several_choices(chat: Any, stub: Any) -> None:
    stub.script.append([CARE])
    chat.say("你好")
    for name in ("有人有残疾证", "有人得了大病"):
        chat.page.get_by_role("checkbox", name=name).click()
    chat.key("确定").click()
    chat.settled()
    assert stub.posted[-1] == {"choices": ["ill", "disabled"], "question": "care"}
    assert chat.mine[-1] == "有人得了大病；有人有残疾证"


def test_none_of_these_stands_alone(chat: Any, stub: Any) -> None:
    stub.script.append([CARE])
    chat.say("你好")
    box = {
        name: chat.page.get_by_role("checkbox", name=name) for name in ("有人得了大病", "都没有")
    }
    box["有人得了大病"].click()
    box["都没有"].click()
    assert box["有人得了大病"].get_attribute("aria-checked") == "false"
    box["有人得了大病"].click()
    assert box["都没有"].get_attribute("aria-checked") == "false"
    box["都没有"].press("Space")
    chat.key("确定").click()
    chat.settled()
    assert stub.posted[-1] == {"choices": ["none"], "question": "care"}


def test_nothing_chosen_is_said_and_not_sent(chat: Any, stub: Any) -> None:
    stub.script.append([CARE])
    chat.say("你好")
    chat.key("确定").click()
    assert "请先选一项" in chat.find("#notice").inner_text()
    assert len(stub.posted) == 1


def test_an_open_question_offers_what_can_always_be_said(chat: Any, stub: Any) -> None:
    stub.asking = True
    stub.script.append([NOTICE])
    chat.say("你好")
    chat.key("为什么问这个").click()
    chat.settled()
    assert stub.posted[-1] == {"text": "为什么问这个"}
    assert chat.key("不知道").count() == 1  # the answer to that has no choices of its own


def test_more_is_folded_until_asked_for(chat: Any, stub: Any) -> None:
    stub.script.append([words("先去镇里"), words("依据一", True), words("依据二", True)])
    chat.say("你好")
    assert chat.theirs == ["先去镇里"]
    more = chat.page.get_by_role("button", name="更多")
    assert more.count() == 1
    assert more.get_attribute("aria-expanded") == "false"
    more.press("Enter")
    assert chat.theirs == ["先去镇里", "依据一", "依据二"]
    fold = chat.page.get_by_role("button", name="收起")
    assert fold.get_attribute("aria-expanded") == "true"
    fold.click()
    assert chat.theirs == ["先去镇里"]


ACCOUNT = "依据：古办〔2021〕9号\n\n【医疗救助】去医院\n· 急救〔法 第三十条〕\n  符不符合由医院核。"


def test_an_account_is_laid_out_by_its_lines(chat: Any, stub: Any) -> None:
    stub.script.append([words("先去镇里"), words(ACCOUNT, True)])
    chat.say("你好")
    chat.key("更多").click()
    heading = chat.page.get_by_role("heading", name="【医疗救助】")
    assert heading.inner_text() == "【医疗救助】去医院"
    assert chat.find(".point").all_inner_texts() == ["· 急救〔法 第三十条〕"]
    assert chat.find(".under").all_inner_texts() == ["符不符合由医院核。"]
    # The number of a document is read as its name, not as a source.
    assert chat.find(".cite").all_inner_texts() == ["〔法 第三十条〕"]


def test_a_long_account_leads_back_to_the_result(chat: Any, stub: Any) -> None:
    stub.script.append([words("先去镇里"), words("很长的依据\n" * 200, True)])
    chat.say("你好")
    chat.key("更多").click()
    chat.key("回到上面的结果").click()
    assert chat.theirs == ["先去镇里"]
    assert chat.key("更多").get_attribute("aria-expanded") == "false"
    box = chat.find(".result .bubble").first.bounding_box()
    assert 0 < box["y"] < chat.page.viewport_size["height"]


def test_choices_stay_outside_the_fold(chat: Any, stub: Any) -> None:
    stub.script.append([words("先去镇里"), {**NOTICE, "more": True}])
    chat.say("你好")
    assert chat.find(".choices button").first.is_visible()


@pytest.mark.parametrize("context", ["phone"], indirect=True)
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("有伤打120，政府热线12345。", ["120", "12345"]),
        ("拨打110、119", ["110", "119"]),
        ("每月 120 元，110块，共119人", []),
        ("侯政办〔2020〕110号，第120条", []),
        ("1120 0.120 12345元 0591-12345 123456 12345.6", []),
        ("80% × 120 = 96，45 × 120", []),
        ("打 12393（医保）或 12333", ["12393", "12333"]),
    ],
)
def test_hotlines_become_links(chat: Any, stub: Any, text: str, numbers: list[str]) -> None:
    stub.script.append([words(text)])
    chat.say("你好")
    links = chat.find("#log a")
    assert links.all_inner_texts() == numbers
    assert [link.get_attribute("href") for link in links.all()] == [f"tel:{n}" for n in numbers]
    assert chat.theirs == [text]


def test_markup_in_a_reply_is_shown_as_text(chat: Any, stub: Any) -> None:
    text = "<script>x()</script>\n<b>第二行</b>"
    stub.script.append([words(text), {**NOTICE, "choices": [{"id": "a", "label": "<i>甲</i>"}]}])
    chat.say("你好")
    assert chat.theirs[0] == text
    assert chat.find("#log script, #log b, #log i").count() == 0


def test_reload_brings_back_the_open_question(chat: Any, stub: Any) -> None:
    stub.script.extend([[NOTICE], [CARE]])
    chat.say("你好")
    chat.find(".choices button").first.click()
    chat.settled()
    chat.reload()
    chat.find("#continue").click()
    assert chat.find(".choices").count() == 2
    assert chat.find(".choices button:enabled").count() == 5
    chat.page.get_by_role("checkbox", name="都没有").click()
    chat.key("确定").click()
    chat.settled()
    assert stub.posted[-1] == {"choices": ["none"], "question": "care"}


def test_a_long_result_is_read_from_its_beginning(chat: Any, stub: Any) -> None:
    stub.script.append([words("先去镇里。\n" * 40), words("再带材料。\n" * 40)])
    chat.say("你好")
    top = chat.find(".me").last.bounding_box()["y"]
    assert 0 <= top - chat.find("#bar").bounding_box()["height"] <= 40


def test_what_is_hidden_below_is_pointed_at(chat: Any, stub: Any) -> None:
    stub.script.append([words("先去镇里。\n" * 40), NOTICE])
    chat.say("你好")
    down = chat.key("往下看")
    for _ in range(9):
        chat.page.evaluate(TWO_FRAMES)
        if not down.is_visible():
            break
        down.click()
    last = chat.find(".choices button").last.bounding_box()
    assert last["y"] + last["height"] <= chat.find("#foot").bounding_box()["y"]


def test_the_end_offers_print_and_clearing(chat: Any, stub: Any) -> None:
    stub.done = True
    stub.script.append([words("先去镇里")])
    chat.say("你好")
    assert "看完请点“清除”" in chat.find(".end").inner_text()
    chat.page.evaluate("window.print = () => { window.printed = true; }")
    chat.key("打印").click()
    assert chat.page.evaluate("window.printed") is True
    chat.find(".end").get_by_role("button", name="清除").click()
    assert chat.mine == []


def test_paper_shows_the_result_with_everything_folded(chat: Any, stub: Any) -> None:
    stub.script.extend([[NOTICE], [words("先去镇里"), words("依据", True)]])
    chat.say("我的事")
    chat.say("有")
    chat.page.emulate_media(media="print")
    assert chat.theirs == ["先去镇里", "依据"]
    assert not chat.page.get_by_text("我的事").is_visible()
    assert not chat.field.is_visible()
    assert chat.find(".print-only").is_visible()


def test_everything_to_tap_is_large_enough(chat: Any, stub: Any) -> None:
    stub.asking = True
    stub.script.append([words("甲"), words("乙", True), CARE])
    chat.say("你好")
    for key in chat.find("button:visible, textarea").all():
        box = key.bounding_box()
        assert min(box["width"], box["height"]) >= 44, key.inner_text()


CONTRAST = """() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const shade = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.getClientRects().length) continue;
    const pair = [shade(parse(getComputedStyle(node).color)), shade(ground(node))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) weak.push(`${walker.currentNode.data} ${ratio.toFixed(2)}`);
  }
  return weak;
}"""


def test_letters_stand_out_from_their_ground(chat: Any, stub: Any) -> None:
    stub.asking = True
    stub.script.extend([[NOTICE], [words("打 12345"), words("乙", True), CARE]])
    stub.statuses.extend([200, 200, 503])
    chat.say("你好")
    chat.find(".choices button").first.click()
    chat.settled()
    chat.page.get_by_role("checkbox", name="都没有").click()
    chat.key("大字").click()
    assert chat.page.evaluate(CONTRAST) == []
    chat.say("再说一句")
    assert chat.find("button.mark").is_visible()
    assert chat.page.evaluate(CONTRAST) == []
