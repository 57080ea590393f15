"""Who is writing: staff by their own words and notes; a resident never by chance."""

import pytest

from benchmarks.understanding.cases import messages
from bot.understanding.voice import voice_of

GRID = [
    "我是永泰的网格员，手上有一户想问问",
    "我们是社区的，我是社工，帮住户问一下两补",
    "户主61女肢体三级 老伴70慢病 儿子在外打工",
    "12栋503林 户主女 44 离异 带一个孩子",
    "7-1-302 敲门没人 户主男80 独居",
    "今天入户登记的，一个老人自己住，腿脚不好",
    "其余31户没变化",
    "5-12户无变化",
    "户主54／妻52 务农／子22",
    "青口这户，奶奶80独居，五保，走路要拄拐",
    "低保户 2人 母56 女20智力一级 县城",
    "居民问残疾证在哪办",
    "本网格新增一户：女主人刚离婚，带脑瘫儿3岁",
    "走了十二户，就这一户难：婆媳俩都守寡",
]
OPERATOR = [
    "来电人称母亲卧床三年，问护理补贴",
    "市民来电：公租房要排多久",
    "男52 上街 低保去年停 一直骂 要投诉",
    "女60+替隔壁问 男90多独居 屋顶塌了 不留名",
    "群众来电，女，说孩子学费交不起",
    "坐席这边问一下口径，优抚金算不算收入",
    "工单内容：求助人独居，断电三天",
    "市民来电反映，其父亲的低保三月停发，镇里答复说收入超标",
    "男，四十多，残疾二级，补贴停了三个月，要求给个答复",
    "女，替邻居问，邻居男70独居，无儿无女",
    "男声 尤溪口音 问残疾人补贴几号到账",
]
RESIDENT = [
    "我家三口人，老婆尿毒症，孩子读高中，一个月两千来块",
    "网格员说我家有车不能办，是真的吗",
    "我打12345，工单上写已联系来电人，可没人联系过我",
    "户主是我爸，低保写的是他的名字，我能去办吗",
    "女 三十四 乳腺癌术后 老公打零工 双胞胎三岁 在连江",
    "男，56岁，肢体三级，想问能不能办低保",
    "我是村干部的亲戚，他说我不能办",
    "社工上门来过，叫我把低保退了",
    "我要投诉村干部，他不收我的申请",
    "老公49 儿子12 女儿8 我自己没上班",
    "我妈独居，82岁，无低保",
    "隔壁依姆78岁无儿无女，有人管吗",
    "家里情况一点没变化，怎么把低保停了",
    "网格员的待遇谁管，我是一名网格员，一个月两千，考核太多",
    "那家人开小车还吃低保，他老婆天天旅游，请去查",
    "女，31岁，想问能不能申请救助，孩子刚两岁",
    "我打了热线，回复写已和来电人沟通，没人找过我",
    "四月份交的低保申请，到现在九月了没人入户",
    "老婆43，肢体三级，儿子12岁",
    "老人82岁，独居，没人照顾，怎么办",
    "在吗",
    "",
]


@pytest.mark.parametrize("text", GRID)
def test_a_grid_worker(text: str) -> None:
    assert voice_of(text) == "grid"


@pytest.mark.parametrize("text", OPERATOR)
def test_an_operator(text: str) -> None:
    assert voice_of(text) == "operator"


@pytest.mark.parametrize("text", RESIDENT)
def test_a_resident(text: str) -> None:
    assert voice_of(text) is None


def test_full_width_and_traditional_letters_are_read_too() -> None:
    assert voice_of("戶主６８男／老伴６５／子４２") == "grid"


def test_a_very_long_message_is_read_in_its_beginning_only() -> None:
    assert voice_of("来电人称" + "老人独居，" * 5_000) == "operator"


def test_no_resident_of_the_open_half_is_taken_for_staff() -> None:
    told = [m for m in messages() if m.half == "open"]
    residents = [m.text for m in told if m.voice == "resident" and voice_of(m.text)]
    staff = [m for m in told if m.voice != "resident"]
    known = [m for m in staff if voice_of(m.text)]
    assert residents == []
    assert len(known) / len(staff) > 0.75
    same = [m for m in known if m.voice.startswith(voice_of(m.text) or "-")]
    assert len(same) / len(known) > 0.95
