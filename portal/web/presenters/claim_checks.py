"""What was claimed of the person beside what a clerk found, and the buttons that record it."""

from dataclasses import dataclass, replace

from flask import url_for

from portal.services.casework import CaseFile
from portal.services.rulebook import rulebook
from portal.web.dates import day, moment
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """Something claimed, and what a clerk found of it."""

    name: str
    claimed: str
    checked: str
    is_checked: bool
    url: str = ""
    buttons: tuple[tuple[dict[str, str], str], ...] = ()

    @property
    def shape(self) -> str:
        """What the eye sees of it."""
        return "✓" if self.is_checked else "!"


def insured(case: CaseFile) -> ClaimCheck:
    """Whether the person is insured."""
    filing = case.filing
    place = rulebook.place_name(filing.claims.person.insured_place)
    words = {True: _("正常参保"), False: _("不在正常参保状态")}
    checked = (
        _("%(day)s 查过：%(result)s", day=day(filing.insured_checked_on), result=words[filing.insured_found])
        if filing.insured_found is not None
        else _("还没查系统")
    )
    claimed = _("本人说：在%(place)s参保", place=place)
    check = ClaimCheck(_("参保状态"), claimed, checked, filing.insured_found is not None)
    yes, no = {"name": "insured", "value": "yes"}, {"name": "insured", "value": "no"}
    return _ask(case, check, "clerk_filing.insured", (yes, _("查到：正常参保")), (no, _("查到：不在参保状态")))


def person(case: CaseFile) -> ClaimCheck:
    """Whether it is the person."""
    verified = case.filing.person_verified_at
    checked = _("%(at)s 已核对", at=moment(verified)) if verified else _("还没核对")
    check = ClaimCheck(_("是不是本人"), _("身份证件和参保人要对得上"), checked, verified is not None)
    return check if verified else _ask(case, check, "clerk_filing.person", ({}, _("证件核对无误，是本人")))


def account(case: CaseFile) -> ClaimCheck:
    """Whose account it came from."""
    owner = case.account
    if owner is None:
        return ClaimCheck(_("申报账号"), _("没有账号（由经办人或医院录入）"), "", True)
    name, verified = name_of(owner), owner.verified_at
    if case.filing.person_index != owner.person_index:
        return ClaimCheck(_("申报账号"), _("%(name)s 代为申报", name=name), "", True)
    checked = _("%(at)s 已核实", at=moment(verified)) if verified else _("还没核实")
    check = ClaimCheck(_("申报账号"), _("%(name)s 本人的账号", name=name), checked, verified is not None)
    return check if verified else _ask(case, check, "clerk_filing.owner", ({}, _("核实账号是本人的")))


def _ask(case: CaseFile, check: ClaimCheck, endpoint: str, *buttons: tuple[dict[str, str], str]) -> ClaimCheck:
    """The check with the buttons that record it; without, where this clerk may not or it is decided."""
    if not case.may_review or case.filing.queue_due_on is None:
        return check
    return replace(check, url=url_for(endpoint, number=case.filing.number), buttons=buttons)
