"""Clicks into a topic at a pace, until there is no more need to wait."""
import gzip
import itertools
import os
import subprocess
import threading
import time

from .cluster import ROOT, Failed

LOG = os.path.join(ROOT, "ops/src/main/resources/movietweetings/ratings.csv.gz")
TICK = 0.05
PATIENCE = 600  # seconds, at most, for what is left
DAY = 86_400_000  # milliseconds


class Feed:
    """The first clicks of the log, repeated without end; one `poeem produce` takes them from a pipe."""

    def __init__(self, cluster, topic, clicks, rate, most, out):
        self.lines = head(clicks)
        self.rate, self.hurried, self.sent = rate, threading.Event(), 0
        self.up_to(most)
        self.out = out
        self.producer = cluster.background(
            out, "produce", "--bootstrap", cluster.kafka, "--topic", topic, "--live", "--input", "/dev/stdin",
            stdin=subprocess.PIPE)
        self.thread = threading.Thread(target=self.write, daemon=True)
        self.thread.start()

    def up_to(self, most):
        """Not more than so many for the time being: there is to be something left for the next fault."""
        self.most = most

    def is_feeding(self):
        """Whether clicks come at this moment."""
        return self.sent < min(self.most, len(self.lines))

    def write(self):
        """At the rate, 0: at once. What was held up by a broker that was away is caught up with."""
        pipe = self.producer.stdin
        begin = time.monotonic()
        try:
            while self.sent < len(self.lines):
                due = len(self.lines)
                if self.rate and not self.hurried.is_set():
                    due = max(self.sent, min(due, self.most, 1 + int(self.rate * (time.monotonic() - begin))))
                pipe.write(b"".join(self.lines[self.sent:due]))
                pipe.flush()
                self.sent = due
                if self.sent < len(self.lines):
                    self.hurried.wait(TICK)
            pipe.close()
        except (OSError, ValueError):
            pass  # the producer has ended, and says why

    def hurry(self):
        """The rest at once. Returns when all is published."""
        self.hurried.set()
        try:
            failed = self.producer.wait(PATIENCE) != 0
        except subprocess.TimeoutExpired:
            failed = True
        if failed:
            raise Failed("the clicks could not be published; see commands.log beside %s" % os.path.dirname(self.out))


def head(clicks):
    """The header and so many lines; where the log ends it begins again, on the day after."""
    with gzip.open(LOG, "rb") as f:
        header, *log = f.readlines()
    first, last = (int(line.split(b",", 1)[0]) for line in (log[0], log[-1]))
    length = (last - first) // DAY * DAY + DAY
    return [header, *itertools.islice(
        (later(line, again * length) for again in itertools.count() for line in log), clicks)]


def later(line, millis):
    at, rest = line.split(b",", 1)
    return b"%d,%s" % (int(at) + millis, rest)
