"""Questions and a household to answer with, without the engine."""

from dataclasses import dataclass, field

from bot.understanding.reading import Value


@dataclass
class Fact:
    fact: str
    member: str | None = None


@dataclass
class Set:
    fact: str
    member: str | None
    value: Value


@dataclass
class Option:
    id: str
    label: str
    sets: list[Set] = field(default_factory=list)
    otherwise: list[Set] = field(default_factory=list)


@dataclass
class Asked:
    expects: str
    facts: list[Fact]
    choices: list[Option] = field(default_factory=list)
    multiple: bool = False
    unit: str | None = None


@dataclass
class Somebody:
    name: str
    relation: str


@dataclass
class Family:
    jurisdiction: str | None
    members: list[Somebody]


def household() -> Family:
    people = [("本人", "self"), ("老伴", "spouse"), ("女儿", "daughter")]
    return Family("minhou", [Somebody(*person) for person in people])


def skips() -> list[Option]:
    return [Option("none", "都没有"), Option("unknown", "不清楚"), Option("declined", "不想说")]


def events() -> Asked:
    labels = {
        "fire_or_accident": "火灾、车祸、工伤等意外",
        "sudden_serious_illness": "家人突然得大病或重伤",
        "income_lost_suddenly": "收入突然断了",
        "natural_disaster": "台风、洪水等自然灾害",
    }
    options = [
        Option(name, label, [Set(name, None, True)], [Set(name, None, False)])
        for name, label in labels.items()
    ]
    return Asked("choice", [Fact(name) for name in labels], options + skips(), multiple=True)


def who_is_ill() -> Asked:
    names = ("本人", "老伴", "女儿")
    options = [
        Option(n, n, [Set("severe_illness", n, True)], [Set("severe_illness", n, False)])
        for n in names
    ]
    facts = [Fact("severe_illness", name) for name in names]
    return Asked("choice", facts, options + skips(), multiple=True)


def single(fact: str, member: str | None, options: dict[str, tuple[str, Value]]) -> Asked:
    choices = [Option(i, label, [Set(fact, member, v)]) for i, (label, v) in options.items()]
    return Asked("choice", [Fact(fact, member)], [*choices, Option("unknown", "不清楚")])


def questions() -> dict[str, Asked]:
    stages: dict[str, tuple[str, Value]] = {
        "preschool": ("幼儿园", "preschool"),
        "compulsory": ("小学或初中", "compulsory"),
        "senior_high": ("高中", "senior_high"),
        "secondary_vocational": ("职高、中专、技校", "secondary_vocational"),
        "higher": ("大学、大专", "higher"),
        "none": ("没有上学", "none"),
    }
    dibao: dict[str, tuple[str, Value]] = {"yes": ("有，在领低保", True), "no": ("没有", False)}
    level: dict[str, tuple[str, Value]] = {
        "full": ("全额低保", "full"),
        "partial": ("差额低保", "partial"),
    }
    return {
        "dibao": single("dibao", None, dibao),
        "level": single("dibao_level", None, level),
        "stage": single("student_stage", "女儿", {f"s_{k}": v for k, v in stages.items()}),
        "events": events(),
        "ill": who_is_ill(),
        "income": Asked("number", [Fact("income_month_total")], unit="元/月"),
        "spent": Asked("number", [Fact("rigid_expense_12m")], unit="元"),
        "age": Asked("number", [Fact("age", "老伴")], unit="岁"),
        "months": Asked("number", [Fact("months_working_locally")], unit="个月"),
        "area": Asked("number", [Fact("rental_m2")], unit="平方米"),
        "times": Asked("number", [Fact("temp_relief_times_same_cause")], unit="次"),
        "hukou": Asked("place", [Fact("hukou_place")]),
        "place": Asked("place", [Fact("jurisdiction"), Fact("district")]),
        "people": Asked("people", [Fact("people_together")]),
    }
