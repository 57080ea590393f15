"""The command line, run as people run it, and the names of the contract in what it prints."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eligibility import Library
from eligibility.__main__ import main
from eligibility.telling.register import register

ROOT = Path(__file__).parents[2]
ITEM_NAMES = {
    "clause",
    "kind",
    "strength",
    "label",
    "verdict",
    "members",
    "members_unknown",
    "missing",
    "amount",
    "offices",
    "offices_today",
    "apply_at",
    "citation",
    "reasons",
}
# Section of the screening: the names its entries have by the contract.
CONTRACT: dict[str, set[str]] = {
    "documents": {"id", "number", "issued", "review", "notices"},
    "groups": {
        "document",
        "group",
        "label",
        "tier",
        "verdict",
        "members",
        "members_unknown",
        "missing",
        "clause",
    },
    "items": ITEM_NAMES,
    "doors": {
        "status",
        "label",
        "verdict",
        "missing",
        "reasons",
        "unlocks",
        "apply_at",
        "citation",
    },
}
VERDICTS = {"eligible", "unknown", "not_eligible", "ended"}
CAUSES = {
    "not_asked",
    "dont_know",
    "declined",
    "outside_parameter",
    "office_decides",
    "text_is_silent",
}


def run(*arguments: str, given: str | bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `python -m eligibility …`."""
    done = subprocess.run(
        [sys.executable, "-m", "eligibility", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def refused(code: int, out: str, err: str) -> str:
    """The one line on standard error of a run that was refused."""
    assert (code, out) == (2, "")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    return err


@pytest.fixture(scope="module")
def told(case_seven: dict[str, Any]) -> dict[str, Any]:
    code, out, err = run("screen", "-", given=json.dumps(case_seven, ensure_ascii=False))
    assert (code, err) == (0, "")
    return json.loads(out)  # type: ignore[no-any-return]


# -- the contract's names -------------------------------------------------------------------


def test_the_screening_has_the_names_of_the_contract(told: dict[str, Any]) -> None:
    names = {"id", "as_of", "documents", "groups", "items", "doors", "also_in_city_document"}
    assert names | {"next"} <= told.keys()
    for section, expected in CONTRACT.items():
        assert told[section]
        for entry in told[section]:
            assert expected <= entry.keys()
    for entry in (*told["groups"], *told["items"], *told["doors"]):
        assert entry["verdict"] in {"eligible", "unknown"}
        for missing in entry["missing"]:
            assert {"fact", "member", "because"} <= missing.keys()
            assert missing["because"] in CAUSES
        assert set(entry["citation"]) == {"document", "section"}


def test_the_item_of_the_contracts_example(told: dict[str, Any]) -> None:
    (item,) = [item for item in told["items"] if item["clause"] == "minhou-3.6c"]
    assert item["verdict"] == "eligible"
    assert (item["kind"], item["strength"]) == ("benefit", "firm")
    amount = item["amount"]
    assert (amount["value"], amount["unit"]) == (36.0, "元/月")
    assert amount["formula"] == "0.8 × 45"
    assert item["citation"] == {"document": "侯政办〔2020〕87号", "section": "三(六)"}
    assert item["apply_at"]
    assert item["offices"][:2] == ["县住建局", "县民政局"]
    assert item["offices_today"] == []
    assert (item["members"], item["members_unknown"], item["missing"]) == ([], [], [])
    assert {reason["verdict"] for reason in item["reasons"]} == {"eligible"}
    for reason in item["reasons"]:
        assert reason["text"]
        assert reason["clause"] == "minhou-3.6c"


def test_the_rest_of_the_contracts_example(told: dict[str, Any]) -> None:
    assert (told["id"], told["as_of"]) == ("case-7", "2020-09-01")
    document, province = told["documents"]
    assert province["id"] == "fujian"
    shown = {name: document[name] for name in ("id", "number", "issued", "review", "notices")}
    assert shown == {
        "id": "minhou",
        "number": "侯政办〔2020〕87号",
        "issued": "2020-06-29",
        "review": "draft",
        "notices": [],
    }
    group = told["groups"][0]
    wanted = {"document": "minhou", "group": "safety_net", "tier": "safety_net"}
    assert wanted.items() <= group.items()
    assert (group["label"], group["clause"]) == ("兜底保障群体", "minhou-2.1a")
    assert (group["verdict"], group["members"]) == ("eligible", [])


def test_the_next_question_has_only_the_names_of_the_contract(told: dict[str, Any]) -> None:
    question = told["next"]
    names = {"question", "text", "stage", "facts", "choices", "multiple", "settles"}
    assert set(question) == names
    for fact in question["facts"]:
        assert set(fact) == {"fact", "member"}
    for choice in question["choices"]:
        assert set(choice) == {"id", "label"}


# -- screening one household ----------------------------------------------------------------


def test_a_file_and_standard_input_say_the_same(
    told: dict[str, Any], case_seven: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "一户.json"
    path.write_text(json.dumps(case_seven), encoding="utf-8")
    code, out, err = run("screen", str(path))
    assert (code, err) == (0, "")
    assert json.loads(out) == told


def test_all_adds_what_does_not_apply(told: dict[str, Any], case_seven: dict[str, Any]) -> None:
    later = {**case_seven, "as_of": "2021-01-01"}
    later["household"] = {**later["household"], "below_provincial_poverty_line": True}
    code, out, _ = run("screen", "-", "--all", given=json.dumps(later))
    assert code == 0
    everything = json.loads(out)
    assert {item["verdict"] for item in everything["items"]} == VERDICTS
    assert len({item["clause"] for item in everything["items"]}) > len(told["items"])
    ended = [item["clause"] for item in everything["items"] if item["verdict"] == "ended"]
    assert ended == ["minhou-3.4a"]


def test_without_a_day_it_is_about_today(case_seven: dict[str, Any]) -> None:
    undated = {name: value for name, value in case_seven.items() if name != "as_of"}
    code, out, _ = run("screen", "-", given=json.dumps(undated))
    assert code == 0
    assert json.loads(out)["as_of"] > "2026-01-01"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "不是 JSON：第 1 行第 1 列"),
        ('{"id": "a",\n "id" 1}', "不是 JSON：第 2 行第 7 列"),
        ("[]", "一户人家应是 JSON 对象"),
        ("[" * 100_000, "嵌套太深"),
        ('{"jurisdiction": "minhou", "household": {"rental_m2": %s}}' % ("9" * 5000), "太长"),
        (b'{"id": "\xff"}', "不是 UTF-8 文本"),
        ("{}", "jurisdiction：缺少这一项；可用：fuzhou、guzhang、minhou、xiamen"),
        ('{"jurisdiction": "beijing"}', "可用的值：fuzhou、minhou、xiamen、guzhang"),
        ('{"jurisdiction": "minhou", "members": [{"age": 300}]}', "members[0].age：300 太大"),
        ('{"jurisdiction": "minhou", "household": {"dibao": NaN}}', "household.dibao：应是 true"),
        ('{"jurisdiction": "minhou", "\\ud800": 1}', "有不完整的字符"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_not_a_household_is_refused_in_one_line(
    given: str | bytes,
    message: str,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raw = given.encode() if isinstance(given, str) else given
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    monkeypatch.setattr("eligibility.__main__.load_library", lambda: library)
    assert message in refused(main(["screen", "-"]), *capsys.readouterr())


def test_the_process_ends_with_code_2() -> None:
    assert "不是 JSON：第 1 行第 1 列" in refused(*run("screen", "-", given="甲"))


@pytest.mark.parametrize("arguments", [["nowhere.json"], ["."], ["--jsonl", "nowhere.jsonl"]])
def test_a_file_that_is_not_there_is_said(
    arguments: list[str],
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("eligibility.__main__.load_library", lambda: library)
    code = main(["screen", *arguments])
    assert f"读不了文件 {arguments[-1]}" in refused(code, *capsys.readouterr())


@pytest.mark.parametrize("arguments", [[], ["screen"], ["judge"], ["screen", "a", "--everything"]])
def test_a_wrong_call_shows_how_to_call(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert "usage: python -m eligibility" in err


def test_a_byte_order_mark_and_other_locales_do_no_harm(case_seven: dict[str, Any]) -> None:
    given = b"\xef\xbb\xbf" + json.dumps(case_seven, ensure_ascii=False).encode()
    code, out, err = run("screen", "-", given=given, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (code, err) == (0, "")
    assert "兜底保障群体" in out


def test_half_a_character_is_answered(
    case_seven: dict[str, Any],
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = json.dumps({**case_seven, "id": "\ud800"}).encode()
    printed = io.BytesIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(printed, write_through=True))
    monkeypatch.setattr("eligibility.__main__.load_library", lambda: library)
    assert main(["screen", "-"]) == 0
    assert json.loads(printed.getvalue())["id"] == "\ud800"


# -- a ledger -------------------------------------------------------------------------------


def test_a_ledger_goes_on_after_a_bad_line(case_seven: dict[str, Any], tmp_path: Path) -> None:
    good = json.dumps(case_seven, ensure_ascii=False).encode()
    lines = [
        good,
        b"{not json",
        b'{"id": "b-3", "jurisdiction": "minhou", "household": {"dibaoo": true}}',
        b"[1, 2]",
        b'{"id": "\xff"}',
        b'{"id": "b-6"}',
        json.dumps({**case_seven, "id": "a\u2028b\u0085c"}, ensure_ascii=False).encode(),
        b'{"id": 8, "jurisdiction": "minhou"}',
        json.dumps({**case_seven, "id": "last"}).encode(),
    ]
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(b"\r\n".join(lines))
    code, out, err = run("screen", "--jsonl", str(path))
    assert (code, err) == (0, "")
    # Not splitlines: a text may hold what Python takes for the end of a line.
    answers = [json.loads(line) for line in out.rstrip("\n").split("\n")]
    assert [(a["id"], a.get("line")) for a in answers] == [
        ("case-7", None),
        (None, 2),
        ("b-3", 3),
        (None, 4),
        (None, 5),
        ("b-6", 6),
        ("a\u2028b\u0085c", None),
        (8, 8),
        ("last", None),
    ]
    for answer in answers:
        assert ("items" in answer) != ("error" in answer)
        if "error" in answer:
            assert set(answer) == {"id", "line", "error"}
            assert "\n" not in answer["error"]
    assert "dibaoo：没有这个事实；是不是想写 dibao" in answers[2]["error"]


def test_a_ledger_on_standard_input_with_everything(case_seven: dict[str, Any]) -> None:
    given = f"\n{json.dumps(case_seven)}\n\n"
    code, out, _ = run("screen", "--jsonl", "-", "--all", given=given)
    assert code == 0
    (answer,) = [json.loads(line) for line in out.splitlines()]
    assert "not_eligible" in {item["verdict"] for item in answer["items"]}


def test_a_reader_that_has_enough_is_no_error(case_seven: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_text(f"{json.dumps(case_seven)}\n" * 40, encoding="utf-8")
    command = f'"{sys.executable}" -m eligibility screen --jsonl "{path}" | head -c 1'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, timeout=60)
    assert done.stdout == b"{"
    assert done.stderr == b""


# -- the register and the lint --------------------------------------------------------------


def test_the_register_lists_every_clause_once() -> None:
    code, out, err = run("clauses", "--json")
    assert (code, err) == (0, "")
    entries = json.loads(out)
    ids = [entry["clause"] for entry in entries]
    assert len(ids) == len(set(ids))
    assert "fuzhou-2.6c" in ids
    treatments = {"group", "benefit", "procedure", "soft", "parameter", "nothing_to_claim"}
    assert {entry["treated"] for entry in entries} == treatments
    for entry in entries:
        assert set(entry) == {"clause", "treated", "where", "reason"}
        assert (entry["where"] is None) == (entry["treated"] == "nothing_to_claim")
        assert (entry["reason"] is None) != (entry["treated"] == "nothing_to_claim")


def test_the_register_can_be_read_by_people(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eligibility.__main__.load_library", lambda: library)
    assert main(["clauses"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [e["clause"] for e in register(library)]
    assert "fuzhou-2.6c\tbenefit\tpacks/fuzhou.yml: housing" in lines


def test_check_says_that_nothing_is_wrong() -> None:
    code, out, err = run("check")
    assert (code, err) == (0, "")
    assert out.startswith("资料没有发现问题\n")
    assert "低保标准" in out


def test_check_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "withdrawn.yml").write_text("withdrawn: [minhuo]\n", encoding="utf-8")
    message = refused(*run("check", SCREENER_LOCAL=str(tmp_path)))
    assert message == "withdrawn.yml → minhuo：没有这个地方或条款\n"


def test_broken_data_stop_a_screening_with_their_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "minhou.yml").write_text("低保标准: 900\n", encoding="utf-8")
    monkeypatch.setenv("SCREENER_LOCAL", str(tmp_path))
    told = refused(main(["screen", "-"]), *capsys.readouterr())
    assert "minhou.yml 第 1 行 → 低保标准：下面应分行写" in told
