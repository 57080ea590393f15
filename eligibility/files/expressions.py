"""Numbers that packs compute from numbers, numeric facts and outside parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eligibility.values import Range, above, add, divide, greatest, least, multiply

Operation = Literal["product", "quotient", "sum", "above", "least", "greatest"]
_OPERATIONS: tuple[Operation, ...] = ("product", "quotient", "sum", "above", "least", "greatest")
_TWO: tuple[Operation, ...] = ("quotient", "above")


class ExpressionSpec(BaseModel):
    """One operation over numbers, names and further expressions.

    `above: [x, y]` is what of x lies above y, never less than 0 (a deductible);
    `least` and `greatest` are caps and floors.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    product: list[Expression] | None = Field(None, min_length=1)
    quotient: list[Expression] | None = None
    sum: list[Expression] | None = Field(None, min_length=1)
    above: list[Expression] | None = None
    least: list[Expression] | None = Field(None, min_length=1)
    greatest: list[Expression] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _one_operation(self) -> ExpressionSpec:
        given = [name for name in _OPERATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"算式要有且只有一个词：{'、'.join(_OPERATIONS)}")
        if given[0] in _TWO and len(self.parts) != 2:
            raise ValueError(f"{given[0]} 要正好两项：[甲, 乙]")
        return self

    @property
    def operation(self) -> Operation:
        """Which of the six."""
        return next(name for name in _OPERATIONS if getattr(self, name) is not None)

    @property
    def parts(self) -> list[Expression]:
        """What the operation is over."""
        return next(part for name in _OPERATIONS if (part := getattr(self, name)) is not None)


Expression = float | str | ExpressionSpec
ExpressionSpec.model_rebuild()


def names_in(expression: Expression | None) -> Iterator[str]:
    """The facts and parameters an expression reads, as often as it does."""
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, ExpressionSpec):
        for part in expression.parts:
            yield from names_in(part)


def numbers_in(expression: Expression | None) -> Iterator[float]:
    """The figures an expression contains."""
    if isinstance(expression, ExpressionSpec):
        for part in expression.parts:
            yield from numbers_in(part)
    elif expression is not None and not isinstance(expression, str):
        yield expression


def calculate(
    expression: Expression, read: Callable[[str], float | Range | None]
) -> float | Range | None:
    """The number, None where a name has none (or a divisor may be 0).

    Every name is read, so that `read` can note all that is missing.
    """
    if isinstance(expression, str):
        return read(expression)
    if not isinstance(expression, ExpressionSpec):
        return expression
    values = [calculate(part, read) for part in expression.parts]
    known = [value for value in values if value is not None]
    return _applied(expression.operation, known) if len(known) == len(values) else None


def _applied(operation: Operation, values: Sequence[float | Range]) -> float | Range | None:
    if operation == "quotient":
        return divide(values[0], values[1])
    if operation == "above":
        return above(values[0], values[1])
    joined = {"product": multiply, "sum": add, "least": least, "greatest": greatest}[operation]
    result = values[0]
    for value in values[1:]:
        result = joined(result, value)
    return result


_SIGNS = {"product": " × ", "quotient": " ÷ ", "sum": " + ", "above": " − "}
_NAMES = {"least": "其中较小的", "greatest": "其中较大的"}


def said(expression: Expression, label: Callable[[str], str]) -> str:
    """The expression in words and signs; `label` says a name."""
    if isinstance(expression, str):
        return label(expression)
    if not isinstance(expression, ExpressionSpec):
        return f"{expression:g}"
    parts = [_inner(part, label) for part in expression.parts]
    if expression.operation in _NAMES:
        return f"{'、'.join(parts)}{_NAMES[expression.operation]}"
    return _SIGNS[expression.operation].join(parts)


def _inner(part: Expression, label: Callable[[str], str]) -> str:
    text = said(part, label)
    return f"（{text}）" if isinstance(part, ExpressionSpec) else text
