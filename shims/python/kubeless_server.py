"""The HTTP server: one thread a connection, none of which runs the function's code."""

import os
import signal
import socket
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kubeless_call import error_page
from kubeless_children import TIMED_OUT, Children
from kubeless_metrics import Metrics, log_line
from kubeless_settings import fail

CALLED_WITH = ("GET", "HEAD", "POST", "PATCH", "DELETE", "PUT")
# Longer than the 60 s that nginx keeps an idle connection, so that it is never us who close one under a request.
IDLE_SECONDS = 65
# When nothing has come for this long, nothing waits to be read either; but nobody who goes on asking keeps us for ever.
QUIET_SECONDS = 0.1
LONGEST_SETTLING_SECONDS = 2
LINE_BYTES = 65_536
# How long a refused client may go on sending, so that it gets to read why.
LINGER_SECONDS = 5
# Headers that say how an answer is sent, which is not for the function to say.
OURS = {"connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade"}


def serve(settings, control):
    """Serves until a signal comes, then ends the process."""
    children = Children(control, settings)
    children.loaded.wait()
    signals = signal_socket()
    try:
        server = Server(settings, children)
    except OSError as error:
        fail(f"Cannot listen on port {settings.port}: {error}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Serving {settings.module}.{settings.handler} on port {server.server_address[1]}", flush=True)

    received = signals.recv(1)[0]
    # Goes on serving, while callers learn that we are leaving, then finishes what runs.
    server.draining = True
    time.sleep(0 if received == signal.SIGINT else settings.drain)
    server.settle()
    server.shutdown()
    server.server_close()
    server.active.wait()
    children.end()
    os._exit(0)


def signal_socket():
    """A socket that gives the number of each signal: a lock, which Python can wait for as well, may sleep through one."""
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.detach())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    return reader


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, settings, children):
        self.settings = settings
        self.children = children
        self.metrics = Metrics()
        self.active = Active()
        self.arrived = 0
        self.draining = False
        six = ":" in settings.host or not settings.host and socket.has_dualstack_ipv6()
        self.address_family = socket.AF_INET6 if six else socket.AF_INET
        super().__init__((settings.host or ("::" if six else "0.0.0.0"), settings.port), Handler)

    def server_bind(self):
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def process_request(self, request, client_address):
        self.arrived += 1
        super().process_request(request, client_address)

    def settle(self):
        """Returns when what has arrived is read: on a busy machine connections wait in the kernel, and closing would break them."""
        end = time.monotonic() + LONGEST_SETTLING_SECONDS
        seen = None
        while seen != (seen := self.arrived) and time.monotonic() < end:
            time.sleep(QUIET_SECONDS)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            traceback.print_exc()


class Active:
    """Counts the requests that are being answered."""

    def __init__(self):
        self.count = 0
        self.changed = threading.Condition()

    def __enter__(self):
        with self.changed:
            self.count += 1

    def __exit__(self, *_):
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.count == 0)


class Refused(Exception):
    """A request that is answered with an error before the function is called."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kubeless", ""
    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.do
        raise AttributeError(name)

    def do(self):
        self.server.arrived += 1
        with self.server.active:
            try:
                self.answer()
            except Refused as refused:
                self.refuse(refused.status)

    def answer(self):
        path = self.path.partition("?")[0]
        if self.command in ("GET", "HEAD") and path in ("/healthz", "/metrics"):
            self.body()
            text = "OK" if path == "/healthz" else self.server.metrics.text()
            return self.respond(200, [["Content-Type", "text/plain; version=0.0.4; charset=utf-8"]], text.encode())
        if self.command not in CALLED_WITH or self.command == "PUT" and not self.server.settings.allow_put:
            raise Refused(405)
        body = self.body()
        begun = time.monotonic()
        outcome = self.server.children.call(self.received(), body)
        head, body = self.outcome(outcome)
        self.server.metrics.called(self.command, time.monotonic() - begun, head["failed"])
        self.respond(head["status"], head["headers"], body)

    def received(self):
        return {
            "method": self.command,
            "target": self.path,
            "protocol": self.request_version,
            "headers": self.headers.items(),
            "client": self.client(),
        }

    def outcome(self, outcome):
        if outcome is TIMED_OUT:
            print(f"Timeout on {self.path}", file=sys.stderr, flush=True)
            return error_page(408, "Timeout while processing the function")
        if outcome is None:
            print(f"The function's process ended without an answer to {self.path}", file=sys.stderr, flush=True)
            return error_page(500)
        return outcome

    def body(self):
        encoding = self.headers.get("transfer-encoding")
        lengths = set(self.headers.get_all("content-length", ()))
        if encoding is not None:
            # Two ways to say the length are how requests are smuggled past a proxy.
            if lengths or encoding.strip().lower() != "chunked":
                raise Refused(400 if lengths else 501)
            return b"".join(self.chunks())
        if not lengths:
            return b""
        length = lengths.pop()
        if lengths or not (length.isascii() and length.isdigit()):
            raise Refused(400)
        if int(length) > self.server.settings.body_bytes:
            raise Refused(413)
        return self.exactly(int(length))

    def chunks(self):
        left = self.server.settings.body_bytes
        while True:
            digits = self.line().partition(b";")[0].strip()
            if not digits or digits.strip(b"0123456789abcdefABCDEF"):
                raise Refused(400)
            size = int(digits, 16)
            if size == 0:
                break
            left -= size
            if left < 0:
                raise Refused(413)
            yield self.exactly(size)
            if self.exactly(2) != b"\r\n":
                raise Refused(400)
        while self.line().strip():
            pass  # Trailers.

    def line(self):
        line = self.rfile.readline(LINE_BYTES)
        if not line.endswith(b"\n"):
            raise Refused(400)
        return line

    def exactly(self, size):
        data = self.rfile.read(size)
        if len(data) < size:
            raise ConnectionResetError("The client left while it was sending")
        return data

    def refuse(self, status):
        head, body = error_page(status)
        allowed = [each for each in CALLED_WITH if each != "PUT" or self.server.settings.allow_put]
        extra = [["Allow", ", ".join(allowed)]] if status == 405 else []
        self.close_connection = True
        self.respond(status, head["headers"] + extra, body)
        self.linger()

    def linger(self):
        end = time.monotonic() + LINGER_SECONDS
        try:
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1)
            while time.monotonic() < end and self.connection.recv(LINE_BYTES):
                pass
        except OSError:
            pass

    def respond(self, status, headers, body):
        if self.server.draining or self.request_version == "HTTP/1.0":
            self.close_connection = True
        bare = status in (204, 304)
        lines = [f"HTTP/1.1 {status} {self.responses.get(status, ('',))[0]}", f"Date: {self.date_time_string()}"]
        lines += [f"{name}: {value}" for name, value in headers if name.lower() not in OURS]
        lines += [] if bare else [f"Content-Length: {len(body)}"]
        lines += ["Connection: close"] if self.close_connection else []
        # Bytes beyond Latin-1 are sent as UTF-8, as every other header of bottle's.
        head = "\r\n".join([*lines, "", ""]).encode("utf-8")
        self.log(status, 0 if bare else len(body))
        self.wfile.write(head if bare or self.command == "HEAD" else head + body)

    def log(self, status, size):
        if self.path.partition("?")[0] != "/healthz" or self.server.settings.log_probes:
            sys.stdout.write(log_line(self.client(), self.requestline, status, size, self.headers))

    def client(self):
        return self.client_address[0].removeprefix("::ffff:")

    def log_message(self, *_):
        pass  # The base class would log to stderr, in its own format.
