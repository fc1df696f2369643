"""Photographs or files of one paper, from its person, with or without an account."""

from flask_wtf.file import MultipleFileField

from portal.domain.item import Material
from portal.web.forms.choices import YesNo
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import Needed
from portal.web.language import lazy_gettext as _


class UploadForm(PortalForm):
    """One form a paper; its prefix is the kind of paper."""

    files = MultipleFileField(_("照片或文件"), [Needed(_("请先拍照，或选一个文件"))])
    is_sealed = YesNo(_("上面盖了公章吗？"), [Needed(_("请选择有没有盖公章"))])

    def fit(self, material: Material | None) -> "UploadForm":
        """The question about the seal only where the guide asks for one."""
        if material is None or not material.sealed.value:
            del self.is_sealed
        return self

    def said_sealed(self) -> bool | None:
        """What was said about the seal; nothing where nothing was asked."""
        return self.is_sealed.data == "yes" if "is_sealed" in self else None
