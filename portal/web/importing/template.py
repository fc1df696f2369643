"""The spreadsheet to fill in: a column a question of the item, with what there is to choose and an example."""

from collections.abc import Sequence

from portal.adapters import divisions
from portal.adapters.text_tables import TemplateColumn, writing
from portal.domain.item import Item
from portal.domain.questions import AnswerKind
from portal.web.importing.columns import EXAMPLE, NOTE, is_needed
from portal.web.importing.kinds import RowKind
from portal.web.language import gettext as _
from portal.web.questions.choices import CHOICES
from portal.web.questions.forms import AskedQuestion
from portal.wording.translation import _ as N_

_EXAMPLES = {
    AnswerKind.NAME: N_("张某某"),
    AnswerKind.ID_NUMBER: N_("照身份证填 18 位"),
    AnswerKind.TELEPHONE: "13800000000",
    AnswerKind.DAY: "2026-09-14",
}


def template_of(kind: RowKind, item: Item, title: str) -> bytes:
    """The workbook, in the language of the page."""
    note = TemplateColumn(_(NOTE), "", False, (), _(EXAMPLE))
    columns = [note, *(_column(each, item) for each in kind.questions(item))]
    written: bytes = writing().template(title, _("选项"), columns)
    return written


def _column(each: AskedQuestion, item: Item) -> TemplateColumn:
    choices = _choices(each, item)
    mark = "*" if is_needed(each) else ""
    example = choices[0] if choices else _EXAMPLES.get(each.question.kind, "")
    return TemplateColumn(
        f"{each.wording.label}{mark}", str(each.wording.hint), bool(mark), choices, _(example) if example else ""
    )


def _choices(each: AskedQuestion, item: Item) -> Sequence[str]:
    """As a row is read again: yes and no, kinds by name, places by their full name."""
    match each.question.kind:
        case AnswerKind.FLAG:
            return [_("是"), _("否")]
        case AnswerKind.AGREEMENT:
            return [_("是")]
        case AnswerKind.CHOICE:
            return [str(choice.label) for choice in CHOICES[each.path](item)]
        case AnswerKind.PLACE:
            return [divisions.name(choice.value) or choice.value for choice in CHOICES[each.path](item) if choice.value]
    return ()
