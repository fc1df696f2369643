"""What an approval still has to settle, as its page names it."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import url_for

from portal.domain.errors import NotAllowed
from portal.domain.numbering import grouped
from portal.domain.periods import Anchor
from portal.domain.scrutiny import Unchecked
from portal.domain.term import Start
from portal.domain.validity import Term
from portal.domain.vocabulary import Mark, Subject
from portal.services.approval import ApprovalNeeds
from portal.services.casework import CaseFile
from portal.services.in_force import InForce
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.presenters.determination import Line, worst_first
from portal.web.presenters.sentences import document_title, refused


class Beside(NamedTuple):
    """Another filing of the same person that counts in the same days."""

    url: str
    text: str


class Approving(NamedTuple):
    """The page of an approval; `choices` are keys and names, `named` all the keys.

    `cap_passed` says that the agent is past the cap of a year. The marks give the keyboard to what comes first: a
    reason or an answer where one is asked, else the button.
    """

    named: str
    choices: tuple[tuple[str, str], ...]
    things: tuple[str, ...]
    lead: str
    asks: tuple[Line, ...]
    is_start_stated: bool
    start: str
    end: str
    beside: tuple[Beside, ...]
    cap_passed: str
    confirms: str
    cap_marks: Mapping[str, str]
    answer_marks: Mapping[str, str]
    button_marks: Mapping[str, str]


def shown(case: CaseFile, needs: ApprovalNeeds, has_errors: bool) -> Approving:
    """What is still to be said of that case; the mistakes of a faulty form come first themselves."""
    first = "" if has_errors else "cap" if needs.cap_passed else "answer" if needs.asks else "button"
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
        is_start_stated=needs.start.is_stated,
        start=start_text(needs.start, _("指南没有写明。先填的是今天，可以改。")),
        end=_end(case, needs.term),
        beside=beside(needs),
        cap_passed=cap_passed(needs),
        confirms=_("都核对过了，准予备案") if things else _("准予备案"),
        cap_marks=_marks(first == "cap"),
        answer_marks=_marks(first == "answer"),
        button_marks=_marks(first == "button"),
    )


def _marks(is_first: bool) -> Mapping[str, str]:
    return {"autofocus": "autofocus"} if is_first else {}


def not_now() -> str:
    """Why there is no such page."""
    return refused(NotAllowed("not_approvable"))


def cap_passed(needs: ApprovalNeeds) -> str:
    """That its agent has filed for as many as the guide allows in a year, where so; then it is for a supervisor."""
    return refused(NotAllowed("agent_cap_proven", cap=needs.cap_passed)) if needs.cap_passed else ""


def beside(needs: ApprovalNeeds) -> tuple[Beside, ...]:
    """What is in force already in the days this one would count for."""
    return tuple(Beside(url_for("clerk_filing.page", number=each.number), _other(each)) for each in needs.beside)


def _other(other: InForce) -> str:
    begins, ends = day(other.term.begins_on), day(other.term.ends_on)
    days = _("%(begins)s 起，到 %(ends)s", begins=begins, ends=ends) if ends else _("%(begins)s 起", begins=begins)
    parts = (label(other.filing_type), rulebook.place_name(other.treatment_place), days, grouped(other.number))
    return " · ".join(part for part in parts if part)


def start_text(start: Start, at_decision: str) -> str:
    """Where the day comes from, and how far it may be moved; `at_decision` is said where it is the decision's."""
    if start.is_stated:
        return str(_("从 %(day)s 起算，指南写明了。", day=day(start.on)))
    proposed = {
        Anchor.BEGINNING: _("指南没有写明。先填的是申请人要的那天，可以改。"),
        Anchor.ADMISSION: _("指南没有写明。先填的是入院那天，可以改。"),
        Anchor.REFERRAL_ISSUE: _("指南没有写明。先填的是开转诊单那天，可以改。"),
        Anchor.DECISION: at_decision,
    }[start.event]
    if start.earliest and start.latest:
        limits = _("要在 %(first)s 到 %(last)s 之间。", first=day(start.earliest), last=day(start.latest))
        return f"{proposed}{limits}"
    return str(proposed)


def _end(case: CaseFile, term: Term) -> str:
    if term.ends_on:
        return str(_("有效到 %(day)s。", day=day(term.ends_on)))
    validity = case.item.validity
    if validity and validity.until_changed:
        return str(_("有效到申请变更或取消为止。"))
    return str(_("有效到哪天，指南没有写明。"))


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
