"""The account behind the result: complete, cited, without a harsh word."""

from __future__ import annotations

import re

from bot.replies.offers import in_order
from bot.replies.report_items import missing_text
from eligibility import Item, Library, Screening
from eligibility.telling.screening import Missing
from tests.replies.conftest import HOUSEHOLDS, Told, tell
from tests.replies.test_summary import named

STILL_APPLY = "您仍可提交申请，窗口应当受理。"
OPEN = ("eligible", "unknown")


def lines_of(told: Told) -> list[str]:
    return told.account.text.splitlines()


def with_items(told: Told, items: list[Item]) -> Told:
    screening = told.screening.model_copy(update={"items": items})
    return Told(told.name, screening, told.guide, told.urgent)


def test_what_may_be_taken_up_stands_in_its_own_line(told: Told) -> None:
    doors = {door.clause for door in told.guide.doors}
    for item in told.guide.offered:
        if item.clause not in doors:
            start = f"· {item.label}"
            own = [x for x in lines_of(told) if x.startswith(start) and item.citation.section in x]
            standing = "初步符合" if item.verdict == "eligible" else "要看条件"
            assert any(standing in line for line in own), item.clause


def test_what_else_is_open_is_named_or_counted(told: Told) -> None:
    _, _, waiting = told.account.text.partition("【还要看情况的】")
    for topic in dict.fromkeys(item.topic for item in told.guide.waiting):
        labels = dict.fromkeys(i.label for i in told.guide.waiting if i.topic == topic)
        line = next(
            x for x in waiting.splitlines() if x.startswith(f"· {told.guide.topics[topic].label}：")
        )
        named = [label for label in labels if label in line]
        assert len(named) == len(labels) or f"等{len(labels)}项" in line, topic


def test_nothing_for_a_person_is_lost_between_the_two(told: Told) -> None:
    over = {d.id for d in told.screening.documents if d.perhaps_ended}
    listed = {item.clause for item in (*told.guide.offered, *told.guide.waiting)}
    listed |= {door.clause for door in told.guide.doors}
    for item in told.screening.items:
        personal = item.kind == "benefit" and item.verdict in OPEN and not item.already
        if personal and item.document not in over and told.guide.facts.get(item.clause):
            assert item.clause in listed or item.topic in ("rights", "oversight", "service")


def test_soft_services_share_one_line_with_their_number(told: Told) -> None:
    over = {d.id for d in told.screening.documents if d.perhaps_ended}
    items = [i for i in told.screening.items if i.document not in over]
    soft = [i for i in items if i.kind == "soft" and i.verdict in OPEN]
    found = [line for line in lines_of(told) if line.startswith("另有")]
    assert len(found) == bool(soft)
    if soft:
        assert found[0].startswith(f"另有{len(soft)}项服务")
        assert all(item.label in found[0] for item in soft)


def test_every_door_is_named(told: Told) -> None:
    for door in told.screening.doors:
        assert door.label in told.account.text, door.status


def test_a_door_says_where_what_to_say_and_bring(told: Told) -> None:
    lines = lines_of(told)
    for rank, door in enumerate(in_order(told.guide.doors)):
        own = next(i for i, x in enumerate(lines) if x.startswith(f"· {door.label}"))
        assert f"去{door.apply_at}〔" in lines[own]
        block = "\n".join(lines[own : own + 6])
        assert "可以这样说：“" in block or rank > 2
        assert "  要带：" in block or rank > 2 or not door.papers


def test_every_open_condition_of_an_offer_is_named(told: Told) -> None:
    for item in told.guide.offered:
        for missing in item.missing if item.verdict == "unknown" else ():
            labels = {one.label for one in item.missing}
            assert missing.label in told.account.text or len(labels) > 5, item.clause


def test_offices_are_named(told: Told) -> None:
    for item in told.guide.offered:
        if item.document != "national":
            assert all(office in told.account.text for office in item.offices), item.clause


def test_documents_are_named_with_year(told: Told) -> None:
    for document in told.screening.documents:
        year = str(document.issued.year)
        named = document.number + ("" if year in document.number else f"，{year}年印发")
        items = [i for i in told.screening.items if i.document == document.id]
        open_now = any(item.verdict in OPEN for item in items)
        assert named in told.account.text or (document.perhaps_ended and not open_now)


def test_it_ends_with_the_right_to_apply(told: Told) -> None:
    assert told.account.text.endswith(STILL_APPLY)


def test_what_does_not_fit_is_said_with_its_distance(told: Told) -> None:
    over = {d.id for d in told.screening.documents if d.perhaps_ended} | {"national"}
    negative = [
        i
        for i in told.screening.items
        if i.verdict == "not_eligible"
        and i.kind == "benefit"
        and i.document not in over
        and i.topic in told.guide.topics
        and i.topic not in ("rights", "oversight")
    ]
    assert ("暂时还对不上" in told.account.text) == bool(
        negative
    ) or "期限已过" in told.account.text
    for item in negative:
        own = [line for line in lines_of(told) if "项，文件要求：" in line]
        assert any(item.citation.section in line for line in own), item.clause


def test_nobody_is_told_no(told: Told) -> None:
    assert re.findall(r"不符合条件|不能申请|没有资格|被拒|不合格", told.account.text) == []


def test_a_group_is_said_in_plain_words_first(library: Library) -> None:
    told = tell(library, named("住公租房"))
    line = next(x for x in lines_of(told) if "兜底保障群体" in x)
    assert line.startswith("您家初步属于由政府兜底帮助的一类（兜底保障群体）：")
    assert "〔二(一)" in line


def test_without_a_group_it_is_said(library: Library) -> None:
    told = tell(library, named("宽裕"))
    screening = told.screening.model_copy(update={"groups": []})
    alone = Told(told.name, screening, told.guide, told.urgent)
    assert "还看不出属于文件里的哪一类" in alone.account.text


def test_the_citys_items_stand_apart(library: Library) -> None:
    told = tell(library, named("没有任何证"))
    items = told.screening.also_in_city_document
    assert items
    text = told.account.text
    _, _, city = text.partition("市里的文件还写了，县里的文件没有写：")
    for item in items:
        assert item.label in city
        assert f"〔{item.citation.document} {item.citation.section}〕" in city
        assert item.missing[0].label in city


def test_fuzhou_has_no_line_of_the_city(library: Library) -> None:
    told = tell(library, named("台江单人低保"))
    assert "县里的文件没有写" not in told.account.text


def test_the_causes_are_told_apart(library: Library) -> None:
    told = tell(library, named("说不清收入"))
    missing = [
        Missing(fact="a", because="declined", label="甲"),
        Missing(fact="b", because="office_decides", label="乙", settled_by="民政局"),
        Missing(fact="c", because="outside_parameter", label="丙"),
        Missing(fact="d", member="大女儿", because="not_asked", label="丁"),
    ]
    assert missing_text(missing, told.guide) == (
        "还没说到：丁（大女儿）；没有说：甲；当地的数字，请问窗口：丙；由窗口认定：乙（问民政局）"
    )


def test_an_ended_item_is_named(library: Library) -> None:
    told = tell(library, named("住公租房"))
    first = told.screening.items[0].model_copy(update={"verdict": "ended"})
    text = with_items(told, [first]).account.text
    assert f"· {first.label}：文件写明的期限已过〔{first.citation.section}〕" in text


def test_notices_are_part_of_it(library: Library) -> None:
    told = tell(library, named("住公租房"))
    documents = [d.model_copy(update={"notices": ["某条已停"]}) for d in told.screening.documents]
    screening: Screening = told.screening.model_copy(update={"documents": documents})
    assert "某条已停" in Told(told.name, screening, told.guide, False).account.text


def test_there_are_a_dozen_households() -> None:
    assert len(HOUSEHOLDS) == 12
