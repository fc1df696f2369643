"""A row of a spreadsheet, read by the form its sender fills: the same fields, the same rules, the same sentences."""

from werkzeug.datastructures import MultiDict

from portal.adapters.table_rows import NOTHING, Table, TableRow
from portal.domain.claims import Claims, laid_over
from portal.domain.item import Item
from portal.services.import_rows import ReadRow
from portal.web.importing.cells import CellFault, Typed, typed
from portal.web.importing.columns import Columns
from portal.web.importing.kinds import RowKind
from portal.web.language import gettext as _
from portal.web.questions.choices import only_choice


class RowReader:
    """Reads one row after the other into the same form."""

    def __init__(self, kind: RowKind, item: Item, table: Table, columns: Columns) -> None:
        self._item, self._table, self._columns = item, table, columns
        self._form = kind.form.of(item, kind.channel, kind.sections, Claims())
        self._given = {
            each.name: choice for each in self._form.asked_questions if (choice := only_choice(item, each.path))
        }

    def read(self, row: TableRow) -> ReadRow:
        """What it states, or everything that is wrong with it."""
        texts, wrong = self._typed(row)
        self._form.process(MultiDict({**self._given, **texts}))
        is_sound = self._form.validate()
        cells = tuple(cell.text for cell in row.cells)
        if is_sound and not wrong:
            return ReadRow(row.number, cells, laid_over(Claims(), self._form.answers()))
        return ReadRow(row.number, cells, None, tuple(self._reasons(wrong)))

    def _typed(self, row: TableRow) -> tuple[dict[str, str], dict[str, str]]:
        texts: dict[str, str] = {}
        wrong: dict[str, str] = {}
        for column in self._columns.known:
            cell = row.cells[column.index] if column.index < len(row.cells) else NOTHING
            if not cell.text:
                continue
            try:
                given: Typed = typed(column.asked_question, cell, self._item, self._table)
                texts.update(given)
            except CellFault as fault:
                wrong[column.asked_question.path] = str(fault)
        return texts, wrong

    def _reasons(self, wrong: dict[str, str]) -> list[str]:
        places = {column.asked_question.path: column.place for column in self._columns.known}
        reasons = []
        for each in self._form.asked_questions:
            errors = self._form[each.name].errors
            sentence = wrong.get(each.path) or (str(errors[0]) if errors else "")
            if sentence:
                place = places.get(each.path) or _("“%(heading)s”", heading=each.wording.label)
                reasons.append(_("%(place)s：%(fault)s", place=place, fault=sentence))
        return reasons
