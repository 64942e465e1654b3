"""What the server tells of itself: Prometheus' metrics and Apache's log."""

import threading
import time

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Calls, failures and durations by HTTP method, in Prometheus' text format 0.0.4."""

    def __init__(self):
        self.lock = threading.Lock()
        self.methods = {}

    def called(self, method, seconds, failed):
        with self.lock:
            counts = self.methods.setdefault(method, {"calls": 0, "failures": 0, "sum": 0.0, "buckets": [0] * len(BUCKETS)})
            counts["calls"] += 1
            counts["failures"] += failed
            counts["sum"] += seconds
            for index, limit in enumerate(BUCKETS):
                counts["buckets"][index] += seconds <= limit

    def text(self):
        with self.lock:
            rows = [(f'method="{method}"', dict(counts)) for method, counts in self.methods.items()]
        name = "function_duration_seconds"
        lines = [f"# HELP {name} Duration of user function in seconds", f"# TYPE {name} histogram"]
        for label, counts in rows:
            lines += [f'{name}_bucket{{le="{limit}",{label}}} {count}' for limit, count in zip(BUCKETS, counts["buckets"])]
            lines += [f'{name}_bucket{{le="+Inf",{label}}} {counts["calls"]}']
            lines += [f'{name}_sum{{{label}}} {counts["sum"]}', f'{name}_count{{{label}}} {counts["calls"]}']
        for key, what in (("calls", "calls to user function"), ("failures", "exceptions in user function")):
            lines += [f"# HELP function_{key}_total Number of {what}", f"# TYPE function_{key}_total counter"]
            lines += [f"function_{key}_total{{{label}}} {counts[key]}" for label, counts in rows]
        return "\n".join(lines) + "\n"


def log_line(client, request, status, size, headers):
    """One line of Apache's combined format."""
    date = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime())
    referer, agent = (quoted(headers.get(name, "-")) for name in ("referer", "user-agent"))
    return f'{client} - - [{date}] "{quoted(request)}" {status} {size} "{referer}" "{agent}"\n'


def quoted(text):
    """`text` as a field of Apache's log: what a client sent cannot break out of it."""
    return "".join(
        f"\\{char}" if char in '"\\' else char if " " <= char <= "~" else f"\\x{ord(char):02x}" for char in text
    )
