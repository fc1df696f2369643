"""Several forms that stand on one page and are sent together."""

from collections.abc import Iterator, Sequence

from flask_wtf import FlaskForm
from wtforms import Field


class Sections:
    """They are valid together, and their faults stand in one summary."""

    def __init__(self, *forms: FlaskForm) -> None:
        self.forms = forms
        self.form_errors: list[str] = []

    def validate(self) -> bool:
        """Look at every form, so that all faults are said at once."""
        return all([form.validate() for form in self.forms])  # noqa: C419 (a generator would stop at the first)

    def __iter__(self) -> Iterator[Field]:
        """Every field people see."""
        return (field for form in self.forms for field in form if field.type != "CSRFTokenField")

    def __contains__(self, name: str) -> bool:
        """Whether a field of that name is asked."""
        return any(field.name == name for field in self)

    def __getitem__(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self if field.name == name)

    @property
    def errors(self) -> dict[str | None, Sequence[str]]:
        """Every fault by field."""
        own: dict[str | None, Sequence[str]] = {None: self.form_errors} if self.form_errors else {}
        return own | {name: faults for form in self.forms for name, faults in form.errors.items()}

    def forget_faulty(self) -> None:
        """Empty every field that holds something wrong, so that the rest can be kept for later."""
        self.validate()
        for field in self:
            if field.errors:
                field.data = None
