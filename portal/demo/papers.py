"""Sample papers for the demo: a photograph, a PDF and a fax, drawn once, checked like any upload, kept per filing."""

import io

from portal.adapters import sample_papers, uploads
from portal.adapters.paper_store import PaperStore
from portal.services.documents import StoredPaper
from portal.wording.names import document_name

_LINES = ("姓名：演示人员", "本页由系统生成，不是真实材料", "用于演示核对、放大和旋转")


class SamplePapers:
    """Makes one checked paper of each kind and form, and keeps a copy wherever one is asked for."""

    def __init__(self, store: PaperStore) -> None:
        self._store = store
        self._checked: dict[tuple[str, str], uploads.CheckedPaper] = {}

    def kept(self, kind: str, form: str) -> StoredPaper:
        """A paper of that kind as `photograph`, `pdf` or `fax`, freshly kept under a key of its own."""
        checked = self._checked.get((kind, form)) or self._drawn(kind, form)
        self._checked[(kind, form)] = checked
        key = self._store.put(checked.content)
        return StoredPaper(key, checked.media_type, len(checked.content), checked.pages, checked.sha256)

    def _drawn(self, kind: str, form: str) -> uploads.CheckedPaper:
        title = document_name(kind)
        if form == "fax":
            body = sample_papers.fax(title, [_LINES, ("第二页", *_LINES)], seed=1)
        elif form == "pdf":
            body = sample_papers.portable_document(title, _LINES)
        else:
            body = sample_papers.photograph(title, _LINES, seed=1)
        return uploads.check(io.BytesIO(body), f"{kind}.{form}")
