"""The papers of a case as a clerk takes them in: original seen, stamp, commitment signed instead, scans or faxes."""

from flask import request
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field

from portal.domain.facts import SuppliedDocument
from portal.domain.item import Item, Material
from portal.domain.materials import brought
from portal.domain.vocabulary import Channel
from portal.services.fax_tray import FilledPages
from portal.services.intake import Arrived, Sighted
from portal.web import uploads
from portal.web.clerk.fax_beside import FaxBeside
from portal.web.forms.choices import YesNo
from portal.web.forms.portal_form import PortalForm
from portal.web.language import gettext
from portal.web.presenters.sentences import document_title


def documents_form(item: Item, channel: Channel, fax: FaxBeside | None) -> PortalForm:
    """For each paper of the item: the original seen (at the counter), its stamp where one is asked, its scans, and
    which pages of the fax beside the form are this paper."""
    fields: dict[str, Field] = {}
    for material in brought(item):
        if channel is Channel.WINDOW:
            fields[f"seen_{material.kind}"] = BooleanField(gettext("看过原件"))
            if material.commitment.value:
                fields[f"pledged_{material.kind}"] = BooleanField(gettext("没有这份材料，当面签了承诺书"))
        if material.sealed.value:
            fields[f"sealed_{material.kind}"] = YesNo(gettext("盖了公章吗？"))
        if fax is not None:
            fields[f"fax_{material.kind}"] = fax.field(is_only_paper=len(brought(item)) == 1)
        word = gettext("传真件（可以选几页）") if channel is Channel.FAX else gettext("扫描件或照片")
        fields[f"scan_{material.kind}"] = MultipleFileField(word)
    form: PortalForm = type("PapersForm", (PortalForm,), fields)()
    return form


class DocumentsForm:
    """What was seen and what arrived, row by row."""

    def __init__(self, item: Item, channel: Channel, fax: FaxBeside | None = None) -> None:
        self.item, self.fax, self.form = item, fax, documents_form(item, channel, fax)

    @property
    def rows(self) -> list[tuple[str, Field | None, Field | None, Field | None, Field | None, Field]]:
        """Name, original seen, commitment signed instead, pages of the fax, stamp, scans."""
        return [
            (
                self._name(material),
                self._field(f"seen_{material.kind}"),
                self._field(f"pledged_{material.kind}"),
                self._field(f"fax_{material.kind}"),
                self._field(f"sealed_{material.kind}"),
                self.form[f"scan_{material.kind}"],
            )
            for material in brought(self.item)
        ]

    def _name(self, material: Material) -> str:
        name = document_title(self.item, material.kind)
        return str(gettext("%(document)s（有代办人才要）", document=name)) if material.only_with_agent else name

    def _field(self, name: str) -> Field | None:
        return next((field for field in self.form if field.name == name), None)

    def _is_sealed(self, kind: str) -> bool | None:
        field = self._field(f"sealed_{kind}")
        return {"yes": True, "no": False}.get(field.data or "") if field else None

    def _was_ticked(self, what: str, kind: str) -> bool:
        field = self._field(f"{what}_{kind}")
        return bool(field and field.data)

    def committed(self) -> list[str]:
        """The kinds for which a commitment was signed."""
        return [material.kind for material in brought(self.item) if self._was_ticked("pledged", material.kind)]

    def sighted(self) -> list[Sighted]:
        """The originals the clerk saw."""
        kinds = [material.kind for material in brought(self.item)]
        return [Sighted(kind, self._is_sealed(kind)) for kind in kinds if self._was_ticked("seen", kind)]

    def arrived(self) -> list[Arrived]:
        """The files, checked and kept; raises `UploadRefused` for all at fault before any is kept."""
        files = self._files_by_kind()
        kept = uploads.keep([file for _kind, file in files])
        came = [Arrived(kind, stored, self._is_sealed(kind)) for (kind, _f), stored in zip(files, kept, strict=True)]
        if self.fax is not None:
            wanted = [(kind, pages) for kind, pages in self._pages_by_kind() if self.fax.lies(pages)]
            came += [Arrived(kind, self.fax.composed(pages), self._is_sealed(kind), True) for kind, pages in wanted]
        return came

    def from_tray(self) -> FilledPages | None:
        """Which pages of the fax become papers; None where no fax lies beside."""
        if self.fax is None:
            return None
        found = dict(self._pages_by_kind())
        pages = {page for of_a_kind in found.values() for page in of_a_kind}
        return FilledPages(self.fax.uid, pages, self.fax.came_at, set(found))

    def _pages_by_kind(self) -> list[tuple[str, list[str]]]:
        found = [(material.kind, self._field(f"fax_{material.kind}")) for material in brought(self.item)]
        return [(kind, field.data) for kind, field in found if field and field.data]

    def check_files(self) -> None:
        """Raise `UploadRefused` for the files that could not be taken; nothing is kept."""
        uploads.checked([file for _kind, file in self._files_by_kind()])

    def _files_by_kind(self) -> list[tuple[str, FileStorage]]:
        return [(material.kind, file) for material in brought(self.item) for file in self._files(material.kind)]

    def _files(self, kind: str) -> list[FileStorage]:
        files = self.form[f"scan_{kind}"].data or []
        return [file for file in files if isinstance(file, FileStorage) and file.filename]

    def has_files(self) -> bool:
        """Whether files were chosen: a browser cannot keep them on a page that comes back."""
        return any(self._files(material.kind) for material in brought(self.item))

    def _has_scan(self, kind: str) -> bool:
        """A file, a page of the fax, or the word by which the page says that a file was chosen without sending it."""
        return (
            bool(self._files(kind))
            or kind in dict(self._pages_by_kind())
            or request.form.get(f"scan_{kind}") == "chosen"
        )

    def supplied(self) -> list[SuppliedDocument]:
        """The papers as the rules are told of them while typing; a file that was only named counts as one."""
        kinds = [m.kind for m in brought(self.item) if self._was_ticked("seen", m.kind) or self._has_scan(m.kind)]
        return [SuppliedDocument(kind, self._is_sealed(kind)) for kind in kinds]
