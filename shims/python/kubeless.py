"""Serves one Kubeless function over HTTP, with the standard library alone. ../README.md has the contract's deviations.

Three kinds of process, so that a function can be killed, cannot spoil the next call, and is never forked from threads:

    server    process 1: HTTP, one thread a connection; never runs the function's code
    template  imports the function, then does nothing but fork; single-threaded
    child     forked ahead of need, answers one call and ends; killed with all it started when the call takes too long

The server asks the template through a socket pair (`control`); each child brings a socket pair of its own to the server.
"""

import os
import signal
import socket
import sys

sys.dont_write_bytecode = True

from kubeless_call import run_spawned
from kubeless_settings import Settings, fail
from kubeless_template import Template


def main():
    # As process 1 of a container we would ignore SIGTERM without a handler: there has to be one while the function loads.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    sys.stdout.reconfigure(line_buffering=True)
    if len(sys.argv) == 3 and sys.argv[1] == "--child":
        return run_spawned(int(sys.argv[2]))
    try:
        settings = Settings(os.environ)
    except ValueError as error:
        return fail(str(error))
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        Template(settings, theirs).run()
    theirs.close()
    # Here, so that this process reads the HTTP modules while the other one reads the function's.
    from kubeless_server import serve

    serve(settings, ours)


if __name__ == "__main__":
    main()
