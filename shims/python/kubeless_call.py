"""One call of the function, in a process of its own: from the request's bytes to the answer's, by bottle's rules."""

import importlib
import json
import os
import signal
import socket
import sys
import threading
import traceback
from html import escape
from http import HTTPStatus

from kubeless_messages import receive, send
from kubeless_request import Request
from kubeless_settings import SHIM_FOLDER, Settings, describe

HTML = "text/html; charset=UTF-8"


def load(settings):
    """Imports the function's module and returns its handler."""
    if sys.path and sys.path[0] == SHIM_FOLDER:
        sys.path.pop(0)  # Python puts the folder of the script there; the function shall not find our modules.
    if settings.root not in sys.path:
        sys.path.insert(0, settings.root)
    module = importlib.import_module(settings.module)
    handler = getattr(module, settings.handler, None)
    if not callable(handler):
        raise AttributeError(f'Cannot find the handler "{settings.handler}" in "{module.__name__}"')
    return handler


def run_spawned(descriptor):
    settings = Settings(os.environ)
    sock = socket.socket(fileno=descriptor)
    try:
        handler = load(settings)
    except BaseException:
        handler = None  # Loaded again, and reported, when the call comes.
    run_child(settings, handler, sock)


def run_child(settings, handler, sock):
    """Answers one call and ends the process."""
    if not settings.spawn:
        os.setpgid(0, 0)
    for number, default in ((signal.SIGTERM, signal.SIG_DFL), (signal.SIGINT, signal.default_int_handler)):
        if signal.getsignal(number) is ignore or settings.spawn:
            signal.signal(number, default)
    try:
        message = receive(sock)
        if message:
            send(sock, *answer(settings, handler, *message))
            sock.close()
            wait_for_threads()
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def wait_for_threads():
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()


def answer(settings, handler, environ, body):
    """Returns the head {status, headers, failed} and the body of the function's answer."""
    request = Request(environ, body)
    try:
        data = data_of(settings, request)
    except ValueError as error:
        print(f"Cannot read the body as JSON: {error}", file=sys.stderr)
        return error_page(500, failed=False)
    try:
        handler = handler or load(settings)
        event = {
            "data": data,
            "event-id": request.get_header("event-id"),
            "event-type": request.get_header("event-type"),
            "event-time": request.get_header("event-time"),
            "event-namespace": request.get_header("event-namespace"),
            "extensions": {"request": request},
        }
        context = {
            "function-name": getattr(handler, "__name__", settings.handler),
            "timeout": settings.timeout,
            "runtime": settings.runtime,
            "memory-limit": settings.memory_limit,
        }
        return answer_of(finished(handler(event, context)))
    except BaseException as error:
        if is_response(error):
            return answer_of(error)
        print(describe(error), file=sys.stderr)
        return error_page(500, failed=True)


def data_of(settings, request):
    kind = request.get_header("content-type", "")
    if settings.json_charset:
        kind = kind.split(";")[0].strip().lower()
    if kind != "application/json":
        return request.raw
    return json.loads(request.raw) if request.raw else None


def finished(result):
    if not hasattr(result, "__await__"):
        return result
    import asyncio

    async def wait():
        return await result

    return asyncio.run(wait())


def is_response(value):
    """Whether `value` looks like bottle's HTTPResponse, as those of werkzeug, starlette and others do."""
    return isinstance(getattr(value, "status_code", None), int) and hasattr(value, "headers")


def answer_of(value):
    if not is_response(value):
        body, kind = cast(value)
        return {"status": 200, "headers": [["Content-Type", kind]], "failed": False}, body
    status = value.status_code
    if not 200 <= status <= 999:
        raise ValueError(f"Cannot answer with status {status}")
    body, kind = cast(body_of(value))
    # bottle renders its errors (HTTPError, abort) as a page.
    if hasattr(value, "traceback") and hasattr(value, "exception"):
        head, body = error_page(status, body.decode("utf-8", "replace"))
    headers = [[str(name), str(each)] for name, each in headers_of(value)]
    if not any(name.lower() == "content-type" for name, _ in headers) or kind == "application/json":
        headers = [each for each in headers if each[0].lower() != "content-type"] + [["Content-Type", kind]]
    for name, each in headers:
        check_header(name, each)
    return {"status": status, "headers": headers, "failed": False}, body


def body_of(response):
    for name in ("body", "data", "content"):
        if hasattr(response, name):
            return getattr(response, name)
    return b""


def headers_of(response):
    headers = getattr(response, "headerlist", None) or response.headers
    return headers.items() if hasattr(headers, "items") else headers


def check_header(name, value):
    if not name or not all(char.isalnum() and char.isascii() or char in "!#$%&'*+-.^_`|~" for char in name):
        raise ValueError(f"Cannot send a header named {name!r}")
    if any(char in "\r\n\0" for char in value):
        raise ValueError(f'Cannot send the header "{name}": its value has a line break')


def cast(value):
    """Returns the bytes and the media type of a function's result, by bottle's rules."""
    if isinstance(value, dict):
        return json.dumps(value).encode(), "application/json"
    if not value:
        return b"", HTML
    if isinstance(value, (list, tuple)) and isinstance(value[0], (str, bytes)):
        value = value[0][0:0].join(value)
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value), HTML
    if hasattr(value, "read"):
        return cast(value.read())
    raise TypeError(f"Cannot answer with a {type(value).__name__}: a function returns str, bytes, dict or an HTTPResponse")




def error_page(status, text="", failed=True):
    reason = HTTPStatus(status).phrase if status in list(HTTPStatus) else ""
    title = f"Error: {status} {reason}".rstrip()
    page = f"<!DOCTYPE html>\n<title>{title}</title>\n<h1>{title}</h1>\n<pre>{escape(text or reason)}</pre>\n"
    return {"status": status, "headers": [["Content-Type", HTML]], "failed": failed}, page.encode()


def ignore(*_):
    """The signal handler of the template, which its children must not keep."""
