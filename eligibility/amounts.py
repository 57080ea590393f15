"""How much a clause pays: numbers come from the pack, facts and parameters; none from here."""

from __future__ import annotations

from eligibility.evaluation import Evaluator, Subject
from eligibility.judging import Explainer, Judgement
from eligibility.nodes import FactRef, Lack
from eligibility.packs import AmountSpec, ItemSpec, amounts_of, product_spec
from eligibility.screening import Amount
from eligibility.values import Range


def amounts(
    spec: ItemSpec, judgement: Judgement, evaluator: Evaluator, explainer: Explainer
) -> tuple[Amount | list[Amount] | None, list[FactRef]]:
    """The amount of an item (a list where several members or things are paid), and the facts that
    would complete it."""
    asks: list[FactRef] = []
    lines: list[Amount] = []
    for amount in amounts_of(spec):
        for subject in _subjects(amount, judgement, evaluator):
            lines.append(_amount(amount, subject, evaluator, explainer, asks))
    if not lines:
        return None, asks
    return (lines[0] if len(lines) == 1 else lines), asks


def _subjects(amount: AmountSpec, judgement: Judgement, evaluator: Evaluator) -> list[Subject]:
    """Whose amounts: each member paid, or once where the household or nobody yet is."""
    paid = judgement.members
    indexes = [evaluator.names.index(name) for name in paid]
    own = [fact for fact in amount.product or [] if isinstance(fact, str)]
    on_members = [
        index
        for index, member in enumerate(evaluator.household.members)
        if any(fact in member.facts for fact in own)
    ]
    if on_members:
        return [index for index in on_members if not indexes or index in indexes] or [None]
    if amount.product is None and len(indexes) > 1:
        return list(indexes)
    return [None]


def _amount(
    spec: AmountSpec,
    subject: Subject,
    evaluator: Evaluator,
    explainer: Explainer,
    asks: list[FactRef],
) -> Amount:
    lacks: list[Lack] = []
    known = Range(low=spec.low, high=spec.high) if spec.low is not None else None
    product = product_spec(spec)
    if product is not None:
        known = evaluator.product(product, subject, lacks, asks)
    exact = spec.value if known is None else known.exact
    spread = known if known is not None and exact is None else None
    return Amount(
        value=_rounded(exact),
        low=_rounded(spread.low) if spread else None,
        high=_rounded(spread.high) if spread else None,
        unit=spec.unit,
        formula=spec.formula or _formula(spec, subject, evaluator),
        approximate=spec.approximate or (known is not None and known.approx == "about") or None,
        upto=spec.upto or None,
        at_most=spec.at_most,
        only_if=spec.only_if,
        months=spec.months.model_dump() if spec.months else None,
        what=spec.what,
        note=spec.note,
        member=None if subject is None else evaluator.names[subject],
        needs=explainer.missing(lacks) or None,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)


def _formula(spec: AmountSpec, subject: Subject, evaluator: Evaluator) -> str | None:
    if spec.product is None:
        return None
    return " × ".join(_factor(factor, subject, evaluator) for factor in spec.product)


def _factor(factor: float | str, subject: Subject, evaluator: Evaluator) -> str:
    if not isinstance(factor, str):
        return f"{factor:g}"
    value = evaluator.quantity(factor, subject, [], [])
    if isinstance(value, Range):
        ends = [f"{end:g}" for end in (value.low, value.high) if end is not None]
        return f"（{'～'.join(dict.fromkeys(ends))}）" if len(set(ends)) > 1 else ends[0]
    return evaluator.vocabulary.label(factor) if value is None else f"{value:g}"
