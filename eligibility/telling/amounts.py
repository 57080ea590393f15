"""How much a clause pays: numbers come from the pack, facts and parameters; none from here."""

from __future__ import annotations

from collections.abc import Iterator

from eligibility.files.expressions import names_in, said
from eligibility.files.packs import AmountSpec, ItemSpec, Rule, amounts_of
from eligibility.judging.evaluation import Evaluator, Subject
from eligibility.judging.nodes import FactRef, Lack
from eligibility.judging.verdicts import Judgement
from eligibility.telling.explaining import Explainer
from eligibility.telling.screening import Amount
from eligibility.values import Range, Truth, as_range


def amounts(
    rule: Rule, judgement: Judgement, evaluator: Evaluator, explainer: Explainer
) -> Amount | list[Amount] | None:
    """The amount of an item; a list where several members or things are paid."""
    lines = [
        _amount(spec, subject, evaluator, explainer)
        for spec, subject in _lines(rule, judgement, evaluator)
    ]
    if not lines:
        return None
    return lines[0] if len(lines) == 1 else lines


def asked_for(rule: Rule, judgement: Judgement, evaluator: Evaluator) -> list[FactRef]:
    """The facts that would complete the amount of an item."""
    asks: list[FactRef] = []
    for spec, subject in _lines(rule, judgement, evaluator):
        if spec.expression is not None:
            evaluator.number(spec.expression, subject, [], asks)
    return asks


def _lines(
    rule: Rule, judgement: Judgement, evaluator: Evaluator
) -> Iterator[tuple[AmountSpec, Subject]]:
    """What is paid to whom; a line for others is left out."""
    assert isinstance(rule.spec, ItemSpec)
    for spec, when in zip(amounts_of(rule.spec), rule.paid_when, strict=True):
        by_person = when is not None and evaluator.concerns_members(when)
        for subject in _subjects(spec, judgement, evaluator, by_person):
            if when is None or evaluator.truth(when, subject) is not Truth.NOT_MET:
                yield spec, subject


def _subjects(
    amount: AmountSpec, judgement: Judgement, evaluator: Evaluator, by_person: bool
) -> list[Subject]:
    """Whose amounts: each member paid, or once where the household or nobody yet is.

    `by_person`: whether it hangs on the person which line is paid.
    """
    indexes = [evaluator.names.index(name) for name in judgement.members]
    maybe = [evaluator.names.index(name) for name in judgement.members_unknown]
    own = list(names_in(amount.expression))
    on_members = [
        index
        for index, member in enumerate(evaluator.household.members)
        if any(fact in member.facts for fact in own)
    ]
    if on_members:
        concerned = indexes or maybe
        return [index for index in on_members if not concerned or index in concerned] or [None]
    by_household = (amount.unit or "").startswith("元/户")
    of_members = not own or any(fact in evaluator.vocabulary.member_scope for fact in own)
    # A fact of a member that nobody has told yet is missing of each who is paid.
    if of_members and (own or by_person or len(indexes) > 1) and not by_household:
        return list(indexes) or [None]
    return [None]


def _amount(
    spec: AmountSpec,
    subject: Subject,
    evaluator: Evaluator,
    explainer: Explainer,
) -> Amount:
    lacks: list[Lack] = []
    known = Range(low=spec.low, high=spec.high) if spec.low is not None else None
    if spec.expression is not None:
        number = evaluator.number(spec.expression, subject, lacks, [])
        known = None if number is None else as_range(number)
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
        needs=explainer.missing(list(dict.fromkeys(lacks))) or None,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)


def _formula(spec: AmountSpec, subject: Subject, evaluator: Evaluator) -> str | None:
    """The sum with its numbers put in; what is not known stands by its name."""
    if spec.expression is None:
        return None
    return said(spec.expression, lambda name: _quantity_text(name, subject, evaluator))


def _quantity_text(name: str, subject: Subject, evaluator: Evaluator) -> str:
    value = evaluator.quantity(name, subject, [], [])
    if isinstance(value, Range):
        ends = [f"{end:g}" for end in (value.low, value.high) if end is not None]
        return f"（{'～'.join(dict.fromkeys(ends))}）" if len(set(ends)) > 1 else ends[0]
    return evaluator.vocabulary.label(name) if value is None else f"{value:g}"
