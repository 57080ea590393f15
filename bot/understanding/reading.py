"""What is read out of one message, and its JSON as in the contract's “Reading one message”."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.understanding.scope import beyond

Figure = int | float
Value = bool | int | float | str | dict[str, Any]
Span = tuple[int, int]
Approx = Literal["about", "over", "under", "range"]
Role = Literal["hukou", "residence", "work"]
HOUSEHOLD = "household"
SELF = "本人"


class Model(BaseModel):
    """Immutable, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quantity(Model):
    """Money 元, people 人, age 岁 (babies 月) or duration 月; `value` is absent in a range."""

    kind: Literal["money", "count", "age", "duration"]
    text: str
    span: Span
    value: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    approx: Approx | None = None
    unit: Literal["元", "人", "岁", "月"]

    @property
    def amount(self) -> Value:
        """A number when exact, else a range as the household takes it."""
        if self.approx is None and self.value is not None:
            return self.value
        return {"low": self.low, "high": self.high, "approx": self.approx}

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)


class FactSaid(Model):
    """One fact of the vocabulary, for the member labelled `member` or the household (None)."""

    fact: str
    member: str | None = None
    value: Value
    words: str
    span: Span


class MemberSaid(Model):
    """Somebody of the family. `gone`: dead or left, then no member of the household any more."""

    label: str
    relation: str
    words: str
    span: Span
    gone: Literal["dead", "left"] | None = None
    apart: bool = False
    """Lives elsewhere, or keeps a household of their own."""
    disability: dict[str, Any] | None = None


class Flow(Model):
    """Money that comes in or goes out; `who`: a relation or "household"; `own`: after insurance."""

    who: str
    member: str | None = None
    quantity: Quantity
    per: Literal["month", "year", "day"] | None = None
    own: bool = False

    def to_json(self) -> dict[str, Any]:
        kept = ("value", "low", "high", "approx")
        figures = {k: v for k, v in self.quantity.to_json().items() if k in kept}
        return {"who": self.who, **figures, "per": self.per}


class PlaceSaid(Model):
    """A place with full official names; what its candidates do not share is None."""

    text: str
    span: Span
    province: str | None = None
    city: str | None = None
    county: str | None = None
    street: str | None = None
    role: Role | None = None
    candidates: tuple[dict[str, str | None], ...] = ()

    def to_json(self) -> dict[str, Any]:
        shown = self.model_dump(mode="json", exclude={"span", "street"})
        return {**shown, "candidates": list(shown["candidates"])}


class Emergency(Model):
    """The most pressing danger a message tells of; `others` are further kinds in it."""

    kind: Literal[
        "suicide", "violence", "no_food", "no_shelter", "fire_or_disaster", "unpaid_emergency_care"
    ]
    words: str
    span: Span
    others: tuple[str, ...] = ()


class Correction(Model):
    """不是三口，是四口: `denied` is taken back; facts inside `span` are meant as corrections."""

    denied: str | None
    words: str
    span: Span


class Wish(Model):
    """A status the writer asks about or wants, which is not one that is held."""

    status: str
    words: str
    span: Span


class Open(Model):
    """A fact that is told only in part: it has one of several values."""

    fact: str
    member: str | None
    candidates: tuple[Value, ...]
    words: str
    span: Span


class FigureSaid(Model):
    """A local figure of the day, by the name of its parameter in `eligibility/facts.yml`."""

    name: str
    value: float
    words: str
    span: Span


class Reading(Model):
    """Everything one message states."""

    text: str
    facts: list[FactSaid] = Field(default_factory=list)
    members: list[MemberSaid] = Field(default_factory=list)
    income: list[Flow] = Field(default_factory=list)
    spending: list[Flow] = Field(default_factory=list)
    quantities: list[Quantity] = Field(default_factory=list)
    places: list[PlaceSaid] = Field(default_factory=list)
    emergency: Emergency | None = None
    corrections: list[Correction] = Field(default_factory=list)
    wishes: list[Wish] = Field(default_factory=list)
    open: list[Open] = Field(default_factory=list)
    figures: list[FigureSaid] = Field(default_factory=list)

    def household(self) -> dict[str, Value]:
        """The facts of the household, the last word on each."""
        return {said.fact: said.value for said in self.facts if said.member is None}

    def of(self, label: str) -> dict[str, Value]:
        """The facts of one member, the last word on each."""
        return {said.fact: said.value for said in self.facts if said.member == label}

    def to_json(self, intent: dict[str, Any] | None = None) -> dict[str, Any]:
        """One line of `python -m bot.understanding`.

        Nothing of the household where `intent` is surely about other matters.
        """
        if intent is not None and beyond(intent["name"], intent["confidence"]):
            return self.model_copy(update={"facts": [], "members": [], "income": []}).to_json() | {
                "intent": intent
            }
        return {
            "text": self.text,
            "household": self.household(),
            "members": [shown for said in self.members if (shown := self._member(said))],
            "income": [flow.to_json() for flow in self.income],
            "quantities": [quantity.to_json() for quantity in self.quantities],
            "places": [place.to_json() for place in self.places],
            "emergency": self.emergency.kind if self.emergency else None,
            "intent": intent,
        }

    def _member(self, said: MemberSaid) -> dict[str, Any] | None:
        facts: dict[str, Any] = self.of(said.label)
        illness = [
            f.value for f in self.facts if (f.fact, f.member) == ("illness_name", said.label)
        ]
        facts.pop("illness_name", None)
        if isinstance(facts.get("age"), dict):
            facts["age_range"] = {k: facts["age"][k] for k in ("low", "high")}
            del facts["age"]
        if illness:
            facts["illness"] = list(dict.fromkeys(illness))
        if said.disability:
            facts["disability"] = said.disability
        if said.gone or (said.relation == "self" and not facts):
            return None
        return {"name": said.label, "relation": said.relation, **facts}
