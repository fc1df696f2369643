"""How far filings are on their way to the national library, for a supervisor and on a filing's screen."""

from functools import partial
from typing import NamedTuple

from flask import url_for

from portal.domain.national import UploadState
from portal.domain.numbering import grouped
from portal.models import Filing
from portal.services.national_answers import FileLine
from portal.web.dates import moment
from portal.web.labels import label
from portal.web.language import gettext as _


class FileRow(NamedTuple):
    """One file: how many filings it held, and what was heard of those that stood in no later one."""

    number: int
    at: str
    name: str
    filings: int
    open: int
    confirmed: int
    refused: int

    @classmethod
    def of(cls, line: FileLine) -> "FileRow":
        """The row of a file."""
        states = (UploadState.EXPORTED, UploadState.CONFIRMED, UploadState.REFUSED)
        counted = [line.states.get(state, 0) for state in states]
        return cls(line.file.id, moment(line.file.made_at), line.file.file_name, line.file.filings, *counted)


class RefusedRow(NamedTuple):
    """A filing that was refused; why stands in its history."""

    number: str
    url: str
    again_url: str

    @classmethod
    def of(cls, number: str) -> "RefusedRow":
        """The row of a filing."""
        at = partial(url_for, number=number)
        return cls(grouped(number), at("clerk_filing.page"), at("admin_national.again"))


def uploaded(filing: Filing) -> str:
    """How far it is, and in which file it stood last; nothing where it never counted."""
    if filing.upload_state is None:
        return ""
    state = label(filing.upload_state)
    if filing.upload_batch_id is None:
        return state
    return str(_("%(state)s（第 %(batch)s 批）", state=state, batch=filing.upload_batch_id))
