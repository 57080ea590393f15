"""Rights stand first where something went wrong, and beside everything else."""

from __future__ import annotations

import datetime as dt

import pytest

from eligibility import Library
from tests.replies.conftest import ask

SPRING = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"dibao_cut_or_stopped": "stopped"}, "书面通知和理由"),
        ({"dibao_cut_or_stopped": "reduced"}, "书面通知和理由"),
        ({"applied_before": "told_by_window", "application_refused": "oral"}, "写明理由"),
        ({"applied_before": "formal", "application_refused": "not_accepted"}, "请收下我的申请"),
        ({"applied_before": "formal", "application_refused": "no_answer"}, "30个工作日"),
    ],
)
def test_what_went_wrong_comes_before_the_screening(
    library: Library, told: dict[str, str], said: str
) -> None:
    found = ask(library, "minhou", {**told, "people_together": 1, "income_month_total": 500})
    rights, first, *_ = (reply.text for reply in found.summary)
    assert "先说您的权利" in rights
    assert said in rights
    assert rights.count("“") == 3
    assert first.startswith("先办这一件：")
    account = found.account.text
    assert account.index("【您的权利】") < account.index("【可以先申请的身份】")


def test_without_trouble_the_rights_follow(library: Library) -> None:
    found = ask(library, "minhou", {"people_together": 1, "income_month_total": 500})
    assert found.summary[0].text.startswith("先办这一件：")
    account = found.account.text
    assert account.index("【您的权利】") > account.index("【怎么走】")
    for right in ("不能不收", "一次说清", "书面说明理由", "复议或起诉", "骗取救助要退还"):
        assert right in account


def test_before_the_law_the_sentence_that_always_held(library: Library) -> None:
    found = ask(library, "minhou", {"dibao_cut_or_stopped": "stopped"}, today=SPRING)
    assert "书面告诉您理由" in found.summary[0].text
    assert "社会救助法" not in found.everything
    lines = found.account.text.splitlines()
    assert "书面告诉您理由" in lines[lines.index("【您的权利】") + 1]


def test_no_empty_heading_of_rights(library: Library) -> None:
    found = ask(library, "fuzhou", {}, today=SPRING)
    assert "【您的权利】" not in found.account.text


def test_a_car_is_no_verdict_and_is_to_be_told(library: Library) -> None:
    found = ask(library, "minhou", {"dibao_cut_or_stopped": "stopped", "vehicle": "car"})
    assert "不是国家规定的一票否决，如实说" in found.account.text


def test_rights_have_their_clause(library: Library) -> None:
    found = ask(library, "xiamen", {"dibao_cut_or_stopped": "stopped"})
    _, _, rights = found.account.text.partition("【您的权利】\n")
    for line in rights.partition("\n\n")[0].splitlines():
        assert line.startswith("· ")
        assert "〔" in line
