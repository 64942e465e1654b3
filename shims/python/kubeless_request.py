"""What functions use of bottle's request, in `event['extensions']['request']`.

Text is UTF-8 everywhere, as from bottle 0.13 on. Left out on purpose: signed cookies, routes, copies.
"""

import base64
import io
import json
import os
import re
import sys
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit


class FormsDict(dict):
    """Names to values; of a name given more than once the last counts, and `getall` has all. Attributes give '' for none."""

    def __init__(self, pairs=()):
        self._pairs = list(pairs)
        super().__init__(self._pairs)

    def getall(self, name):
        return [value for key, value in self._pairs if key == name]

    getlist = getall

    def allitems(self):
        return list(self._pairs)

    def getunicode(self, name, default=None, encoding=None):
        return self.get(name, default)

    def decode(self, encoding=None):
        return self

    def get(self, name, default=None, index=-1, type=None):
        try:
            value = self.getall(name)[index]
            return type(value) if type else value
        except (IndexError, ValueError):
            return default

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name, "")


class Headers(dict):
    """Headers by name, in any case and with `-` or `_`."""

    def __init__(self, pairs):
        super().__init__()
        for name, value in pairs:
            key = header_key(name)
            self[key] = f"{self[key]}, {value}" if key in self else value

    def get(self, name, default=None):
        return super().get(header_key(name), default)

    def __getitem__(self, name):
        return super().__getitem__(header_key(name))

    def __contains__(self, name):
        return super().__contains__(header_key(name))


def header_key(name):
    return name.replace("_", "-").title()


class FileUpload:
    def __init__(self, name, filename, headers, content):
        self.name = name
        self.raw_filename = filename
        self.filename = os.path.basename(filename.replace("\\", "/")) or "empty"
        self.headers = headers
        self.content_type = headers.get("content-type", "")
        self.content_length = len(content)
        self.file = io.BytesIO(content)

    def save(self, destination, overwrite=False):
        if os.path.isdir(destination):
            destination = os.path.join(destination, self.filename)
        with open(destination, "wb" if overwrite else "xb") as file:
            file.write(self.file.getvalue())


class cached:
    """A property that is made when first asked for."""

    def __init__(self, make):
        self.make = make

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, request, owner):
        value = request.__dict__[self.name] = self.make(request)
        return value


class Request:
    """method, path, url, query, headers, get_header, json, body, forms, files, params, cookies, remote_addr, environ, …"""

    def __init__(self, received, raw):
        self.raw = raw
        self.method = received["method"]
        self.remote_addr = received["client"]
        self.headers = Headers(received["headers"])
        target = received["target"]
        path, _, self.query_string = target.partition("?")
        self.path = "/" + unquote(path).lstrip("/")
        self.fullpath = self.path
        self.script_name = "/"
        self.body = io.BytesIO(raw)
        self.content_length = len(raw)
        self.content_type = self.get_header("content-type", "").lower()
        self.chunked = "chunked" in self.get_header("transfer-encoding", "").lower()
        self.is_xhr = self.is_ajax = self.get_header("x-requested-with", "").lower() == "xmlhttprequest"
        self._protocol = received["protocol"]

    def get_header(self, name, default=None):
        return self.headers.get(name, default)

    @cached
    def query(self):
        return FormsDict(parse_qsl(self.query_string, keep_blank_values=True))

    GET = query

    @cached
    def urlparts(self):
        scheme = self.get_header("x-forwarded-proto", "http")
        host = self.get_header("x-forwarded-host") or self.get_header("host", "127.0.0.1")
        return urlsplit(urlunsplit((scheme, host, quote(self.path), self.query_string, "")))

    @property
    def url(self):
        return self.urlparts.geturl()

    @cached
    def json(self):
        kind = self.content_type.split(";")[0].strip()
        return json.loads(self.raw) if kind == "application/json" and self.raw else None

    @cached
    def POST(self):
        if self.content_type.startswith("multipart/"):
            return FormsDict(multipart(self.get_header("content-type"), self.raw))
        return FormsDict(parse_qsl(self.raw.decode("utf-8", "replace"), keep_blank_values=True))

    @cached
    def forms(self):
        return FormsDict([pair for pair in self.POST.allitems() if not isinstance(pair[1], FileUpload)])

    @cached
    def files(self):
        return FormsDict([pair for pair in self.POST.allitems() if isinstance(pair[1], FileUpload)])

    @cached
    def params(self):
        return FormsDict(self.query.allitems() + self.forms.allitems())

    @cached
    def cookies(self):
        pairs = (part.strip().partition("=") for part in self.get_header("cookie", "").split(";"))
        return FormsDict([(name, value.strip('"')) for name, _, value in pairs if name])

    def get_cookie(self, name, default=None):
        return self.cookies.get(name) or default

    @cached
    def auth(self):
        kind, _, value = self.get_header("authorization", "").partition(" ")
        try:
            user, _, password = base64.b64decode(value).decode().partition(":")
        except ValueError:
            return None
        return (user, password) if kind.lower() == "basic" else None

    @property
    def remote_route(self):
        route = self.get_header("x-forwarded-for")
        return [each.strip() for each in route.split(",")] if route else [self.remote_addr]

    @cached
    def environ(self):
        host, _, port = self.get_header("host", "").partition(":")
        environ = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query_string,
            "CONTENT_TYPE": self.get_header("content-type", ""),
            "CONTENT_LENGTH": str(len(self.raw)),
            "REMOTE_ADDR": self.remote_addr,
            "SERVER_NAME": host,
            "SERVER_PORT": port or "80",
            "SERVER_PROTOCOL": self._protocol,
            "wsgi.url_scheme": "http",
            "wsgi.input": self.body,
            "wsgi.errors": sys.stderr,
        }
        for name, value in self.headers.items():
            environ["HTTP_" + name.upper().replace("-", "_")] = value
        return environ


def multipart(kind, raw):
    """Yields the name and the text or FileUpload of each part (RFC 7578)."""
    boundary = parameters(kind).get("boundary", "").encode()
    if not boundary:
        raise ValueError("Cannot read the multipart body: its Content-Type has no boundary")
    for part in (b"\r\n" + raw).split(b"\r\n--" + boundary)[1:]:
        if part.startswith(b"--"):
            return
        head, found, content = part.partition(b"\r\n\r\n")
        if not found:
            continue
        lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n") if ":" in line)
        headers = Headers([(name.strip(), value.strip()) for name, _, value in lines])
        given = parameters(headers.get("content-disposition", ""))
        if "name" not in given:
            continue
        if "filename" in given:
            yield given["name"], FileUpload(given["name"], given["filename"], headers, content)
        else:
            yield given["name"], content.decode("utf-8", "replace")


def parameters(header):
    """The parameters of a header such as Content-Type, by lower-case name."""
    found = re.findall(r';\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))', header)
    return {name.lower(): re.sub(r"\\(.)", r"\1", quoted) or plain for name, quoted, plain in found}
