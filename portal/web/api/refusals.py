"""What the rules and the use cases refuse, said as problems: each fault with a pointer to what is to be mended."""

import re

from flask import Blueprint, Response

from portal.adapters.uploads import UploadRefused
from portal.domain.errors import DomainError, Invalid, NotFound, SeveralInvalid, TooMany
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.strict_json import WHERE
from portal.web import uploads
from portal.web.errors import error_response, status_of
from portal.web.explanations import EXPLANATIONS
from portal.web.interface import Fault, problem
from portal.web.language import language
from portal.web.presenters.sentences import refused
from portal.wording.faults import fault_text

_STEP = re.compile(r"[^.\[\]]+")


class Unsound(Exception):
    """What was sent is not what the page that asks it would take."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(fault.pointer for fault in faults))
        self.faults = faults


def say_as_problems(blueprint: Blueprint) -> None:
    """What the views of this blueprint raise is said so; all else by the handlers of the whole portal."""
    blueprint.register_error_handler(FactFaults, _unreadable)
    blueprint.register_error_handler(Unsound, lambda unsound: faulty(unsound.faults))
    blueprint.register_error_handler(UploadRefused, _not_taken)
    blueprint.register_error_handler(SeveralInvalid, lambda several: invalid(several.faults))
    blueprint.register_error_handler(Invalid, lambda fault: invalid((fault,)))
    blueprint.register_error_handler(DomainError, _refused)


def pointer_to(path: str) -> str:
    """The JSON pointer of a key path; the whole body has the empty one."""
    steps = () if path == WHERE else _STEP.findall(path)
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)


def faulty(faults: list[Fault], code: str = "invalid") -> Response:
    """Everything there is to mend, at once."""
    explanation = EXPLANATIONS[422]
    return problem(422, str(explanation.title), " ".join(fault.detail for fault in faults), code, faults)


def invalid(faults: tuple[Invalid, ...]) -> Response:
    """What a use case cannot take."""
    return faulty([Fault(pointer_to(fault.field or WHERE), refused(fault)) for fault in faults], faults[0].code)


def _unreadable(found: FactFaults) -> Response:
    return faulty([_fault(fault) for fault in found.faults], found.faults[0].code)


def _fault(fault: FactFault) -> Fault:
    return Fault(pointer_to(fault.path), fault_text(fault, language()))


def _not_taken(refusal: UploadRefused) -> Response:
    return faulty([Fault("", uploads.refusal_sentence(refusal))], refusal.code)


def _refused(error: DomainError) -> Response:
    status = status_of(error)
    if isinstance(error, NotFound):
        return error_response(status)
    answer = problem(status, str(EXPLANATIONS[status].title), refused(error), error.code)
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer
