"""One PDF of pages of several kept ones, inside the checker's child: nothing of a stranger's file is opened outside."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import accumulate, pairwise

import pikepdf

from portal.adapters.checker_messages import ComposeJob
from portal.adapters.pdf_pages import saved
from portal.adapters.refusal import Refusal


def composed(body: bytes, job: ComposeJob) -> bytes:
    """The pages in their order, each upright; the same pages make the same bytes."""
    try:
        with ExitStack() as opened, pikepdf.new() as whole:
            files = [opened.enter_context(pikepdf.open(io.BytesIO(each))) for each in _cut(body, job.lengths)]
            for place in job.pages:
                whole.pages.append(files[place.file].pages[place.number - 1])
                whole.pages[-1].rotate(place.turned_by, relative=True)
            return saved(whole)
    except MemoryError:
        raise
    except Exception as fault:  # any fault of a decoder means the same
        raise Refusal("cannot_show") from fault


def _cut(body: bytes, lengths: list[int]) -> Iterator[bytes]:
    for start, end in pairwise(accumulate(lengths, initial=0)):
        yield body[start:end]
