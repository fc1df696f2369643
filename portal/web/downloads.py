"""Papers on their way out: a kept scan as it is or as a picture, an issued notice as a page or as PDF."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from io import SEEK_END, BufferedIOBase, BytesIO
from itertools import islice
from typing import BinaryIO, TypeVar, cast
from urllib.parse import quote

from flask import Response, abort, current_app, make_response, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from portal import drawing
from portal.adapters import previews
from portal.adapters.file_store import FileMissing, FileStore
from portal.adapters.prepared_pictures import PictureOf, PreparedPictures
from portal.adapters.sandbox import CheckerFull
from portal.adapters.text_tables import MEDIA_TYPE
from portal.config import Settings
from portal.domain import identity
from portal.domain.notice import NoticeContent
from portal.models import Document, FaxPage, Filing, Notice
from portal.models.crypto import SealBroken
from portal.web.errors import error_response
from portal.web.guards import current_context
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.looks import note_whole_number
from portal.web.uploads import seat, store

_PICTURE_WIDTH = 1400
MOST_PREPARED = 6
"""Pages, of which a screen shows the first few."""
PICTURE_SEATS = 6
"""Requests of one process whose pictures are drawn or wait: as many as a browser asks for at once, and with those for
files (`portal.web.uploads.SEATS`) fewer than its threads."""
_PICTURE_SEATS = threading.BoundedSemaphore(PICTURE_SEATS)
AGAIN_IN = 5
"""Seconds after which a picture that could not be drawn now is worth asking for again."""
T = TypeVar("T")


def scan(document: Document) -> Response:
    """The kept bytes, to be saved; never shown inline under the portal's own address."""
    response = _sent(_found(document, store().proven), document.media_type or "application/octet-stream")
    extension = {"image/jpeg": "jpg", "application/pdf": "pdf"}.get(str(response.mimetype), "bin")
    response.headers["Content-Disposition"] = f"attachment; filename={document.kind}-{document.id}.{extension}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _sent(paper: BufferedIOBase, media_type: str) -> Response:
    """An answer that is read from the sealed file while it is sent: the server asks for a little at a time."""
    length = paper.seek(0, SEEK_END)
    paper.seek(0)
    body = wrap_file(request.environ, cast(BinaryIO, paper))
    response = Response(body, mimetype=media_type, direct_passthrough=True)
    response.content_length = length
    return response


def picture(document: Document, page: int) -> Response:
    """One page of a kept paper as a picture of our own making, drawn now unless it was prepared."""
    if (body := _prepared().found(_of(document, page), current_context().now)) is not None:
        return _as_picture(body)
    return _drawn_now(partial(_drawn_page, document, page))


def _drawn_page(document: Document, page: int) -> bytes:
    return previews.page_png(_found(document, store().get), document.media_type or "", page, _PICTURE_WIDTH)


def _of(document: Document, page: int) -> PictureOf:
    return PictureOf(document.uid, page, document.key_holder.opened_key())


def _prepared() -> PreparedPictures:
    pictures: PreparedPictures = current_app.extensions["portal_pictures"]
    return pictures


def prepare(documents: Iterable[Document], now: datetime) -> None:
    """Draw the first pages of these before anybody opens them; nothing is sent, and a busy machine draws none."""
    _prepared().forget(now)
    pages = ((document, page) for document in documents for page in range(1, document.pages + 1))
    with suppress(previews.CannotShow, NotFound, CheckerFull), seat(_PICTURE_SEATS):
        for document, page in islice(pages, MOST_PREPARED):
            _prepared().prepare(_of(document, page), now, partial(_drawn_page, document, page))


def fax_picture(page: FaxPage) -> Response:
    """One page of a fax of the tray, the right way up."""
    content = _of_key(page.file_key, page.uid, store().get)
    return _drawn_now(
        partial(previews.page_png, content, "application/pdf", page.number, _PICTURE_WIDTH, page.turned_by)
    )


def _drawn_now(draw: Callable[[], bytes]) -> Response:
    """What the checker draws; where it has no time, that is said at once, and the thread is free for pages."""
    try:
        with seat(_PICTURE_SEATS):
            return _as_picture(draw())
    except (CheckerFull, previews.CannotShowNow):
        sentence = _("现在忙不过来，这一页还没有画出来。这不是材料的问题，材料都还在，请过几秒钟再打开一次。")
        answer = error_response(503, sentence)
        answer.headers["Retry-After"] = str(AGAIN_IN)
        return answer
    except previews.CannotShow:
        abort(404)


def _as_picture(body: bytes) -> Response:
    response = make_response(body)
    response.mimetype = "image/png"
    return response


def _found(document: Document, read: Callable[[str], T]) -> T:
    return _of_key(document.storage_key or "", document.uid, read)


def _of_key(key: str, uid: str, read: Callable[[str], T]) -> T:
    try:
        return read(key)
    except FileMissing:
        current_app.logger.error("paper %s is missing", uid)
        abort(404)
    except SealBroken as broken:
        current_app.logger.error("paper %s does not open: %s", uid, broken.reference)
        raise


def spreadsheet(content: bytes, name: str) -> Response:
    """A workbook of that name, to be saved."""
    response = make_response(content)
    response.mimetype = MEDIA_TYPE
    response.headers["Content-Disposition"] = (
        f"attachment; filename=table.xlsx; filename*=UTF-8''{quote(f'{name}.xlsx')}"
    )
    return response


def notice_page(filing: Filing, notice: Notice, back_url: str) -> Response:
    """An issued paper as a page that prints on A4; the route of its PDF is named after that of the page."""
    content = drawing.with_qr(filing, notice, base_url())
    _note_whole_number(content)
    return make_response(
        render_template(
            "notices/page.html",
            title=content.title,
            kind=label(content.kind),
            notice=content,
            pdf_url=url_for(f"{request.endpoint}_pdf", **(request.view_args or {})),
            back_url=back_url,
        )
    )


def notice_pdf(filing: Filing, notice: Notice) -> Response:
    """An issued paper as PDF: as it was kept after the act, or drawn now where the worker has not come to it yet."""
    _note_whole_number(notice.content)
    paper = _kept_pdf(notice) or _drawn(drawing.with_qr(filing, notice, base_url()))
    response = _sent(paper, "application/pdf")
    name = quote(f"{notice.content.title}-{filing.number}.pdf")
    response.headers["Content-Disposition"] = f"attachment; filename=paper.pdf; filename*=UTF-8''{name}"
    return response


def letter_pdf(filing: Filing, content: NoticeContent) -> Response:
    """The sheet in front of a notice that is posted, drawn when it is printed."""
    response = _sent(_drawn(drawing.with_progress(content, filing, base_url())), "application/pdf")
    response.headers["Content-Disposition"] = "attachment; filename=letter.pdf"
    return response


def _note_whole_number(content: NoticeContent) -> None:
    if identity.is_shown_in(str(content)):
        note_whole_number()


def reader_of_notice(filing: Filing, notice: Notice) -> Callable[[], BufferedIOBase]:
    """What gives the PDF when its turn comes, after the request; drawn anew where it was not kept yet."""
    if notice.kept_key is not None:
        return partial(_whole_or_why, store(), notice.kept_key)
    try:
        return partial(_drawn, drawing.with_qr(filing, notice, base_url()))
    except SealBroken:
        return _why


def _drawn(content: NoticeContent) -> BufferedIOBase:
    from portal.adapters import pdf  # noqa: PLC0415 - typst is read where somebody wants to print

    return BytesIO(pdf.render(content).content)


def reader_of_scan(document: Document) -> Callable[[], BufferedIOBase]:
    """What gives the kept bytes when their turn comes, after the request."""
    return partial(_whole_or_why, store(), document.storage_key or "")


def _whole_or_why(kept: FileStore, key: str) -> BufferedIOBase:
    """The file; a sentence in its place where it cannot be read."""
    try:
        return kept.proven(key)
    except (FileMissing, SealBroken):
        return _why()


def _why() -> BufferedIOBase:
    return BytesIO("这份材料的文件读不出来，请打电话给经办机构。".encode())


def _kept_pdf(notice: Notice) -> BufferedIOBase | None:
    if notice.kept_key is None:
        return None
    try:
        return store().proven(notice.kept_key)
    except (FileMissing, SealBroken):
        current_app.logger.error("the kept paper of notice %s cannot be read, it is drawn anew", notice.uid)
        return None


def base_url() -> str:
    """The address people use."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    return settings.base_url
