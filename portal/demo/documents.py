"""Sample papers for the demo: a photograph, a PDF and a fax, drawn once, checked like any upload, kept per filing."""

import io

from portal.adapters import sample_documents, uploads
from portal.adapters.file_store import FileStore
from portal.services.documents import StoredFile
from portal.wording.names import document_name

_LINES = ("姓名：演示人员", "本页由系统生成，不是真实材料", "用于演示核对、放大和旋转")


class SampleDocuments:
    """Makes one checked paper of each kind and form, and keeps a copy wherever one is asked for."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._checked: dict[tuple[str, str], uploads.CheckedFile] = {}

    def kept(self, kind: str, form: str) -> StoredFile:
        """A paper of that kind as `photograph`, `pdf` or `fax`, freshly kept under a key of its own."""
        checked = self._checked.get((kind, form)) or self._drawn(kind, form)
        self._checked[(kind, form)] = checked
        key = self._store.put(checked.content)
        return StoredFile(key, checked.media_type, len(checked.content), checked.pages, checked.sha256)

    def copied(self, key: str) -> str:
        """The same paper kept once more; returns the key of the copy."""
        return self._store.copy(key)

    def _drawn(self, kind: str, form: str) -> uploads.CheckedFile:
        title = document_name(kind)
        if form == "fax":
            body = sample_documents.fax(title, [_LINES, ("第二页", *_LINES)], seed=1)
        elif form == "pdf":
            body = sample_documents.portable_document(title, _LINES)
        else:
            body = sample_documents.photograph(title, _LINES, seed=1)
        return uploads.check(io.BytesIO(body), f"{kind}.{form}")
