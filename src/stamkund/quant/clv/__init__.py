"""Customer lifetime value: when customers buy, what they spend, and what that is worth.

`NBD`, `BGNBD`, `MBGNBD` (the default), `ParetoNBD` model purchase timing, `BGCNBD` and `MBGCNBD` also how regularly
people buy, `GammaGamma` the money per purchase; `value_customers` joins them, `add_up` sums them to customer equity.
Models are fitted to (x, t_x, T): see `histories`. `BGBB` is for purchases at given opportunities, `SBG` for contracts.
Parameters are named as in the papers.
"""

from stamkund.quant.clv.beta_binomial import BetaBinomial
from stamkund.quant.clv.beta_geometric import BGNBD, MBGNBD
from stamkund.quant.clv.bg_bb import BGBB
from stamkund.quant.clv.covariates import ParetoNBDWithCovariates
from stamkund.quant.clv.equity import Equity, add_up
from stamkund.quant.clv.errors import BadHistoryError, ClvError, NotFittedError, TooLittleDataError
from stamkund.quant.clv.gamma_gamma import GammaGamma
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.lifetime import Customers, Values, value_customers
from stamkund.quant.clv.nbd import NBD
from stamkund.quant.clv.one import Value, value_one
from stamkund.quant.clv.outlook import Outlook
from stamkund.quant.clv.pareto_nbd import ParetoNBD
from stamkund.quant.clv.pooling import Pooled, fit_groups
from stamkund.quant.clv.prediction import PurchasePrediction, predict_purchases, predict_renewals
from stamkund.quant.clv.prior import Prior
from stamkund.quant.clv.purchase_days import PurchaseDays
from stamkund.quant.clv.regular import BGCNBD, MBGCNBD
from stamkund.quant.clv.regularity import regularity
from stamkund.quant.clv.sbg import SBG
from stamkund.quant.clv.season import Season, no_season
from stamkund.quant.clv.seasonality import SeasonTrial, learn_season, try_season
from stamkund.quant.clv.transactions import TransactionModel

__all__ = [
    "BGBB",
    "BGCNBD",
    "BGNBD",
    "MBGCNBD",
    "MBGNBD",
    "NBD",
    "SBG",
    "BadHistoryError",
    "BetaBinomial",
    "ClvError",
    "Customers",
    "Equity",
    "GammaGamma",
    "Histories",
    "NotFittedError",
    "Outlook",
    "ParetoNBD",
    "ParetoNBDWithCovariates",
    "Pooled",
    "Prior",
    "PurchaseDays",
    "PurchasePrediction",
    "Season",
    "SeasonTrial",
    "TooLittleDataError",
    "TransactionModel",
    "Value",
    "Values",
    "add_up",
    "fit_groups",
    "learn_season",
    "no_season",
    "predict_purchases",
    "predict_renewals",
    "regularity",
    "try_season",
    "value_customers",
    "value_one",
]
