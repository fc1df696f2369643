"""What one complete correction notice names: what is owed anyway, and what a clerk may add to it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.domain.actor import Context
from portal.domain.item import Item
from portal.domain.mending import openable
from portal.domain.opening import in_doubt, opened
from portal.domain.vocabulary import Channel, Role
from portal.models import Document
from portal.services.casework import CaseFile
from portal.services.owing import owed_of
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.sentences import document_title, found
from portal.wording.opening import question_name, why_opened


class Owed(NamedTuple):
    """A paper the notice has to name, and why."""

    name: str
    why: str


class CorrectionChoices(NamedTuple):
    """The parts of the form, and whether a supervisor may break the rule of the one notice.

    `questions` can be opened to the filer, each with what is known against its answer; `proposed` are ticked at first.
    """

    fixed: tuple[Owed, ...]
    more: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    reasons: Mapping[str, str]
    proposed: tuple[str, ...]
    may_override: bool
    title: str
    rule: str
    button: str


def correction_choices(ctx: Context, case: CaseFile) -> CorrectionChoices:
    """What this case's notice can name."""
    fixed = set(case.owed)
    filing, findings = case.filing, case.examination.determination.findings if case.examination else ()
    paths = [question.path for question in openable(case.item, filing.channel)]
    doubts = in_doubt(case.item, filing.channel, findings)
    if case.has_earlier_notice:  # what it could have opened and did not is not proposed: the notice would be refused
        doubts &= {path for event in case.events for path in event.detail.questions}
    return CorrectionChoices(
        fixed=tuple(Owed(document_title(case.item, kind), _why(case, kind)) for kind in case.owed),
        more=tuple(pair for pair in nameable(case.item, case.documents) if pair[0] not in fixed),
        questions=askable(case.item, filing.channel),
        reasons={
            each.question.path: why_opened(each, findings, language()) for each in opened(paths, filing.claims, ())
        },
        proposed=tuple(path for path in paths if path in doubts),
        may_override=case.has_earlier_notice and ctx.actor.role is Role.SUPERVISOR,
        **_words(case.filing.hospital_id is not None),
    )


def nameable(item: Item, documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Every document a notice about this item can name, with its title."""
    known = dict.fromkeys((*(material.kind for material in item.materials), *(each.kind for each in documents)))
    return [(kind, document_title(item, kind)) for kind in known]


def askable(item: Item, channel: Channel) -> tuple[tuple[str, str], ...]:
    """Every question a notice about this item can open, with its name."""
    names = ((question.path, question_name(question.path, language())) for question in openable(item, channel))
    return tuple((path, name[:1].upper() + name[1:]) for path, name in names)


def _words(to_hospital: bool) -> dict[str, str]:
    if to_hospital:
        rule = _("转诊单由医院开具，这里不能改。写清哪里不对，医院改好后会再交回来。")
        return {"title": _("退回医院更正"), "rule": rule, "button": _("退回医院")}
    rule = _("所有要补的都要在这一次说清：以后再告知，不能加上这次就能发现的。")
    return {"title": _("一次性告知"), "rule": rule, "button": _("发出告知书")}


def _why(case: CaseFile, kind: str) -> str:
    """What a clerk found of the paper, or the rules say of it; empty where it is simply not there."""
    assert case.examination is not None  # a case that cannot be read owes nothing
    (owed,) = owed_of((kind,), case.documents, case.examination.determination, case.item)
    if owed.mark is not None:
        also = found(owed.finding) if owed.finding else ""
        why = _("；").join(filter(None, (label(owed.mark), owed.note, also)))
    else:
        why = found(owed.finding) if owed.finding and owed.finding.code != "paper_missing" else ""
    return f"{_('（')}{why}{_('）')}" if why else ""


def unsound(case: CaseFile) -> list[str]:
    """What a clerk marked and the rules do not owe, ticked to begin with: it was marked to be asked for."""
    marked = dict.fromkeys(document.kind for document in case.documents if not document.mark.is_usable)
    return [kind for kind in marked if kind not in case.owed]
