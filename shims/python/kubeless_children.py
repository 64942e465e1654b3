"""The server's side of the template."""

import os
import queue
import socket
import threading
import time

from kubeless_messages import END, FORK, KILL, REQUEST, receive, send
from kubeless_settings import fail

TIMED_OUT = object()
# What a socket can wait for at most, in seconds.
LONGEST_TIMEOUT = 2**31 / 1000


class Children:
    """Gives each call a child, to at most `parallel` calls at once."""

    def __init__(self, control, settings):
        self.control = control
        self.timeout = min(settings.timeout, LONGEST_TIMEOUT)
        self.ready = queue.Queue()
        self.slots = threading.BoundedSemaphore(settings.parallel)
        self.lock = threading.Lock()
        self.loaded = threading.Event()
        self.ending = False
        self.receiver = threading.Thread(target=self.receive, daemon=True)
        self.receiver.start()

    def call(self, head, body):
        """Returns the head and body of the answer; TIMED_OUT; or None when the child ended without an answer."""
        with self.slots:
            sock, pid = self.ready.get()
            self.tell(FORK)
            deadline = time.monotonic() + self.timeout
            with sock:
                try:
                    sock.settimeout(self.timeout)
                    send(sock, head, body)
                    return receive(sock, deadline)
                except socket.timeout:
                    self.tell(KILL, pid)
                    return TIMED_OUT
                except OSError:
                    return None

    def tell(self, what, pid=0):
        with self.lock:
            self.control.sendall(REQUEST.pack(what, pid))

    def receive(self):
        while child := self.next_child():
            self.ready.put(child)
            self.loaded.set()
            if self.ending:
                self.end_spares()
        if self.ending:
            return
        if not self.loaded.is_set():
            os._exit(1)  # The template has said why.
        fail("The process that holds the function has ended")

    def next_child(self):
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, REQUEST.size, 1)
        except ConnectionResetError:
            return None  # The template ended with a request of ours unread.
        return (socket.socket(fileno=descriptors[0]), REQUEST.unpack(message)[1]) if message else None

    def end(self):
        """Ends the spare children, and waits for those that still have threads to finish."""
        self.ending = True
        self.end_spares()
        self.tell(END)
        self.receiver.join()

    def end_spares(self):
        while True:
            try:
                self.ready.get_nowait()[0].close()
            except queue.Empty:
                return
