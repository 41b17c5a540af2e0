"""What can be wrong with a trial."""

from stamkund.quant.rows import RefusedError, TooLittleDataError


class EmptyArmError(TooLittleDataError):
    """An arm of the trial has too few customers to compare."""

    def __init__(self, arm: str, size: int, least: int) -> None:
        self.arm, self.size = arm, size
        super().__init__(f"{size} {'customer is' if size == 1 else 'customers are'} {arm}; at least {least} needed")


class BadDesignError(RefusedError):
    """A share, level or size that no trial can have."""
