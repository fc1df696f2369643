"""One message on a socket between the portal and its checker: a JSON head and raw bytes, never a pickle.

The checker has read a stranger's file, so what it says back is parsed as data of the one type that is expected, and can
run nothing here.
"""

import socket
import struct
import time
from math import inf
from typing import TypeVar

import msgspec

Head = TypeVar("Head")

LENGTHS = struct.Struct("!II")
HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 64 * 1024 * 1024


class BrokenFrame(Exception):
    """The other side hung up in the middle, announced more than anyone may send, or said what nobody says here."""


class HungUp(BrokenFrame):
    """The other side is gone, and what it began to say is not whole."""


def send_frame(connection: socket.socket, head: msgspec.Struct, body: bytes = b"") -> None:
    """Write one message."""
    encoded = msgspec.json.encode(head)
    connection.sendall(LENGTHS.pack(len(encoded), len(body)) + encoded)
    if body:  # a reader that needs no more may be gone already
        connection.sendall(body)


def receive_frame(
    connection: socket.socket, heads: msgspec.json.Decoder[Head], until: float = inf
) -> tuple[Head, bytes]:
    """Read one message, or say that it is broken; `TimeoutError` where it is not whole at that moment of the clock."""
    head_length, body_length = LENGTHS.unpack(_exactly(connection, LENGTHS.size, until))
    if head_length > HEAD_LIMIT or body_length > BODY_LIMIT:
        raise BrokenFrame
    try:
        head = heads.decode(_exactly(connection, head_length, until))
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise BrokenFrame from fault
    return head, _exactly(connection, body_length, until)


def _exactly(connection: socket.socket, length: int, until: float) -> bytes:
    gathered = bytearray()
    while len(gathered) < length:
        if until < inf:  # for the whole: single bytes, each in time, are no message in time
            connection.settimeout(max(0.001, until - time.monotonic()))
        piece = connection.recv(min(length - len(gathered), 1 << 20))
        if not piece:
            raise HungUp
        gathered += piece
    return bytes(gathered)
