"""Papers on their way out: a kept scan as it is or as a picture, an issued notice as a page or as PDF."""

from dataclasses import replace
from urllib.parse import quote

from flask import Response, abort, current_app, make_response, render_template, request

from portal.adapters import pdf, previews, qr
from portal.adapters.paper_store import PaperMissing
from portal.config import Settings
from portal.domain.paper import Paper
from portal.models import Document, Filing, Notice
from portal.models.crypto import SealBroken
from portal.services import notices, tokens
from portal.web.papers_in import store

_PICTURE_WIDTH = 1400


def scan(document: Document) -> Response:
    """The kept bytes, to be saved; never shown inline under the portal's own address."""
    response = make_response(_bytes(document))
    response.mimetype = document.media_type or "application/octet-stream"
    extension = {"image/jpeg": "jpg", "application/pdf": "pdf"}.get(str(response.mimetype), "bin")
    response.headers["Content-Disposition"] = f"attachment; filename={document.kind}-{document.id}.{extension}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def picture(document: Document, page: int) -> Response:
    """One page of a kept paper as a picture of our own making."""
    try:
        body = previews.page_png(_bytes(document), document.media_type or "", page, _PICTURE_WIDTH)
    except previews.CannotShow:
        abort(404)
    response = make_response(body)
    response.mimetype = "image/png"
    return response


def _bytes(document: Document) -> bytes:
    try:
        return store().get(document.storage_key or "")
    except (PaperMissing, SealBroken):
        current_app.logger.error("paper %s cannot be read", document.uid)
        abort(404)


def with_qr(filing: Filing, paper: Paper) -> Paper:
    """The paper with the QR that opens the filing's state, while that QR is valid."""
    secret = tokens.printed_qr(filing)
    if secret is None:
        return paper
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    return replace(paper, qr_svg=qr.svg(f"{settings.base_url}/p/{secret}", "查办理进度的二维码"))


def notice_page(filing: Filing, notice: Notice) -> Response:
    """An issued paper as a page that prints on A4; its PDF is at that address with `.pdf`, its filing two steps up."""
    paper = with_qr(filing, notices.paper(notice))
    return make_response(
        render_template(
            "papers/page.html",
            title=paper.title,
            paper=paper,
            pdf_url=f"{request.path}.pdf",
            back_url=request.path.rsplit("/", 2)[0],
        )
    )


def notice_pdf(filing: Filing, notice: Notice) -> Response:
    """An issued paper as PDF, drawn again from its row."""
    paper = notices.paper(notice)
    rendered = pdf.render(with_qr(filing, paper))
    if rendered.missing_glyphs:
        current_app.logger.warning("paper %s was drawn with substitute glyphs", notice.uid)
    response = make_response(rendered.content)
    response.mimetype = "application/pdf"
    name = quote(f"{paper.title}-{filing.number}.pdf")
    response.headers["Content-Disposition"] = f"attachment; filename=paper.pdf; filename*=UTF-8''{name}"
    return response
