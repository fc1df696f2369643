"""The fax that lies beside a form: its pages to look at, and which of them are which paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request
from wtforms import Field, SelectMultipleField
from wtforms.fields import SelectChoice

from portal.adapters import kept_pages
from portal.adapters.file_store import FileMissing
from portal.adapters.kept_pages import WantedPage
from portal.adapters.previews import CannotShow
from portal.adapters.sandbox import CheckerFull
from portal.adapters.uploads import UploadRefused
from portal.domain.actor import Context
from portal.domain.faxes import FaxState
from portal.models import Fax
from portal.services import fax_tray
from portal.services.documents import StoredFile
from portal.web import uploads
from portal.web.clerk.suggested import ReadPage
from portal.web.language import gettext as _
from portal.web.presenters import faxes as shown


@dataclass(frozen=True)
class FaxBeside:
    """A fax of the tray; of one that was settled meanwhile no page is left."""

    fax: Fax

    @property
    def uid(self) -> str:
        """Its name in addresses."""
        return str(self.fax.uid)

    @property
    def waits(self) -> bool:
        """Whether a filing may be begun with it."""
        return self.fax.state is FaxState.WAITING

    @property
    def name(self) -> str:
        """What the tray calls it."""
        return shown.fax_name(self.fax)

    @property
    def came_at(self) -> datetime:
        """When its machine received it: a filing begun with it came in then."""
        came_at: datetime = self.fax.came_at
        return came_at

    @property
    def pages(self) -> tuple[shown.FaxPageShown, ...]:
        """Its pages, to be looked at."""
        return shown.pages_of(self.fax)

    @property
    def read_pages(self) -> tuple[ReadPage, ...]:
        """Those of them that a machine read, as they are turned now."""
        pages = zip(self.pages, fax_tray.lying(self.fax), strict=True)
        return tuple(ReadPage(each, page.reading) for each, page in pages if page.reading is not None)

    def field(self, is_only_paper: bool) -> Field:
        """Which pages are one paper: all that show something, where there is but one paper to bring."""
        pages = fax_tray.lying(self.fax)
        choices = [SelectChoice(page.uid, shown.page_name(page, number)) for number, page in enumerate(pages, 1)]
        first = [page.uid for page in pages if not page.is_blank] if is_only_paper else []
        # a page that a colleague took meanwhile is refused by the act, which knows of a button pressed twice
        return SelectMultipleField(_("传真的哪几页"), choices=choices, default=first, validate_choice=False)

    def lies(self, wanted: Sequence[str]) -> bool:
        """Whether all of these pages are in the tray still."""
        return set(wanted) <= {page.uid for page in fax_tray.lying(self.fax)}

    def composed(self, wanted: Sequence[str]) -> StoredFile:
        """These pages as one paper, kept; raises `UploadRefused`."""
        pages = [page for page in fax_tray.lying(self.fax) if page.uid in wanted]
        places = [WantedPage(page.file_key, page.number, page.turned_by) for page in pages]
        try:
            files = {page.file_key: uploads.store().get(page.file_key) for page in pages}
            with uploads.seat():
                return uploads.keep_composed(kept_pages.composed_of(places, files), len(pages))
        except CheckerFull as full:
            raise UploadRefused("busy", {"name": self.name}) from full
        except (CannotShow, FileMissing) as fault:
            raise UploadRefused("checker_unavailable", {"name": self.name}) from fault


def fax_beside(ctx: Context) -> FaxBeside | None:
    """The fax that the address names, which is seen now; none where it names none."""
    uid = request.args.get("fax")
    return FaxBeside(fax_tray.opened(ctx, uid)) if uid else None
