"""Questions about policy, answered from the documents: every matter, aspect, place and two days."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re

import pytest

from bot.replies.policy import Asked, Where, answer, elsewhere, trouble, unknown
from bot.replies.policy_words import policy_words
from eligibility import Library

LAW = dt.date(2026, 11, 20)
"""A day on which the law of the country is in force."""
BEFORE = dt.date(2026, 3, 2)
PLACES = ("fuzhou", "minhou", "xiamen", "guzhang", None)
ASPECTS = ("what", "who", "how_much", "where", "papers", "how_long", "how")
TOPICS = tuple(policy_words().topics)
MOST_LINES = 8
MOST_CHARACTERS = 420
PROMISES = ("一定能", "肯定", "保证给", "您能领", "您可以领", "就能领", "包您")


def texts(library: Library, where: Where, day: dt.date = LAW, **asked: tuple[str, ...]) -> str:
    return "\n".join(reply.text for reply in answer(Asked(**asked), where, library, day))


def told(
    library: Library, topic: str, aspect: str, place: str | None = None, day: dt.date = LAW
) -> str:
    return texts(library, Where(place), day, topics=(topic,), aspects=(aspect,))


# -- every answer -------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_is_short_and_promises_nothing(library: Library, topic: str) -> None:
    for aspect, place, day in itertools.product(ASPECTS, PLACES, (LAW, BEFORE)):
        text = told(library, topic, aspect, place, day)
        assert text.count("\n") < MOST_LINES, text
        assert len(text) <= MOST_CHARACTERS, (len(text), text)
        assert not any(promise in text for promise in PROMISES), text
        assert "{" not in text


@pytest.mark.parametrize("place", PLACES)
def test_every_figure_stands_in_a_document_of_the_place(
    library: Library, place: str | None
) -> None:
    packs = library.packs_at(place) if place else [library.packs["national"]]
    known = "".join(pack.file.model_dump_json() for pack in packs)
    for topic, day in itertools.product(TOPICS, (LAW, BEFORE)):
        text = told(library, topic, "how_much", place, day)
        for figure in re.findall(r"(\d+(?:\.\d+)?)(?:元|万元)", text):
            assert figure in known, (topic, figure)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_law_is_not_cited_before_its_day(library: Library, topic: str) -> None:
    for aspect, place in itertools.product(ASPECTS, PLACES):
        assert "社会救助法" not in told(library, topic, aspect, place, BEFORE)


@pytest.mark.parametrize("topic", TOPICS)
def test_without_a_place_only_what_holds_everywhere_is_told(library: Library, topic: str) -> None:
    for aspect in ASPECTS:
        text = told(library, topic, aspect)
        assert not re.search(r"政办|委办|闽民救|古办", text), text
        assert "哪个县（市、区）" in text


# -- the data -----------------------------------------------------------------------------------


def test_every_clause_named_stands_in_a_pack(library: Library) -> None:
    known = {
        rule.spec.clause for pack in library.packs.values() for rule in (*pack.items, *pack.groups)
    }
    words = policy_words()
    said = [matter.what for matter in words.topics.values()]
    said += [line for found in words.situations.values() for line in found.lines]
    named = {clause for one in said for clause in one.by}
    named |= {clause for matter in words.topics.values() for clause in matter.clauses}
    assert named - known == set()


def test_every_topic_and_door_named_stands_in_a_pack(library: Library) -> None:
    files = [pack.file for pack in library.packs.values()]
    topics = {name for file in files for name in file.topics}
    doors = {door.status for file in files for door in file.doors}
    for name, matter in policy_words().topics.items():
        assert matter.matter in topics, name
        assert matter.status is None or matter.status in doors, name
        assert matter.figure is None or matter.figure in library.vocabulary.parameters, name


def test_matters_named_for_a_situation_are_known() -> None:
    words = policy_words()
    for name, found in words.situations.items():
        meant = {*found.about, *(topic for line in found.lines for topic in line.for_)}
        assert meant <= words.topics.keys(), name


# -- particular answers -------------------------------------------------------------------------


def test_what_a_matter_is_with_the_clause_of_the_law(library: Library) -> None:
    first = told(library, "dibao", "what", "minhou").splitlines()[0]
    assert first.startswith("低保：")
    assert first.endswith("〔社会救助法（2026） 第十八条〕")


def test_a_figure_is_told_with_its_document_year_and_clause(library: Library) -> None:
    text = told(library, "tekun", "how_much", "minhou")
    assert "每人每月3187元〔三(二)一是〕" in text
    assert "侯政办〔2020〕87号，数目是2020年的，现在多少以窗口为准" in text
    assert "住在家里的，文件没有写数目" in text
    assert "给不给、给多少由窗口核定" in text


def test_the_same_question_for_another_place(library: Library) -> None:
    guzhang = told(library, "relief", "how_much", "guzhang")
    assert "2000到4000元，每户每次" in guzhang
    assert "只管古丈的城镇户口" in guzhang
    assert "2000到4000" not in told(library, "relief", "how_much", "xiamen")


def test_where_no_document_fixes_a_number_it_says_so(library: Library) -> None:
    text = told(library, "dibao", "how_much", "xiamen")
    assert "当地低保标准现在是多少，文件里没有数，请问窗口或打 12345" in text
    assert not re.search(r"\d元", text)


def test_a_share_is_told_as_a_share(library: Library) -> None:
    assert "自己掏的钱的30%" in told(library, "relief", "how_much", "fuzhou")
    assert "当地低保标准的1.3倍" in told(library, "relief", "how_much", "fuzhou")
    assert "每平方米每月0.8元" in told(library, "housing", "how_much", "minhou")


def test_urgent_relief_is_sought_where_it_happened(library: Library) -> None:
    for place in PLACES:
        assert "去哪里：出事、遇到困难的地方" in told(library, "relief", "where", place)


def test_papers_with_the_clause_and_those_not_needed(library: Library) -> None:
    text = told(library, "tekun", "papers", "minhou")
    assert "身份证明" in text
    assert "〔特困人员认定办法（2021） 第十条〕" in text
    assert "窗口常要的（文件没有写）：户口本" in text
    assert "不用带：收入、存款、房产、车辆" in text


def test_how_long_with_the_clause(library: Library) -> None:
    text = told(library, "dibao", "how_long", "minhou")
    assert "一般30个工作日内办完" in text
    assert "第二十二条" in text


def test_how_long_without_a_matter(library: Library) -> None:
    text = texts(library, Where("minhou"), aspects=("how_long",))
    assert "低保，多久" in text
    assert "临时救助，多久" in text


def test_offices_with_the_names_they_have_today(library: Library) -> None:
    text = told(library, "medical", "where", "minhou")
    assert "县医保局" in text
    assert "12393" in text


def test_a_plan_whose_time_is_over_says_so(library: Library) -> None:
    text = told(library, "disability_living", "what", "fuzhou")
    assert "期限写到2020年底，现在以窗口为准" in text


def test_what_the_place_has_withdrawn_is_not_told(library: Library) -> None:
    clause = "minhou-3.2.1a"
    local = dataclasses.replace(library.local, withdrawn=frozenset({clause}))
    without = dataclasses.replace(library, local=local)
    assert "3187" not in told(without, "tekun", "how_much", "minhou")
    assert "3884" in told(without, "tekun", "how_much", "minhou")


def test_a_place_without_documents_is_told_so(library: Library) -> None:
    text = texts(library, Where(elsewhere="泉州"), topics=("dibao",), aspects=("how_much",))
    assert "泉州的文件我这里没有收录" in text
    assert "社会救助法" in text


def test_two_matters_are_answered_each_and_more_are_named(library: Library) -> None:
    asked = Asked(topics=("dibao", "tekun", "relief"), aspects=("who",))
    replies = answer(asked, Where("minhou"), library, LAW)
    assert [reply.text[:2] for reply in replies] == ["低保", "特困", "还问"]
    assert "临时救助" in replies[-1].text


# -- what people fear shuts them out --------------------------------------------------------------


@pytest.mark.parametrize(
    ("situation", "topic", "said", "cited"),
    [
        ("car", "dibao", "有车不等于不能申请", "第十四条"),
        ("house", "dibao", "有房不等于不能申请", "第十四条"),
        ("savings", "dibao", "有点存款不等于不能申请", "第十四条"),
        ("child", "dibao", "有儿女不等于不能申请低保", "第七条"),
        ("child", "tekun", "看儿女有没有能力养", "第八条"),
        ("working", "dibao", "上班、打工不等于不能领", "第十八条"),
        ("pension", "tekun", "不影响“没有生活来源”", "第六条"),
        ("hukou", "relief", "不看户口", "第三十七条"),
        ("hukou", "dibao", "向户口所在地申请", "第三十七条"),
        ("hukou", "education", "就读的学校", "第三十八条"),
        ("ending", "dibao", "要听您的意见", "第四十八条"),
    ],
)
def test_a_fear_gets_one_line(
    library: Library, situation: str, topic: str, said: str, cited: str
) -> None:
    text = texts(library, Where("minhou"), topics=(topic,), situations=(situation,))
    assert "\n" not in text
    assert said in text
    assert cited in text


def test_hukou_without_a_matter_is_answered_for_both(library: Library) -> None:
    lines = texts(library, Where(), situations=("hukou",)).splitlines()
    assert [line[:5] for line in lines] == ["低保：向户", "临时救助："]


@pytest.mark.parametrize("situation", list(policy_words().situations))
def test_a_fear_before_the_law_has_an_answer_without_a_clause(
    library: Library, situation: str
) -> None:
    text = texts(library, Where("minhou"), BEFORE, situations=(situation,))
    assert text
    assert "〔" not in text


def test_a_fear_beside_a_question_gets_both(library: Library) -> None:
    text = texts(
        library, Where("minhou"), topics=("dibao",), aspects=("papers",), situations=("car",)
    )
    assert "有车不等于不能申请" in text
    assert "要带" in text


# -- what is not here -----------------------------------------------------------------------------


@pytest.mark.parametrize("topic", list(policy_words().absent))
def test_what_no_document_knows_is_said_honestly(library: Library, topic: str) -> None:
    text = texts(library, Where("minhou"), topics=(topic,), aspects=("how_much",))
    assert "不在我手上的这五份文件里，我不乱说" in text
    assert re.search(r"123\d\d", text)


def test_nothing_recognised() -> None:
    assert "12345" in unknown().text


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        *(("wages", "12333"), ("pension", "12333"), ("health_insurance", "12393")),
        *(("legal", "12348"), ("land", "12345"), ("crime", "110"), (None, "12345")),
    ],
)
def test_where_to_turn_with_something_else(subject: str | None, number: str) -> None:
    assert number in elsewhere(subject).text


# -- something went wrong -----------------------------------------------------------------------


@pytest.mark.parametrize("occasion", ["stopped", "refused", "unanswered"])
@pytest.mark.parametrize("place", PLACES)
def test_rights_first(library: Library, occasion: str, place: str | None) -> None:
    text = trouble(occasion, Where(place), library, LAW).text  # type: ignore[arg-type]
    assert "先说您的权利" in text.splitlines()[0]
    assert text.count("“") == 3
    assert text.count("〔") == 3


def test_rights_before_the_law_are_those_that_always_held(library: Library) -> None:
    text = trouble("stopped", Where("minhou"), library, BEFORE).text
    assert "书面告诉您理由" in text
    assert "社会救助法" not in text
