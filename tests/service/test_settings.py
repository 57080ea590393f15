"""What a deployment may decide, and what it is told when its file is not valid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.dialogue.consent import consent_question
from bot.service.run import Options, run
from bot.service.training import Project
from bot.settings import DEFAULTS, SETTINGS, SettingsError, load_settings, settings


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.yml"


def test_the_defaults_are_valid_and_explained() -> None:
    told = load_settings()
    assert (told.retention_days, told.pending_consent_minutes) == (30, 60)
    assert [line.number for line in told.human_help] == ["12345", "12349"]
    text = DEFAULTS.read_text(encoding="utf-8")
    for name in type(told).model_fields:
        before = text[: text.index(f"\n{name}:")].splitlines()
        assert before[-1].startswith("#"), name


def test_what_is_not_written_stays(own: Path) -> None:
    own.write_text("retention_days: 7\n", encoding="utf-8")
    told, default = load_settings(own), load_settings()
    assert told.retention_days == 7
    assert told == default.model_copy(update={"retention_days": 7})


def test_an_empty_file_changes_nothing(own: Path) -> None:
    own.write_text("# nothing yet\n", encoding="utf-8")
    assert load_settings(own) == load_settings()


def test_a_list_is_replaced_as_a_whole(own: Path) -> None:
    line = '{name: 本区热线, number: "0591-1234567", hours: 白天, opens_notes: true}'
    own.write_text(f"human_help: [{line}]\n", encoding="utf-8")
    (only,) = load_settings(own).human_help
    assert (only.number, only.opens_notes, only.for_places) == ("0591-1234567", True, [])


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("retention_days: 0", "retention_days", "至少是 1"),
        ("retention_days: 99999", "retention_days", "最多是 3650"),
        ("retention_days: 三十", "retention_days", "应是整数"),
        ("retention_days: 2.5", "retention_days", "应是整数"),
        ("retention_days: true", "retention_days", "应是整数"),
        ("retention_days:", "retention_days", "应是整数"),
        ("retention_dayz: 3", "retention_dayz", "不认识的项"),
        ("retention_days: 3\nretention_days: 4", "retention_days", "写了两次"),
        ("- 3", "own.yml", "应是键值对"),
        ("a: [", "own.yml", "不是 YAML"),
        ("human_help: 12345", "human_help", "应是列表"),
        ("human_help: []", "human_help", "至少要有一个电话"),
        (
            'human_help: [{name: 甲, number: "12345", hours: 白天, for_places: [xiamen]}]',
            "human_help",
            "至少要有一个电话",
        ),
        ('human_help: [{name: 甲, number: "12345"}]', "human_help[0].hours", "缺少这一项"),
        ("human_help: [{name: 甲, number: 张三, hours: 白天}]", "[0].number", "电话号码"),
        (
            'human_help: [{name: 甲, number: "12345", hours: 白天, for_places: [moon]}]',
            "for_places[0]",
            "可用的值：fuzhou",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_remedy(
    own: Path, text: str, place: str, remedy: str
) -> None:
    own.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(own)
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"设置文件 {own}：")
    assert place in line
    assert remedy in line


def test_all_mistakes_are_named_at_once(own: Path) -> None:
    own.write_text("retention_days: 0\nhandover_hours: x\n", encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(own)
    assert len(str(error.value).splitlines()) == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "no.yml", "没有这个文件"), (tmp_path, "读不了这个文件")):
        with pytest.raises(SettingsError, match=words):
            load_settings(path)


def test_the_environment_names_the_file(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_text("retention_days: 7\n", encoding="utf-8")
    monkeypatch.setenv(SETTINGS, str(own))
    assert settings().retention_days == 7
    assert "7天后删除" in consent_question().text


def test_nothing_starts_with_settings_that_are_not_valid(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text("retention_days: 0\n", encoding="utf-8")
    monkeypatch.setenv(SETTINGS, str(own))
    said: list[str] = []
    state = tmp_path / "state"
    assert run(Project(tmp_path), Options(state=state), said.append) == 1
    assert said == [f"设置文件 {own}：retention_days：至少是 1"]
    assert not state.exists()
