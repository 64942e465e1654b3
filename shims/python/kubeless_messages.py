"""What the processes say to each other: requests to the template, and calls and answers of children."""

import json
import socket
import struct
import time

REQUEST = struct.Struct("!ci")
LENGTHS = struct.Struct("!IQ")
FORK, KILL, END = b"F", b"K", b"E"


def send(sock, head, body):
    data = json.dumps(head).encode()
    sock.sendall(LENGTHS.pack(len(data), len(body)) + data)
    if body:
        sock.sendall(body)


def receive(sock, deadline=None):
    """Returns the head and body of one message, or None when the other side has gone; socket.timeout past `deadline`."""
    lengths = receive_bytes(sock, LENGTHS.size, deadline)
    if lengths is None:
        return None
    head_size, body_size = LENGTHS.unpack(lengths)
    head = receive_bytes(sock, head_size, deadline)
    body = None if head is None else receive_bytes(sock, body_size, deadline)
    return None if body is None else (json.loads(head), body)


def receive_bytes(sock, size, deadline):
    data = bytearray(size)
    view = memoryview(data)
    done = 0
    while done < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise socket.timeout
            sock.settimeout(left)
        count = sock.recv_into(view[done:])
        if count == 0:
            return None
        done += count
    return bytes(data)
