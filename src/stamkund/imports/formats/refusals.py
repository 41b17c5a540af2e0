"""Why a whole file cannot be read. The sentence a person sees is made from the code in `imports.reasons`."""


class FileRefused(Exception):  # noqa: N818  (refusing is our word for it)
    """The file as a whole is not a table that can be read: `code` says why, `details` what and where."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details
