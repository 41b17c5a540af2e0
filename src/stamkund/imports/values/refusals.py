"""Why one cell cannot be read. The sentence a person sees is made from the code in `imports.reasons`."""


class CellRefused(ValueError):  # noqa: N818  (refusing is our word for it)
    """The cell holds something that is not what its column is for: `code` says what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
