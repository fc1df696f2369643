"""What an approval still has to settle, as its page names it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.domain.errors import NotAllowed
from portal.domain.scrutiny import Unchecked
from portal.domain.vocabulary import Mark, Subject
from portal.services.approval import ApprovalNeeds
from portal.services.casework import CaseFile
from portal.web.labels import label
from portal.web.presenters.determination import Line, worst_first
from portal.web.presenters.sentences import document_title, refused


@dataclass(frozen=True, slots=True)
class Approving:
    """The page of an approval; `choices` are keys and names, `named` all the keys.

    The marks give the keyboard to what comes first: the answer where one is asked, else the button.
    """

    named: str
    choices: tuple[tuple[str, str], ...]
    things: tuple[str, ...]
    lead: str
    asks: tuple[Line, ...]
    confirms: str
    answer_marks: Mapping[str, bool]
    button_marks: Mapping[str, bool]


_FIRST, _NOT_FIRST = {"autofocus": True}, dict[str, bool]()


def shown(case: CaseFile, needs: ApprovalNeeds, has_errors: bool) -> Approving:
    """What is still to be said of that case; the mistakes of a faulty form come first themselves."""
    things = tuple(_thing(case, each) for each in needs.unchecked)
    lead = (
        _("按“都核对过了”，就是说下面这些您都看过、查过，没有问题：")
        if things
        else _("材料、参保状态、本人都核对过了。")
    )
    return Approving(
        named=" ".join(each.key for each in needs.unchecked),
        choices=tuple((each.key, thing) for each, thing in zip(needs.unchecked, things, strict=True)),
        things=things,
        lead=lead,
        asks=worst_first(needs.asks),
        confirms=_("都核对过了，准予备案") if things else _("准予备案"),
        answer_marks=_NOT_FIRST if has_errors or not needs.asks else _FIRST,
        button_marks=_NOT_FIRST if has_errors or needs.asks else _FIRST,
    )


def not_now() -> str:
    """Why there is no such page."""
    return refused(NotAllowed("not_approvable"))


def _thing(case: CaseFile, each: Unchecked) -> str:
    """What it is, and that nobody looked at it."""
    name = document_title(case.item, each.kind) if each.kind else label(each.subject)
    pages = _("（%(count)s 份）", count=len(each.uids)) if len(each.uids) > 1 else ""
    state = {
        Subject.DOCUMENT: label(Mark.UNCHECKED),
        Subject.INSURED: _("还没查系统"),
        Subject.PERSON: _("还没和证件核对"),
        Subject.OWNER: _("还没核实是本人的"),
    }[each.subject]
    insists = _("，指南要求一定要查") if each.is_compulsory else ""
    return str(_("%(thing)s：%(state)s", thing=f"{name}{pages}", state=f"{state}{insists}"))
