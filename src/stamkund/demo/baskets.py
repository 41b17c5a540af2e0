"""What is in the basket, and what it costs on that day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from stamkund.demo.chance import weighted
from stamkund.demo.drafts import LineDraft
from stamkund.demo.tables import table

YEARLY_RISE = Decimal("0.03")
DAYS_OF_YEAR = 365
BY_PHONE = 0.06


@dataclass(frozen=True, slots=True)
class Basket:
    """What one customer buys at once, and where."""

    channel: str
    lines: tuple[LineDraft, ...]


def fill_basket(chance: Random, manner: str, *, is_first: bool, on: date, today: date) -> Basket:
    """Return what somebody of this *manner* buys *on* a day."""
    recipes = table("baskets")[manner]["first" if is_first else "later"]
    recipe = weighted(chance, [(recipe["weight"], recipe) for recipe in recipes])
    pairs = chance.randint(*recipe.get("pairs", (1, 1)))
    lines = tuple(line_of(number, pairs, on=on, today=today) for number in recipe["goods"])
    return Basket(_channel(chance, recipe), lines)


def line_of(number: str, quantity: int, *, on: date, today: date) -> LineDraft:
    """Return *quantity* of a product at the price and direct cost of the day."""
    product = table("catalogue")[number]
    return LineDraft(
        product=number,
        quantity=Decimal(quantity),
        amount=_price_then(product["price"], on, today) * quantity,
        cost=_price_then(product["cost"], on, today) * quantity,
    )


def _price_then(price_today: int, on: date, today: date) -> Decimal:
    """Return a price *on* an earlier day, in whole fives: prices rose three per cent a year."""
    years = Decimal((today - on).days // DAYS_OF_YEAR)
    return Decimal(5) * round(Decimal(price_today) / (1 + YEARLY_RISE) ** years / 5)


def _channel(chance: Random, recipe: dict[str, Any]) -> str:
    if chance.random() < recipe.get("web", 0.0):
        return "web"
    return "phone" if chance.random() < BY_PHONE else "shop"
