"""The template: holds the imported function and forks children of it."""

import gc
import os
import select
import signal
import socket
import sys

from kubeless_call import ignore, load, run_child
from kubeless_messages import END, FORK, KILL, REQUEST, receive_bytes
from kubeless_settings import SHIM_FOLDER, describe, fail

# Children that wait for a call, so that none has to wait for a fork.
SPARES = 2


class Template:
    """Does one thing at a time and has no threads, so forking is safe."""

    def __init__(self, settings, control):
        self.settings = settings
        self.control = control
        self.children = set()
        self.handler = None
        self.owed = SPARES
        self.called = False

    def run(self):
        # The terminal and some runtimes signal the whole group; the server alone decides when this process ends.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ignore)
        if not self.settings.lazy or self.settings.spawn:
            self.load()
        while self.pay() and self.serve():
            pass
        os._exit(0)

    def load(self):
        try:
            self.handler = load(self.settings)
        except BaseException as error:
            if self.settings.lazy:
                return
            fail(describe(error))
        # Keeps the collector from touching, and so copying, the memory that children share.
        gc.collect()
        gc.freeze()

    def pay(self):
        """Forks the children that the server waits for; where the machine has no room for one now, later."""
        try:
            while self.owed > 0:
                if self.called and self.handler is None and not self.settings.spawn:
                    self.load()
                self.fork()
                self.owed -= 1
        except OSError as error:
            print(f"Cannot start a process for the next call: {error}", file=sys.stderr, flush=True)
        return True

    def serve(self):
        """Does one request of the server; False once the server has gone."""
        ready, _, _ = select.select([self.control], [], [], 1)
        self.children = {pid for pid in self.children if not reap(pid)}
        if not ready:
            return True
        request = receive_bytes(self.control, REQUEST.size, None)
        if request is None:
            for pid in self.children:
                kill(pid)
            return False
        what, pid = REQUEST.unpack(request)
        if what == FORK:
            self.called = True
            self.owed += 1
        elif what == KILL and pid in self.children:
            kill(pid)
        elif what == END:
            for pid in self.children:
                reap(pid, 0)
            return False
        return True

    def fork(self):
        sys.stdout.flush()
        sys.stderr.flush()
        theirs, own = socket.socketpair()
        pid = self.spawn(own) if self.settings.spawn else os.fork()
        if pid == 0:
            theirs.close()
            self.control.close()
            run_child(self.settings, self.handler, own)
        own.close()
        self.children.add(pid)
        socket.send_fds(self.control, [REQUEST.pack(FORK, pid)], [theirs.fileno()])
        theirs.close()

    def spawn(self, own):
        import subprocess

        command = [sys.executable, os.path.join(SHIM_FOLDER, "kubeless.py"), "--child", str(own.fileno())]
        return subprocess.Popen(command, pass_fds=[own.fileno()], start_new_session=True).pid


def reap(pid, options=os.WNOHANG):
    """Whether the child has ended."""
    try:
        return os.waitpid(pid, options)[0] == pid
    except ChildProcessError:
        return True  # The function's module, or subprocess, has waited for it.


def kill(pid):
    """Ends a child and all it has started; only the template may, as only it knows that `pid` is still that child."""
    for end in (os.killpg, os.kill):
        try:
            end(pid, signal.SIGKILL)
        except OSError:
            pass  # It is gone, or has not made its group yet.
