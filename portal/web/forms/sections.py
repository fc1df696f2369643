"""Several forms of the same kind on one page, one a paper: their faults stand in one summary."""

from collections.abc import Iterator, Sequence

from wtforms import Field

from portal.web.forms.portal_form import PortalForm


class Sections:
    """What a summary of faults reads of a form, for all of them."""

    form_errors = ()

    def __init__(self, *forms: PortalForm) -> None:
        self.forms = forms

    def __iter__(self) -> Iterator[Field]:
        """Every field people see."""
        return (field for form in self.forms for field in form if field.type != "CSRFTokenField")

    @property
    def errors(self) -> dict[str | None, Sequence[str]]:
        """Every fault by field."""
        return {name: faults for form in self.forms for name, faults in form.errors.items()}
