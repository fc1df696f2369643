"""One message on a socket between the portal and its checker: a JSON head and raw bytes, never a pickle.

The checker has read a stranger's file, so what it says back is parsed as data and can run nothing here.
"""

import json
import socket
import struct
from typing import Any

LENGTHS = struct.Struct("!II")
HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 64 * 1024 * 1024


class BrokenFrame(Exception):
    """The other side hung up in the middle, or announced more than anyone may send."""


def send_frame(connection: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    encoded = json.dumps(head).encode()
    connection.sendall(LENGTHS.pack(len(encoded), len(body)) + encoded)
    if body:  # a reader that needs no more may be gone already
        connection.sendall(body)


def receive_frame(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Read one message, or say that it is broken."""
    head_length, body_length = LENGTHS.unpack(_exactly(connection, LENGTHS.size))
    if head_length > HEAD_LIMIT or body_length > BODY_LIMIT:
        raise BrokenFrame
    try:
        head = json.loads(_exactly(connection, head_length))
    except ValueError as fault:
        raise BrokenFrame from fault
    if not isinstance(head, dict):
        raise BrokenFrame
    return head, _exactly(connection, body_length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    gathered = bytearray()
    while len(gathered) < length:
        piece = connection.recv(min(length - len(gathered), 1 << 20))
        if not piece:
            raise BrokenFrame
        gathered += piece
    return bytes(gathered)
