"""Models of an outcome, in scikit-learn's manners: anything with `fit` and `predict`, or `predict_proba`.

Nothing is imported for them; a learner copies the unfitted model it was given. Only who gives none needs scikit-learn.
"""

from copy import deepcopy
from typing import Any, Protocol

import numpy as np

from stamkund.quant.rows import Floats, MissingExtraError
from stamkund.quant.uplift.errors import BadDesignError

MISSING = "scikit-learn is not installed: pip install 'stamkund[ml]', or give the learner a model of your own"


class Model(Protocol):
    """What a learner asks of a model of the outcome. Where it has `predict_proba`, that is asked instead."""

    def fit(self, X: Floats, y: Floats) -> Any: ...

    def predict(self, X: Floats) -> Any: ...


class Constant:
    """The mean, for everybody: what can be said of an outcome that never varies."""

    def __init__(self, value: float) -> None:
        self.value = value

    def fit(self, X: Floats, y: Floats) -> "Constant":
        return self

    def predict(self, X: Floats) -> Floats:
        return np.full(X.shape[0], self.value)


def classifier() -> Model:
    """The default for yes or no: logistic regression on standardised features, with a weak ridge."""
    preprocessing, linear, pipeline = _sklearn()
    model: Model = pipeline.make_pipeline(preprocessing.StandardScaler(), linear.LogisticRegression(max_iter=1000))
    return model


def regressor() -> Model:
    """The default for an amount, and for an effect: linear regression on standardised features, with a weak ridge."""
    preprocessing, linear, pipeline = _sklearn()
    model: Model = pipeline.make_pipeline(preprocessing.StandardScaler(), linear.Ridge())
    return model


def _sklearn() -> tuple[Any, Any, Any]:
    try:
        from sklearn import linear_model, pipeline, preprocessing  # noqa: PLC0415  (an extra, only for the defaults)
    except ImportError:
        raise MissingExtraError(MISSING) from None
    return preprocessing, linear_model, pipeline


def fit_copy(model: Model, X: Floats, y: Floats) -> Model:
    """A fitted copy of the model; of an outcome that never varies, its value."""
    if np.ptp(y) == 0:
        return Constant(float(y[0]))
    copy = deepcopy(model)
    copy.fit(X, y)
    return copy


def predict(model: Model, X: Floats) -> Floats:
    """The expected outcome: of a classifier, the probability of 1. Raises BadDesignError where that is no number."""
    if hasattr(model, "predict_proba"):
        expected = np.asarray(model.predict_proba(X), dtype=np.float64)[:, -1]
    else:
        expected = np.asarray(model.predict(X), dtype=np.float64).reshape(X.shape[0])
    if not np.isfinite(expected).all():
        raise BadDesignError(f"{type(model).__name__} predicted something that is not a finite number")
    return expected
