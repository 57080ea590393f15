"""How many live together, in a telling: whole households, and some of one."""

import pytest

from bot.understanding import read_message


def people(text: str) -> object:
    return read_message(text).household().get("people_together")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3人户，户主45", 3),
        ("困难户 五人家庭 无业", 5),
        ("家里三个大人两个小孩", 5),
        ("我家两大一小，租房子住", 3),
        ("就我们两个老的", 2),
        ("我们两个老的过日子", 2),
        ("我们两个老的就一点养老金，孙子十岁", None),
        ("我带两个小的，婆婆也跟我们住", None),
        ("我和老婆两个，还有八十岁的妈", None),
        ("隔壁两个大人三个小孩", None),
        ("低保从二人户变成零", None),
        ("我和我弟两个人凑钱给妈看病", None),
    ],
)
def test_how_many(text: str, number: int | None) -> None:
    assert people(text) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("以前没申请过什么", "none"),
        ("从来没申请过救助", "none"),
        ("去年申请过，没批", "formal"),
        ("我想申请低保", None),
    ],
)
def test_whether_help_was_applied_for(text: str, value: str | None) -> None:
    assert read_message(text).household().get("applied_before") == value


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("户主45原来打渔现在没事做", False),
        ("老公以前开货车，现在失业在家", False),
        ("以前没工作，现在在厂里上班", True),
        ("我以前失业过", None),
    ],
)
def test_work_of_today(text: str, works: bool | None) -> None:
    told = [f.value for f in read_message(text).facts if f.fact == "employed"]
    assert (told[-1] if told else None) is works


@pytest.mark.parametrize(
    ("text", "fact", "member"),
    [
        ("丈夫65尘肺", "occupational_disease", "丈夫"),
        ("我查出矽肺", "occupational_disease", "本人"),
        ("儿子在特教学校读书", "special_education_student", "儿子"),
    ],
)
def test_what_else_is_told(text: str, fact: str, member: str) -> None:
    assert (fact, member, True) in {(f.fact, f.member, f.value) for f in read_message(text).facts}


@pytest.mark.parametrize("text", ["尘肺病能报销吗", "预防尘肺要怎么做", "想让儿子读特教学校"])
def test_what_is_asked_or_wished_is_not_told(text: str) -> None:
    facts = {f.fact for f in read_message(text).facts}
    assert not facts & {"occupational_disease", "special_education_student"}
