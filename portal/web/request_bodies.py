"""What a request brings: a little in memory, what is more encrypted on the disk until it was checked."""

from io import BytesIO
from typing import IO, cast

from flask import Request

from portal.adapters.scratch_file import scratch_file

IN_MEMORY = 500_000


class EncryptedBodies(Request):
    """Flask's request; files of a large one wait in temporary files that hold nothing in plain."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        is_little = total_content_length is not None and total_content_length <= IN_MEMORY
        return cast(IO[bytes], BytesIO() if is_little else scratch_file())
