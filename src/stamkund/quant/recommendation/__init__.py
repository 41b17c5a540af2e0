"""Next best offers: two lists per customer, each item with its reason.

`Purchases` are checked once. `TwoLists` learns `Replenish` (what will be bought again, as a calibrated probability) and
`Discover` (what is new, by EASE, co-purchase or alternating least squares, times the season). `TimeSplit`, `evaluate`
judge them by what was bought afterwards. Items and users are numbers into `Purchases.items` and `Purchases.users`.
"""

from stamkund.quant.estimates import Estimate
from stamkund.quant.recommendation.co_purchase import CoPurchase
from stamkund.quant.recommendation.discover import Discover
from stamkund.quant.recommendation.ease import Ease
from stamkund.quant.recommendation.evaluation import Evaluation, Popularity, Quality, evaluate
from stamkund.quant.recommendation.factors import AlternatingLeastSquares
from stamkund.quant.recommendation.habits import Habits
from stamkund.quant.recommendation.item_models import Because, ItemModel
from stamkund.quant.recommendation.purchases import Purchases, TimeSplit
from stamkund.quant.recommendation.ranking import NONE, Picks
from stamkund.quant.recommendation.replenish import Habit, Replenish
from stamkund.quant.recommendation.seasons import Seasons
from stamkund.quant.recommendation.two_lists import TwoLists
from stamkund.quant.rows import BadRowsError, MissingExtraError, RefusedError, TooLittleDataError

__all__ = [
    "NONE",
    "AlternatingLeastSquares",
    "BadRowsError",
    "Because",
    "CoPurchase",
    "Discover",
    "Ease",
    "Estimate",
    "Evaluation",
    "Habit",
    "Habits",
    "ItemModel",
    "MissingExtraError",
    "Picks",
    "Popularity",
    "Purchases",
    "Quality",
    "RefusedError",
    "Replenish",
    "Seasons",
    "TimeSplit",
    "TooLittleDataError",
    "TwoLists",
    "evaluate",
]
