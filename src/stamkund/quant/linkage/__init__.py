"""Who is who: records of one person or company, found among many without being told any (Fellegi & Sunter 1969).

`recognise` says what columns hold, `derive` brings them into the forms that are compared, `comparisons_of` says how.
`warehouse.linkage` compares a whole base and learns a `Model`; `cluster` makes people of its pairs, `agree` judges them
by a truth. `Base` answers for one new record in milliseconds whether it is known. `worth_showing` says which pairs a
person should see.
"""

from stamkund.quant.linkage.agreement import Agreement, agree
from stamkund.quant.linkage.clusters import Pairs, cluster
from stamkund.quant.linkage.columns import Role, recognise
from stamkund.quant.linkage.comparisons import Comparison, Level, comparisons_of
from stamkund.quant.linkage.fields import derive
from stamkund.quant.linkage.model import Linked, Model
from stamkund.quant.linkage.online import Base, Candidate
from stamkund.quant.linkage.review import Costs, Questions, worth_showing
from stamkund.quant.linkage.weighing import Prior, chances
from stamkund.quant.rows import BadRowsError, MissingExtraError, RefusedError, TooLittleDataError

__all__ = [
    "Agreement",
    "BadRowsError",
    "Base",
    "Candidate",
    "Comparison",
    "Costs",
    "Level",
    "Linked",
    "MissingExtraError",
    "Model",
    "Pairs",
    "Prior",
    "Questions",
    "RefusedError",
    "Role",
    "TooLittleDataError",
    "agree",
    "chances",
    "cluster",
    "comparisons_of",
    "derive",
    "recognise",
    "worth_showing",
]
