"""Numbers of ID cards, telephones and bank cards are taken out; every other number stays."""

from __future__ import annotations

import re

import pytest

from bot.understanding import read_command, read_emergency, read_message
from bot.understanding.personal import masked
from bot.understanding.text.lexicon import load

# The check digits are wrong on purpose: these are nobody's numbers.
IDENTITIES = [
    "350121195001011234",
    "35012119500101123X",
    "35012119500101123x",
    "35012119500101123叉",
    "350121 19500101 1234",
    "350121-19500101-1234",
    "3501 2119 5001 0112 34",
    "350121\n195001011234",
    "３５０１２１１９５００１０１１２３４",
    "三五零一二一一九五零零一零一一二三四",
    "350121一九五零零一零一1234",
    "350121500101123",
    "350121 500101 123",
    "3\u200b50121195001011234",
]
PHONES = [
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "138.0013.8000",
    "1380-013-8000",
    "138 00138000",
    "+86 138 0013 8000",
    "8613800138000",
    "0086 13800138000",
    "１９９００１３８０００",
    "一三八零零一三八零零零",
    "幺三八〇〇幺三八〇〇〇",
    "1 3 8 0 0 1 3 8 0 0 0",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0",
    "0591-87654321",
    "059187654321",
    "0591 8765 4321",
    "(0591)87654321",
    "010-87654321",
]
CARDS = [
    "6222021234567890123",
    "6222 0212 3456 7890 123",
    "6222-0212-3456-7890",
    "622202 1234567890123",
    "4111 1111 1111 1111",
]
LOOK_ALIKES = [
    "我家三口人，我68岁老伴65，养老金150一个月，房子120平",
    "1500 180 2000",
    "三个人的工资是1500 1800 2000 3000",
    "存款4000 5000 3000 2000",
    "花了12800000000元",
    "借了13800138000块",
    "2020-09-01到2021-08-31",
    "20200901",
    "2020.09.01 2021.08.31",
    "二〇二〇年九月一日领了三千五百六十元",
    "打12345、12356、12338、12349、110、120，反诈96110",
    "打0591-12345",
    "电话12345",
    "400-800-1234",
    "电话4008001234",
    "3500-4000元",
    "一二三四五六七",
    "结果编号 MH-2026-7K3F",
    "编号20261122-4F7K",
    "3栋401陈 户主68男",
    "侯政办〔2020〕87号",
    "350,121,195",
    "残疾证4级",
    "身份证丢了2年",
    "1 2 3",
    "3人，其中2人70岁以上，1人残疾2级",
    "35.5平，每月380.50元",
    "欠银行200000，卡里100000元",
]


def hidden(kind: str) -> str:
    return str(load("personal")["hidden"][kind])


@pytest.mark.parametrize("number", IDENTITIES)
def test_an_id_number_goes_with_its_birth_date(number: str) -> None:
    text, kinds = masked(f"我妈{number}，68岁")
    assert text == f"我妈{hidden('identity')}，68岁"
    assert kinds == ("identity",)


@pytest.mark.parametrize("number", PHONES)
def test_a_telephone_number_goes(number: str) -> None:
    assert masked(f"打我{number}，谢谢") == (f"打我{hidden('phone')}，谢谢", ("phone",))


@pytest.mark.parametrize("number", CARDS)
def test_a_bank_card_goes(number: str) -> None:
    assert masked(f"钱打到{number}上") == (f"钱打到{hidden('card')}上", ("card",))


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_every_other_number_stays(text: str) -> None:
    assert masked(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话 87654321", "phone"),
        ("我手机是1380013800", "phone"),
        ("座机：8765432", "phone"),
        ("身份证号：35012119500", "identity"),
        ("身份证是3501211950010112", "number"),
        ("卡号12345678", "card"),
        ("QQ 12345678", "number"),
        ("微信号：1234567", "number"),
    ],
)
def test_after_its_name_a_part_or_a_slip_goes_too(text: str, kind: str) -> None:
    told, kinds = masked(text)
    assert kinds == (kind,)
    assert not re.search(r"\d", told)


@pytest.mark.parametrize(
    "text", ["35012119500101****", "3501211950****1234", "138****8000", "138xxxx8000"]
)
def test_what_is_half_starred_out_goes_whole(text: str) -> None:
    assert masked(text) == (hidden("number"), ("number",))


@pytest.mark.parametrize("length", [12, 14, 16, 17, 20, 25])
def test_no_amount_is_so_long(length: int) -> None:
    assert masked("1" * length)[0] == hidden("number")


def test_several_in_one_message_and_what_stands_between() -> None:
    text = "我350121195001011234，低保380，手机13800138000 或13900139000，3口人"
    told, kinds = masked(text)
    assert kinds == ("identity", "phone", "phone")
    assert re.findall(r"\d+", told) == ["380", "3"]


def test_what_was_masked_stays_as_it_is() -> None:
    told, _ = masked("350121195001011234 13800138000")
    assert masked(told) == (told, ())


@pytest.mark.parametrize("kind", ["identity", "phone", "card", "number"])
def test_the_note_tells_nothing_of_a_household(kind: str) -> None:
    reading = read_message(hidden(kind))
    assert [*reading.facts, *reading.members, *reading.quantities, *reading.places] == []
    assert read_command(hidden(kind)) is None
    assert read_emergency(hidden(kind)) is None


def test_what_is_told_beside_a_number_is_read_as_ever() -> None:
    told, _ = masked("老婆尿毒症，身份证350121195001011234，一个月2000")
    beside = read_message(told)
    plain = read_message("老婆尿毒症，一个月2000")
    assert [(f.fact, f.member, f.value) for f in beside.facts] == [
        (f.fact, f.member, f.value) for f in plain.facts
    ]
