"""Whole messages: every fact they state, with its person, and no other."""

from typing import Any

import pytest
import yaml

from bot.understanding import as_known, read_message
from bot.understanding.reading import MemberSaid, Reading
from tests.understanding.answering_helper import household
from tests.understanding.tables import table

MESSAGES = table("messages")
FACTS = "eligibility/facts.yml"


@pytest.mark.parametrize("case", MESSAGES, ids=[case["text"][:20] for case in MESSAGES])
def test_message(case: dict[str, Any]) -> None:
    shown = read_message(case["text"]).to_json()
    assert shown["household"] == case["household"]
    assert shown["members"] == case["members"]


@pytest.mark.parametrize("case", MESSAGES, ids=[case["text"][:20] for case in MESSAGES])
def test_every_fact_has_its_words(case: dict[str, Any]) -> None:
    reading = read_message(case["text"])
    for said in [*reading.facts, *reading.places, *reading.wishes]:
        start, end = said.span
        assert case["text"][start:end] == (said.text if hasattr(said, "text") else said.words)


def test_contract_example() -> None:
    text = "我家三口人，老婆尿毒症，孩子读高中，一个月两千来块"
    shown = read_message(text).to_json()
    assert shown["income"] == [
        {"who": "household", "value": 2000, "low": 1800, "high": 2300, "approx": "about",
         "per": "month"}
    ]  # fmt: skip
    assert shown["quantities"] == [
        {"kind": "count", "text": "三口", "span": [2, 4], "value": 3, "unit": "人"},
        {"kind": "money", "text": "两千来块", "span": [21, 25], "value": 2000, "low": 1800,
         "high": 2300, "approx": "about", "unit": "元"},
    ]  # fmt: skip
    assert set(shown) == {
        "text", "household", "members", "income", "quantities", "places", "emergency", "intent",
    }  # fmt: skip


def gone(reading: Reading) -> list[tuple[str, str | None]]:
    return [(m.label, m.gone) for m in reading.members if m.gone]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("老头子去年走了", [("老头子", "dead")]),
        ("妈跑了", [("妈", "left")]),
        ("我公公三年前去世", [("公公", "dead")]),
        ("我老公走路要扶", []),
    ],
)
def test_dead_and_left_members(text: str, expected: list[tuple[str, str]]) -> None:
    assert gone(read_message(text)) == expected


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("想申请低保", ["dibao"]),
        ("我妈88岁能办五保吗", ["tekun"]),
        ("我家吃低保三年了", []),
        ("我家没有低保", []),
    ],
)
def test_wished_is_not_held(text: str, statuses: list[str]) -> None:
    reading = read_message(text)
    assert [wish.status for wish in reading.wishes] == statuses
    if statuses:
        assert "dibao" not in reading.household()


def test_tekun_without_how_it_is_cared_for_stays_open() -> None:
    reading = read_message("我叔叔是五保户")
    assert reading.open[0].candidates == ("concentrated", "dispersed")
    assert "tekun" not in reading.of("叔叔")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("我家低保户", "dibao"),
        ("我们家建档立卡", "registered_poor_household"),
        ("我家有低收入证", "low_income_certified"),
        ("家里被洪水淹了", "natural_disaster"),
        ("上个月出了车祸", "fire_or_accident"),
        ("没钱买米", "no_money_for_food"),
        ("医院催缴费", "medical_unpaid"),
        ("厂里拖欠工资半年", "income_lost_suddenly"),
    ],
)
def test_household_fact_and_its_denials(text: str, fact: str) -> None:
    assert read_message(text).household()[fact] is True
    for other in (f"听说{text}", f"隔壁老王，{text.replace('我家', '').replace('我们家', '')}"):
        assert fact not in read_message(other).household()


def test_correction_takes_back_what_was_denied() -> None:
    reading = read_message("不是三口人，是四口人")
    assert reading.household() == {"people_together": 4}
    assert reading.corrections[0].denied == "三口人"


def test_spending_is_told_apart_from_income() -> None:
    reading = read_message("工资三千，房租八百，看病报销后自己花了两万")
    assert [flow.quantity.value for flow in reading.income] == [3000]
    assert [(flow.quantity.value, flow.own) for flow in reading.spending] == [
        (800, False),
        (20000, True),
    ]


def test_people_under_the_names_the_household_has() -> None:
    reading = as_known(read_message("我老公尿毒症，娃上小学，两个孙子"), household())
    labels = [(m.label, m.relation) for m in reading.members if isinstance(m, MemberSaid)]
    assert labels[0] == ("老伴", "spouse")
    assert reading.of("老伴")["severe_illness"] is True
    assert reading.of("女儿") == {"student_stage": "compulsory"}


def test_facts_are_those_of_the_vocabulary() -> None:
    with open(FACTS, encoding="utf-8") as file:
        vocabulary = yaml.safe_load(file)["facts"]
    for case in MESSAGES:
        for said in read_message(case["text"]).facts:
            if said.fact in ("jurisdiction", "district"):
                continue
            spec = vocabulary[said.fact]
            assert spec["scope"] == ("household" if said.member is None else "member"), said
            if isinstance(said.value, str) and said.value != "unknown" and "values" in spec:
                assert said.value in {str(value) for value in spec["values"]}, said


@pytest.mark.parametrize("text", ["", " ", "\n", "😀😀😀", "<b>你好</b>", "/restart", "，。！"])
def test_nothing_to_read(text: str) -> None:
    reading = read_message(text)
    assert (reading.facts, reading.members, reading.emergency) == ([], [], None)
    assert reading.to_json()["text"] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("现在低保标准是900元", {"dibao_standard": 900}),
        ("闽侯今年低保线每人每月950块", {"dibao_standard": 950}),
        ("低保标准一千二", {"dibao_standard": 1200}),
        (
            "低保边缘家庭标准1350元，人均可支配收入52000元",
            {"marginal_line": 1350, "disposable_income_last_year": 52000},
        ),
        ("低保标准是不是900元？", {}),
        ("低保标准900元吗", {}),
        ("去年低保标准800元", {}),
        ("如果低保标准是900元呢", {}),
        ("听说低保标准900", {}),
        ("我领低保600块", {}),
        ("我们低保标准大概九百", {}),
        ("低保标准9元", {}),
        ("低保标准12000元", {}),
    ],
)
def test_a_local_figure_of_the_day(text: str, expected: dict[str, float]) -> None:
    assert {figure.name: figure.value for figure in read_message(text).figures} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("街道说有儿子不能办", "oral"),
        ("窗口口头说不行", "oral"),
        ("窗口不收我的材料", "not_accepted"),
        ("交了材料三个月没消息", "no_answer"),
        ("给我们发了不予批准通知书", "written"),
        ("低保没批下来", "oral"),
        ("怎么申请低保，要交什么材料", None),
        ("听说有车就不能办", None),
        ("村里说有儿子不能办是不是啊", None),
        ("我没有申请过", None),
    ],
)
def test_how_an_application_went(text: str, expected: str | None) -> None:
    assert read_message(text).household().get("application_refused") == expected
