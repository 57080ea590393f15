"""The account behind the result: complete, cited, without a harsh word."""

from __future__ import annotations

import re

from eligibility import Item, Library, Screening
from tests.replies.conftest import HOUSEHOLDS, Told, tell
from tests.replies.test_summary import named

STILL_APPLY = "您仍可提交申请，窗口应当受理。"
OPEN = ("eligible", "unknown")


def lines_of(told: Told) -> list[str]:
    return told.account.text.splitlines()


def with_items(told: Told, items: list[Item]) -> Told:
    screening = told.screening.model_copy(update={"items": items})
    return Told(told.name, screening, told.topics, told.urgent)


def test_nothing_is_dropped(told: Told) -> None:
    text = told.account.text
    for item in told.screening.items:
        if item.verdict in OPEN:
            assert item.label in text, item.clause
            assert f"〔{item.citation.section}〕" in text, item.clause


def test_every_item_stands_in_its_own_line(told: Told) -> None:
    lines = lines_of(told)
    for item in told.screening.items:
        if item.verdict in OPEN and item.strength != "soft":
            start = f"· {item.label}"
            own = [x for x in lines if x.startswith(start) and item.citation.section in x]
            assert len(own) >= 1, item.clause
            standing = "初步符合" if item.verdict == "eligible" else "要看条件"
            assert any(standing in line for line in own), item.clause


def test_soft_services_share_one_line_with_their_number(told: Told) -> None:
    soft = [i for i in told.screening.items if i.strength == "soft" and i.verdict in OPEN]
    found = [line for line in lines_of(told) if line.startswith("另有")]
    assert len(found) == bool(soft)
    if soft:
        assert found[0].startswith(f"另有{len(soft)}项服务")
        assert all(item.label in found[0] for item in soft)


def test_every_door_is_named_with_where(told: Told) -> None:
    for door in told.screening.doors:
        own = [x for x in lines_of(told) if x.startswith(f"· {door.label}")]
        assert any(door.apply_at in line for line in own), door.status


def test_every_open_condition_is_named(told: Told) -> None:
    for item in told.screening.items:
        if item.verdict == "unknown" and item.strength != "soft":
            for missing in item.missing:
                assert missing.label in told.account.text, (item.clause, missing.fact)


def test_offices_are_named(told: Told) -> None:
    for item in told.screening.items:
        if item.verdict in OPEN and item.strength != "soft":
            assert all(office in told.account.text for office in item.offices), item.clause


def test_documents_are_named_with_year(told: Told) -> None:
    for document in told.screening.documents:
        assert f"{document.number}，{document.issued.year}年印发" in told.account.text


def test_it_ends_with_the_right_to_apply(told: Told) -> None:
    assert told.account.text.endswith(STILL_APPLY)


def test_what_does_not_fit_is_said_with_its_distance(told: Told) -> None:
    text = told.account.text
    negative = [i for i in told.screening.items if i.verdict == "not_eligible"]
    assert ("暂时还对不上" in text) == bool(negative) or "期限已过" in text
    for item in negative:
        assert any(item.citation.section in line for line in lines_of(told) if "项还差" in line), (
            item.clause
        )


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
    alone = Told(told.name, screening, told.topics, told.urgent)
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
    assert "  没有说：" in told.account.text
    assert "  由机关认定：" in told.account.text
    assert "  当地的数字，请问窗口：" in told.account.text


def test_an_ended_item_is_named(library: Library) -> None:
    told = tell(library, named("住公租房"))
    first = told.screening.items[0].model_copy(update={"verdict": "ended"})
    text = with_items(told, [first]).account.text
    assert f"· {first.label}：文件写明的期限已过〔{first.citation.section}〕" in text


def test_notices_are_part_of_it(library: Library) -> None:
    told = tell(library, named("住公租房"))
    documents = [d.model_copy(update={"notices": ["某条已停"]}) for d in told.screening.documents]
    screening: Screening = told.screening.model_copy(update={"documents": documents})
    assert "某条已停" in Told(told.name, screening, told.topics, False).account.text


def test_there_are_a_dozen_households() -> None:
    assert len(HOUSEHOLDS) == 12
