"""What the environment says, and how the container tells why it ends."""

import os
import sys
import traceback

MESSAGE_BYTES = 4_000
SHIM_FOLDER = os.path.dirname(os.path.abspath(__file__))


class Settings:
    """What the environment says."""

    def __init__(self, env):
        for name in ("MOD_NAME", "FUNC_HANDLER"):
            if not env.get(name):
                raise ValueError(f"The environment has no {name}")
        self.root = os.path.abspath(env.get("KUBELESS_INSTALL_VOLUME") or "/kubeless")
        self.module = env["MOD_NAME"]
        self.handler = env["FUNC_HANDLER"]
        self.host = env.get("FUNC_HOST") or ""
        self.port = int(env.get("FUNC_PORT") or 8080)
        self.timeout = number(env, "FUNC_TIMEOUT", 180)
        self.runtime = env.get("FUNC_RUNTIME")
        self.memory_limit = env.get("FUNC_MEMORY_LIMIT")
        self.body_bytes = int(number(env, "FUNC_MEMFILE_MAX", 100 * 1024 * 1024))
        self.parallel = max(1, int(number(env, "CHERRYPY_NUMTHREADS", 10)))
        self.spawn = start_method(env) == "spawn"
        self.lazy = env.get("KUBELESS_LAZY_LOAD") == "1"
        self.allow_put = env.get("KUBELESS_ALLOW_PUT") != "0"
        self.json_charset = env.get("KUBELESS_JSON_CHARSET") == "1"
        self.log_probes = env.get("KUBELESS_LOG_PROBES") == "1"
        self.drain = float(env.get("KUBELESS_DRAIN_SECONDS") or 5)


def number(env, name, fallback):
    try:
        value = float(env.get(name) or fallback)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError(f'{name} must be a number above 0, not "{env[name]}"')
    return value


def start_method(env):
    method = env.get("MP_CONTEXT") or "forkserver"
    if method not in ("forkserver", "spawn"):
        raise ValueError(f'MP_CONTEXT must be "forkserver" or "spawn", not "{method}"')
    return method


def fail(text):
    print(text, file=sys.stderr, flush=True)
    leave_message(text)
    os._exit(1)


def leave_message(text):
    """Tells Kubernetes why the container ends. The kubelet makes the file; anywhere else none is made."""
    path = os.environ.get("KUBELESS_TERMINATION_LOG") or "/dev/termination-log"
    try:
        file = os.open(path, os.O_WRONLY | os.O_TRUNC)
        os.write(file, text.encode("utf-8", "replace")[-MESSAGE_BYTES:])
        os.close(file)
    except OSError:
        pass  # The message is on stderr as well.


def describe(error):
    """The traceback from the function's first line on."""
    frames = error.__traceback__
    while frames and is_ours(frames.tb_frame.f_code.co_filename):
        frames = frames.tb_next
    return "".join(traceback.format_exception(type(error), error, frames)).rstrip()


def is_ours(file):
    return "importlib" in file or os.path.dirname(file) == SHIM_FOLDER
