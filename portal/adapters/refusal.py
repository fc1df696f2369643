"""Why the checker will not take a file, as a code and values; `uploads.SENTENCES` has the words."""


class Refusal(Exception):
    """A file refused inside the checker."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
