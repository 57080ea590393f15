"""What a household's JSON may say, and what is answered when it says something else.

Every refusal is one HouseholdError of one line: the field, what is wrong, what is accepted.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from eligibility import Household, HouseholdError, Library, Range, parse_household, screen
from eligibility.files.vocabulary import vocabulary

TODAY = dt.date(2020, 9, 1)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LONG = "很" * 10_000


def nested(depth: int, mapping: bool = False) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {"a": value} if mapping else [value]
    return value


def facts(**told: Any) -> dict[str, Any]:
    return {"household": told}


def person(**told: Any) -> dict[str, Any]:
    return {"members": [{"name": "本人", **told}]}


REFUSED = [
    # names
    (facts(dibaoo=True), "household.dibaoo：没有这个事实；是不是想写 dibao"),
    (person(disabilty_level=2), "members[0].disabilty_level：没有这个事实；是不是想写 disability_"),
    (facts(zzzzzz=1), "household.zzzzzz：没有这个事实"),
    ({"parameters": {"dibao": 1}}, "parameters.dibao：没有这个参数；可用：dibao_standard、"),
    ({"houshold": {}}, "houshold：不认识的项"),
    ({LONG: 1}, "很…：不认识的项"),
    (facts(**{LONG: 1}), "很…：没有这个事实"),
    # values
    (facts(dibao="yes"), "household.dibao：应是 true、false、unknown 或 declined"),
    (facts(dibao=1), "household.dibao：应是 true、false"),
    (facts(dibao=nested(500)), "household.dibao：应是 true、false"),
    (facts(hukou_place="beijing"), "不认识的值“beijing”，可用：minhou、fuzhou、"),
    (facts(hukou_place=LONG), "household.hukou_place：不认识的值“很"),
    (facts(hukou_place="a\nb"), "不认识的值“a b”"),
    (facts(hukou_place=["minhou"]), "household.hukou_place：不认识的值"),
    (
        person(student_stage="primary"),
        "members[0].student_stage：不认识的值“primary”，可用：none",
    ),
    (
        facts(disaster_phase="emergency"),
        "disaster_phase：应是列表，可用的值：emergency",
    ),
    (facts(disaster_phase=["flood"]), "household.disaster_phase：应是列表，可用的值"),
    (facts(disaster_phase=[{}]), "household.disaster_phase：应是列表，可用的值"),
    (facts(stopped_on="去年"), "household.stopped_on：应是日期，如 1950-03-01"),
    (person(illness_name={"a": 1}), "members[0].illness_name：应是文字"),
    (person(illness_name=nested(500)), "members[0].illness_name：应是文字"),
    (facts(supporter_states={"a": 1}), "household.supporter_states：应是列表，每人一个键值对"),
    (facts(supporter_states=[nested(900, True)]), "每人的各项应是文字、数字或"),
    # numbers
    (facts(people_together="3"), 'people_together：应是数字，或范围 {"low": …, "high": …}'),
    (facts(people_together=True), "people_together：应是数字"),
    (facts(people_together=-5), "people_together：-5 太小，至少是 1"),
    (facts(people_together=0), "people_together：0 太小，至少是 1"),
    (facts(people_together=2.5), "people_together：应是整数"),
    (facts(people_together=10**400), "people_together：应是有限的数字"),
    (facts(income_month_total=float("nan")), "income_month_total：应是有限的数字"),
    (facts(income_month_total=float("inf")), "income_month_total：应是有限的数字"),
    (facts(income_month_total=-1), "income_month_total：-1 太小，至少是 0"),
    (person(age=300), "members[0].age：300 太大，最多是 120"),
    (person(age={"low": 60, "high": 300}), "members[0].age：300 太大，最多是 120"),
    (person(disability_level=5), "members[0].disability_level：5 太大，最多是 4"),
    # ranges
    (facts(income_month_total={"low": 3, "high": 2}), "范围的 low 不能大于 high"),
    (facts(income_month_total={"low": None, "high": None}), "范围至少要有一端"),
    (facts(income_month_total={}), "范围至少要有一端"),
    (facts(income_month_total={"lo": 3}), "income_month_total：lo：不认识的项"),
    (facts(income_month_total={"low": "three"}), "income_month_total：low：应是数字"),
    (facts(income_month_total={"low": float("nan")}), "应是有限的数字"),
    (
        facts(income_month_total={"low": 1, "approx": "circa"}),
        "可用的值：about、over",
    ),
    # parameters
    ({"parameters": {"dibao_standard": 0}}, "parameters.dibao_standard：应是大于 0 的数字"),
    ({"parameters": {"dibao_standard": -1}}, "parameters.dibao_standard：应是大于 0 的数字"),
    ({"parameters": {"dibao_standard": "700"}}, "parameters.dibao_standard：应是大于 0 的数字"),
    ({"parameters": {"dibao_standard": True}}, "parameters.dibao_standard：应是大于 0 的数字"),
    ({"parameters": {"dibao_standard": 10**400}}, "parameters.dibao_standard：应是大于 0 的数字"),
    ({"parameters": {"dibao_standard": float("inf")}}, "应是大于 0 的数字"),
    ({"parameters": []}, "parameters：应是键值对"),
    # supporters
    (facts(supporters={"age": 71}), "supporters：应是列表，每位赡养、抚养、扶养人一项"),
    (facts(supporters=[71]), "supporters：第 1 项应是键值对"),
    (facts(supporters=[{"age": 71}, {"income": 1}]), "第 2 项没有 income；可用：age、birth_date"),
    (facts(supporters=[{"age": 300}]), "supporters：300 太大，最多是 120"),
    (facts(supporters=[{"birth_date": "9990-01-01"}]), "日期应在 1900 年到 2100 年之间"),
    (facts(supporters=[{"relation": nested(900)}]), "supporters：应是文字"),
    # shapes
    ([], "应是键值对"),
    ("本人", "应是键值对"),
    (None, "应是键值对"),
    (facts() | {"household": []}, "household：应是键值对"),
    ({"members": {"name": "本人"}}, "members：应是列表"),
    ({"members": [{"name": str(i)} for i in range(51)]}, "members：太长，最多 50 项"),
    ({"members": ["本人"]}, "members[0]：应是键值对"),
    ({"members": [{"name": ""}]}, "members[0].name：不能是空的"),
    ({"members": [{"name": LONG}]}, "members[0].name：太长，最多 20 个字"),
    ({"members": [{"name": 1}]}, "members[0].name：应是文字"),
    ({"members": [{"relation": "wife"}]}, "members[0].relation：可用的值：self、spouse、"),
    ({"members": [{"name": "儿子"}, {"name": "儿子"}]}, "members：称呼“儿子”用了两次"),
    ({"members": [{}, {}]}, "members：称呼“本人”用了两次"),
    ({"id": 7}, "id：应是文字"),
    ({"jurisdiction": "beijing"}, "jurisdiction：可用的值：fuzhou、minhou、xiamen、guzhang"),
    ({"district": LONG}, "district：太长，最多 20 个字"),
    ({"as_of": "2020-13-01"}, "as_of：应是日期，如 2020-06-29"),
    ({"as_of": 20200901}, "as_of：应是日期，如 2020-06-29"),
    ({"asked": "school"}, "asked：应是列表"),
    ({"said": [{}]}, "said[0].fact：缺少这一项；said[0].words：缺少这一项"),
]


@pytest.mark.parametrize(
    ("data", "message"), REFUSED, ids=[f"{i}-{m[:24]}" for i, (_, m) in enumerate(REFUSED)]
)
def test_what_is_not_accepted_is_said_in_one_clear_line(data: Any, message: str) -> None:
    with pytest.raises(HouseholdError) as raised:
        parse_household(data)
    told = str(raised.value)
    assert message in told
    assert CHINESE.search(told)
    assert "\n" not in told
    assert len(told) < 300


def test_several_slips_are_reported_together() -> None:
    slips = {**facts(dibaoo=True, people_together=-5), **person(age=300)}
    with pytest.raises(HouseholdError) as raised:
        parse_household({**slips, "parameters": {"dibao_standard": -1}})
    for place in ("dibaoo", "people_together", "members[0].age", "parameters.dibao_standard"):
        assert place in str(raised.value)


ACCEPTED = [
    (facts(income_month_total=0), 0),
    (facts(income_month_total={"low": 2000}), Range(low=2000)),
    (facts(income_month_total={"high": 2000}), Range(high=2000)),
    (
        facts(income_month_total={"low": 1800, "high": 2300, "approx": "about"}),
        Range(low=1800, high=2300, approx="about"),
    ),
    (facts(income_month_total="unknown"), "unknown"),
    (facts(income_month_total="declined"), "declined"),
    (facts(income_month_total=None), None),
    (facts(), None),
]


@pytest.mark.parametrize(("data", "value"), ACCEPTED)
def test_numbers_that_are_accepted(data: Any, value: Any) -> None:
    assert parse_household(data).fact("income_month_total") == value


def test_null_means_never_asked() -> None:
    told = parse_household(
        {
            **facts(dibao=None, supporters=[{"relation": None, "age": None}]),
            **person(tekun=None, relation=None),
            "id": None,
            "jurisdiction": None,
            "district": None,
            "as_of": None,
            "parameters": {"dibao_standard": None, "city_avg_wage": 5000},
        }
    )
    assert told.household == {"supporters": [{}]}
    assert told.members[0].facts == {}
    assert told.parameters == {"city_avg_wage": 5000}


@pytest.mark.parametrize("name", sorted(vocabulary().facts))
def test_every_fact_may_be_unknown_declined_or_null(name: str) -> None:
    member = vocabulary().facts[name].scope == "member"
    for value in ("unknown", "declined", None):
        data = person(**{name: value}) if member else facts(**{name: value})
        assert parse_household(data).fact(name, "本人") == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (name, value)
        for name, spec in sorted(vocabulary().facts.items())
        for value in ([*spec.values] if spec.type == "choice" else [])
    ],
)
def test_every_value_of_the_vocabulary_is_accepted(name: str, value: str) -> None:
    assert parse_household(facts(**{name: value})).fact(name) == value


def test_a_household_without_members_is_one_person() -> None:
    (only,) = parse_household({}).members
    assert (only.name, only.relation) == ("本人", "self")


def test_a_members_own_value_is_found_first() -> None:
    told = parse_household({**facts(hukou_place="minhou"), **person(hukou_place="other")})
    assert told.fact("hukou_place", "本人") == "other"
    assert told.fact("hukou_place") == "minhou"
    assert told.fact("hukou_place", "儿子") == "minhou"


def test_long_texts_are_kept_as_they_are() -> None:
    told = parse_household({"id": LONG, "said": [{"fact": "dibao", "words": LONG}]})
    assert told.id == LONG
    assert told.said[0].words == LONG


# -- a copy with one more fact --------------------------------------------------------------


def test_telling_a_fact_makes_a_copy_and_keeps_the_words() -> None:
    before = parse_household({**person(age=40), "said": [{"fact": "dibao", "words": "没有"}]})
    spread = Range(low=1800, high=2300, approx="about")
    untouched = before.model_dump()
    after = before.told("income_month_total", spread, words="两千来块")
    assert before.model_dump() == untouched
    assert after.fact("income_month_total") == spread
    assert [said.words for said in after.said] == ["没有", "两千来块"]
    again = after.told("income_month_total", 2500, words="两千五")
    assert [said.words for said in again.said] == ["没有", "两千五"]


def test_a_fact_can_be_told_of_a_member_or_of_the_place() -> None:
    told = parse_household({"members": [{"name": "本人"}, {"name": "女儿"}]})
    told = told.told("student_stage", "compulsory", member="女儿")
    told = told.told("jurisdiction", "fuzhou").told("district", "台江区")
    assert told.fact("student_stage", "女儿") == "compulsory"
    assert told.fact("student_stage", "本人") is None
    assert (told.jurisdiction, told.district) == ("fuzhou", "台江区")


def test_an_impossible_answer_is_refused_and_changes_nothing() -> None:
    told = parse_household(person(age=40))
    with pytest.raises(HouseholdError, match="300 太大"):
        told.told("age", 300, member="本人")
    assert told.fact("age", "本人") == 40


def test_the_json_of_a_household_reads_back_the_same() -> None:
    data = {
        "id": "户-7",
        "jurisdiction": "minhou",
        "as_of": "2020-09-01",
        **facts(income_month_total={"low": 1800, "approx": "about"}, dibao="declined"),
        "members": [{"name": "本人", "relation": "self", "age": 51}, {"name": "女儿"}],
        "parameters": {"dibao_standard": 700},
        "asked": ["school"],
        "said": [{"fact": "dibao", "words": "不想说"}],
    }
    told = parse_household(data)
    again = parse_household(json.loads(told.model_dump_json()))
    assert again == told
    assert isinstance(again, Household)


@pytest.mark.parametrize("place", ["fuzhou", "minhou"])
def test_strange_but_valid_households_are_screened(library: Library, place: str) -> None:
    strange = [
        {},
        facts(supporter_states=[{"a": None}], disaster_phase=[], supporters=[{}]),
        {"members": [{"name": f"{i}"} for i in range(12)]},
        {"members": [{"name": "@#{member}\u202e"}], "district": "不存在的县"},
        {"as_of": "9999-12-31", **facts(supporters=[{"birth_date": "2100-12-31"}])},
        {"as_of": "0001-01-01"},
        facts(district=LONG, **{name: "unknown" for name in ("dibao", "supporters")}),
    ]
    for data in strange:
        told = parse_household({"jurisdiction": place, **data})
        assert screen(library, told, TODAY, everything=True).to_json()["as_of"]
