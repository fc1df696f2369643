"""The gate for uploaded papers: reads a bounded stream, has it re-made, or refuses it with a plain sentence."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from portal.adapters.checker_messages import (
    CheckerJob,
    Cleaned,
    CleaningJob,
    Done,
    Estimated,
    EstimateJob,
    MediaType,
    Refused,
)
from portal.adapters.request_budget import RequestBudget
from portal.adapters.sandbox import SANDBOX, CheckerUnavailable, FileBrokeChecker


def N_(sentence: str) -> str:  # noqa: N802 - the name gettext's extractor looks for
    """Mark a sentence for translation without translating it yet."""
    return sentence


# What is wrong, then what to do; %(name)s, %(size)s and %(pages)s are filled in by whoever shows it.
SENTENCES = {
    "empty": N_("文件“%(name)s”是空的，请重新拍照或重新选择文件。"),
    "too_big": N_("文件“%(name)s”超过 %(size)s MB，请把照片拍小一点，或者分成几个文件再传。"),
    "unsupported_type": N_(
        "文件“%(name)s”不是照片或 PDF，请上传 JPG、PNG、WebP、BMP、HEIC、PDF 或 TIFF 文件，或者直接拍照。"
    ),
    "heic": N_(
        "HEIC 照片“%(name)s”打不开，请换成 JPG 再拍一张：苹果手机在“设置—相机—格式”里选“兼容性最佳”，"
        "安卓手机（华为、小米、OPPO、vivo 等）在相机设置里关掉“HEIF”或“高效图片格式”。"
    ),
    "office_file": N_("文件“%(name)s”是文档或压缩包，请另存为 PDF，或者打印出来拍照再传。"),
    "damaged_image": N_("照片“%(name)s”打不开，可能没有传完整，请重新拍照再传。"),
    "other_picture": N_("图片“%(name)s”是 %(kind)s 格式，这里收不了，请另存为 JPG，或者打开它截一张图再传。"),
    "several_pictures": N_("图片“%(name)s”会动，或者里面不止一张，这里一个文件只收一张，请分别截图再传。"),
    "unfaithful_picture": N_("图片“%(name)s”的颜色格式少见，这里不能照原样保存，请另存为 JPG，或者重新拍照再传。"),
    "too_many_pixels": N_(
        "图片“%(name)s”有 %(dots)s 万像素，%(kind)s 图片最多 %(most)s 万，请用手机相机的普通模式重新拍一张。"
    ),
    "too_long": N_("图片“%(name)s”太长，请分成几张截图再传。"),
    "damaged_scan": N_("扫描件“%(name)s”打不开，可能没有传完整，请重新扫描，或者存成 PDF 再传。"),
    "scan_too_fine": N_(
        "扫描件“%(name)s”太精细，请把扫描分辨率调低（彩色 300 dpi 以下，黑白 600 dpi 以下），或者分成几个文件再传。"
    ),
    "damaged_pdf": N_("PDF 文件“%(name)s”打不开，请重新导出一份，或者打印出来拍照再传。"),
    "encrypted_pdf": N_("PDF 文件“%(name)s”设了密码，请去掉密码后再传，或者打印出来拍照。"),
    "portfolio": N_("PDF 文件“%(name)s”里面装着别的文件，请把里面的文件一个一个另存出来，分别上传。"),
    "dynamic_form": N_(
        "PDF 文件“%(name)s”是动态表单，别的程序看不到里面填的内容，请在填表的程序里“打印”成 PDF，或者打印出来拍照再传。"
    ),
    "unfaithful_pdf": N_(
        "PDF 文件“%(name)s”里有填写的内容或批注，这里不能照原样保存，请“打印”成新的 PDF，或者打印出来拍照再传。"
    ),
    "unseen_letters": N_(
        "PDF 文件“%(name)s”里有的字没有带字体，这里显示不出来，请“打印”成新的 PDF，或者打印出来拍照再传。"
    ),
    "too_many_pages": N_("文件“%(name)s”超过 %(pages)s 页，请只传需要的那几页。"),
    "too_complex": N_("文件“%(name)s”太复杂，检查不了，请打印出来拍照再传。"),
    "too_much_at_once": N_("一次传的文件太多或太大，从“%(name)s”起没有收，请分几次传，每次传几个。"),
    "busy": N_("现在传文件的人多，文件“%(name)s”还没有收，请过半分钟再传一次；您填的内容都还在。"),
    "checker_unavailable": N_("现在检查不了文件“%(name)s”，请过几分钟再传一次；您填的内容都还在。"),
}

Came = TypeVar("Came")
Made = TypeVar("Made")

MEGABYTE = 1024 * 1024
NAME_LENGTH = 80
_ENDS_IT = ("too_much_at_once", "checker_unavailable")
"""What is said of the request and not of one file: no further one is looked at."""
FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


@dataclass(frozen=True)
class UploadLimits:
    """How much one file may be; its dots are judged by kind."""

    max_bytes: int = 10 * MEGABYTE
    max_pages: int = 50


@dataclass(frozen=True)
class CheckedFile:
    """A paper that may be kept: re-made bytes of one of two kinds, image/jpeg or application/pdf."""

    name: str
    media_type: MediaType
    pages: int
    content: bytes
    sha256: str
    width: int | None = None
    height: int | None = None


class UploadRefused(Exception):
    """A file that is not taken: a code of `SENTENCES` and the values its sentence needs; `others` came beside it."""

    def __init__(self, code: str, values: dict[str, str | int]) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.others: tuple[UploadRefused, ...] = ()

    @property
    def sentence(self) -> str:
        """The Chinese sentence with its values; an English page translates `SENTENCES[code]` and fills it likewise."""
        return SENTENCES[self.code] % self.values


def check(stream: BinaryIO, filename: str, limits: UploadLimits = UploadLimits()) -> CheckedFile:
    """Check one uploaded file and return what may be kept of it, or raise `UploadRefused`."""
    return check_all([(stream, filename)], limits, RequestBudget())[0]


def check_all(files: Sequence[tuple[BinaryIO, str]], limits: UploadLimits, budget: RequestBudget) -> list[CheckedFile]:
    """Check what one request brings: all of it is judged by its headers before any of it is decoded.

    Every file that is at fault is named at once, as far as the request's budget lets them be looked at.
    """
    admitted, refused = _of_each(files, lambda file: _Received.admitted(*file, limits, budget))
    cleaned: list[CheckedFile] = []
    if not any(each.code in _ENDS_IT for each in refused):
        cleaned, damaged = _of_each(admitted, lambda file: file.cleaned(budget))
        refused += damaged
    if refused:
        refused[0].others = tuple(refused[1:])
        raise refused[0]
    return cleaned


def _of_each(files: Iterable[Came], do: Callable[[Came], Made]) -> tuple[list[Made], list[UploadRefused]]:
    """What became of each, and what was refused."""
    made: list[Made] = []
    refused: list[UploadRefused] = []
    for file in files:
        try:
            made.append(do(file))
        except UploadRefused as error:
            refused.append(error)
            if error.code in _ENDS_IT:
                break
    return made, refused


@dataclass(frozen=True)
class _Received:
    """A file as it came, no bigger than it may be."""

    name: str
    body: bytes
    max_pages: int
    values: dict[str, str | int]

    @classmethod
    def admitted(cls, stream: BinaryIO, filename: str, limits: UploadLimits, budget: RequestBudget) -> "_Received":
        """Read, and judged by its header."""
        file = cls.of(stream, filename, limits)
        if not budget.take(1, file.estimated(budget)):
            raise UploadRefused("too_much_at_once", file.values)
        return file

    @classmethod
    def of(cls, stream: BinaryIO, filename: str, limits: UploadLimits) -> "_Received":
        name = shown_name(filename)
        values: dict[str, str | int] = {"name": name, "size": limits.max_bytes // MEGABYTE, "pages": limits.max_pages}
        body = stream.read(limits.max_bytes + 1)
        if not body:
            raise UploadRefused("empty", values)
        if len(body) > limits.max_bytes:
            raise UploadRefused("too_big", values)
        return cls(name, body, limits.max_pages, values)

    def ask(self, job: CheckerJob, kind: type[Done], budget: RequestBudget) -> tuple[Done, bytes]:
        """What the checker says, within what is left of the request's budget."""
        if budget.seconds <= 0:
            raise UploadRefused("too_much_at_once", self.values)
        try:
            result = SANDBOX.run(job, self.body, kind, budget.whose)
        except FileBrokeChecker as fault:
            raise UploadRefused("too_complex", self.values) from fault
        except CheckerUnavailable as fault:
            raise UploadRefused("checker_unavailable", self.values) from fault
        budget.seconds -= result.processor
        if isinstance(result.answer, Refused):
            raise UploadRefused(result.answer.code, self.values | result.answer.values)
        return result.answer, result.made

    def estimated(self, budget: RequestBudget) -> int:
        """The milliseconds cleaning it will cost, judged by its header."""
        return self.ask(EstimateJob(self.max_pages), Estimated, budget)[0].milliseconds

    def cleaned(self, budget: RequestBudget) -> CheckedFile:
        """What may be kept of it."""
        cleaned, made = self.ask(CleaningJob(self.max_pages, budget.seconds), Cleaned, budget)
        return CheckedFile(
            name=self.name,
            media_type=cleaned.media_type,
            pages=cleaned.pages,
            content=made,
            sha256=hashlib.sha256(made).hexdigest(),
            width=cleaned.width,
            height=cleaned.height,
        )


def shown_name(filename: str) -> str:
    """A file's name as text to show: no folders, no control or direction-turning characters, not too long."""
    bare = FOLDERS.sub("", filename)
    kept = "".join(letter for letter in bare if unicodedata.category(letter)[0] != "C").strip(" .")
    return kept[:NAME_LENGTH] or "未命名"
