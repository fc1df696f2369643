"""A refusal of a use case, said where the person can mend it."""

from collections.abc import Iterable

from flask import g

from portal.domain.errors import DomainError, Invalid, TooMany
from portal.domain.fact_rules import FactFaults
from portal.web.forms.portal_form import PortalForm
from portal.web.presenters import sentences
from portal.web.questions.forms import QuestionForm


def blame(form: PortalForm, error: DomainError) -> None:
    """Put the sentence beside the field it is about, else on top of the form."""
    sentence = sentences.refused(error)
    if isinstance(error, TooMany):
        g.retry_after = error.retry_after  # web/errors.py answers so, whichever page this is
    name = error.field if isinstance(error, Invalid) else ""
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)


def blame_all(form: PortalForm, errors: Iterable[Invalid]) -> None:
    """Each of them; of a field that is faulty already nothing more is said."""
    for error in [each for each in errors if each.field not in form or not form[each.field].errors]:
        blame(form, error)


def blame_facts(form: QuestionForm, faults: FactFaults) -> None:
    """Say what the rules could not read, each beside its field where this form has one."""
    for fault, sentence in zip(faults.faults, sentences.unreadable(faults), strict=True):
        field = form.field_at(fault.path)
        if field is not None:
            field.errors = [*field.errors, sentence]
        else:
            form.form_errors.append(sentence)
