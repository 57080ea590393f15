"""A grid worker's round: households apart, nobody named, and those without change."""

import pytest

from bot.understanding.visits import begins_another, households, unchanged


def texts(message: str) -> list[str]:
    return [visit.text for visit in households(message)]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("户主70男 肢体二级 老伴68", ["户主70男 肢体二级 老伴68"]),
        ("1. 户主71男 独居\n2. 户主45女 一子9岁", ["户主71男 独居", "户主45女 一子9岁"]),
        ("①户主70男独居 ②户主50女 肢三", ["户主70男独居", "户主50女 肢三"]),
        ("户主68男 老伴65 下一户 户主女39 离异", ["户主68男 老伴65", "户主女39 离异"]),
        ("阿婆81独居。还有一户，户主44男 尿毒症", ["阿婆81独居", "户主44男 尿毒症"]),
        ("3栋401陈 户主68男；5栋101 独居老人83", ["户主68男", "独居老人83"]),
        ("2-1-301户主60男\n2-1-502户主70女", ["户主60男", "户主70女"]),
        ("户主70，儿子残疾\n户主66，独居", ["户主70，儿子残疾", "户主66，独居"]),
        ("1号户：户主男70 独居。2号户：户主女50", ["户主男70 独居", "户主女50"]),
        ("下一户", []),
        ("其他29户没变化", []),
        ("共30户，29户无变化", []),
    ],
)
def test_households_are_told_apart(message: str, expected: list[str]) -> None:
    assert texts(message) == expected


@pytest.mark.parametrize(
    "listed",
    [
        "一、户主女，六十三，类风湿；二、丈夫六十五，尘肺三期；三、儿子三十八，离婚",
        "1. 户主男70 肢体二级\n2. 老伴女68\n3. 儿子男40 未婚",
    ],
)
def test_the_members_of_one_household_are_no_households(listed: str) -> None:
    assert texts(listed) == [listed]


def test_what_is_said_of_all_is_said_of_each() -> None:
    told = texts("都是古丈默戎的：①户主70男独居 ②户主50女 肢三")
    assert told == ["都是古丈默戎的，户主70男独居", "都是古丈默戎的，户主50女 肢三"]


def test_labels_count_on_and_name_nobody() -> None:
    found = households("3栋401陈 户主68男 下一户 5栋201林 户主50女", first=4)
    assert [(visit.label, visit.redacted) for visit in found] == [("4号户", True), ("5号户", True)]


@pytest.mark.parametrize(
    ("message", "gone"),
    [
        ("3栋401陈 户主68男", ["401", "陈"]),
        ("7组吴某 户主58 乳腺癌术后", ["吴", "7组"]),
        ("户主老陈 六十九 低保停了", ["陈"]),
        ("张阿婆 八十二 没子女", ["张"]),
        ("有户姓吴的，存折摔桌上", ["吴"]),
    ],
)
def test_no_name_and_no_house_number_is_kept(message: str, gone: list[str]) -> None:
    [visit] = households(message)
    assert visit.redacted
    assert not [word for word in gone if word in visit.text]


def test_what_is_no_name_is_kept() -> None:
    [visit] = households("户主70男 黄疸肝炎 江边的老房子，7号楼和8号楼吵架")
    assert not visit.redacted
    assert "黄疸" in visit.text


@pytest.mark.parametrize(
    ("message", "count", "numbers", "rest"),
    [
        ("其他29户没变化", 29, (), False),
        ("其余二十九户都无变化", 29, (), False),
        ("5-8户无变化", 4, (5, 6, 7, 8), False),
        ("第5户到第7户没变化", 3, (5, 6, 7), False),
        ("3、5、8号户没变化", 3, (3, 5, 8), False),
        ("12户无变化", 12, (), False),
        ("12号户无变化", 1, (12,), False),
        ("都没变化", None, (), True),
        ("其余照旧", None, (), True),
        ("户主68男 肢体二级，其他30户没变化", 30, (), False),
    ],
)
def test_no_change(message: str, count: int | None, numbers: tuple[int, ...], rest: bool) -> None:
    found = unchanged(message)
    assert found is not None
    assert (found.count, found.numbers, found.rest) == (count, numbers, rest)


@pytest.mark.parametrize(
    "message",
    [
        "家里又没变化，怎么把低保降了",
        "户主68男，收入没有变化",
        "病情没什么变化",
        "有变化",
        "下一户",
    ],
)
def test_a_household_without_change_is_no_list(message: str) -> None:
    assert unchanged(message) is None


def test_a_list_that_is_none_stays_short() -> None:
    found = unchanged("1-9999户没变化")
    assert found is None or len(found.numbers) <= 300


@pytest.mark.parametrize("message", ["下一户", "下一户 户主50女", "5栋302 独居老人", "户主61男"])
def test_another_household_begins(message: str) -> None:
    assert begins_another(message)


@pytest.mark.parametrize("message", ["二级", "没有低保", "儿子三级，证在家", "1", "户口在白沙"])
def test_an_answer_begins_no_other_household(message: str) -> None:
    assert not begins_another(message)


def test_a_very_long_message_is_read_in_bounded_time() -> None:
    assert len(households("1. 户主70男 独居\n" * 2_000)) <= 400
