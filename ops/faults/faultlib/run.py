"""One run of the job over one topic: fed at a pace, followed by a reader that looks at every version, compared to another run."""
import json
import os
import subprocess

from .cluster import Failed, await_true
from .feed import Feed

SEEN = 300  # seconds, at most, that the reader is behind when the job has ended


class Run:
    def __init__(self, cluster, namespace, settings):
        self.cluster, self.namespace, self.settings = cluster, namespace, settings
        self.out = os.path.join(cluster.directory, namespace)
        os.makedirs(self.out, exist_ok=True)
        self.audit_file = os.path.join(self.out, "versions.jsonl")
        self.feed = self.audit = None

    def start(self, clicks, rate=0, most=None, ends=None, until=None):
        """All clicks at once and then the job; or, with the offsets where they will end, both at a time."""
        topic = self.namespace + ".clicks"
        self.feed = Feed(self.cluster, topic, clicks, rate, most or clicks, os.path.join(self.out, "produce.out"))
        chosen = dict(self.settings, namespace=self.namespace)
        if ends is None:
            self.feed.hurry()
        else:
            chosen["source.to-offsets"] = ends
        self.cluster.command("submit", *(word for pair in chosen.items() for word in ("--set", "%s=%s" % pair)))
        last = [] if until is None else ["--until", str(until)]
        self.audit = self.cluster.background(
            self.audit_file, "versions", "audit", "--json", "--bootstrap", self.cluster.kafka, "--namespace", self.namespace, *last)

    def working(self):
        """Returns when versions come and a checkpoint was made."""
        await_true("a first version", 240, lambda: self.newest() > 0)
        await_true("a first checkpoint", 60, lambda: self.cluster.checkpointed_since(0))

    def finish(self, seconds, last=None):
        self.feed.hurry()
        await_true("finished", seconds, lambda: self.cluster.record()["wanted"] != "RUNNING")
        if self.cluster.record()["wanted"] != "FINISHED":
            raise Failed("the job is " + self.cluster.record()["wanted"])
        if last is not None:
            await_true("all versions seen", SEEN, lambda: self.newest() >= last)

    def end(self):
        for process in (self.audit, self.feed and self.feed.producer):
            if process is not None and process.poll() is None:
                process.terminate()
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()

    def newest(self):
        versions = self.versions()
        if not versions and self.audit.poll() is not None:
            raise Failed("the reader of versions has ended; see commands.log")
        return versions[-1]["version"] if versions else 0

    def nothing_behind(self, versions):
        """The reader ends with the last version; what is announced behind it, or a second time, is found by a look at all."""
        announced = self.cluster.poeem(
            "versions", "list", "-n", "1000000", "--json", "--bootstrap", self.cluster.kafka, "--namespace", self.namespace)
        if len(announced.splitlines()) != versions:
            raise Failed("%d versions are announced, in the undisturbed run %d" % (len(announced.splitlines()), versions))

    def asked_again(self):
        """How many versions could not be built when they were asked for first."""
        return sum(line["at_first"] != "" for line in self.versions())

    def versions(self):
        if not os.path.exists(self.audit_file):
            return []
        with open(self.audit_file) as f:
            return [json.loads(line) for line in f if line.endswith("\n")]

    def compare(self, undisturbed, whole, kafka_away=False):
        """
        How many versions were seen: each is whole, and as in the undisturbed run: its content, its counts and where it ends in
        the clicks, so that none is missing or counted twice. All of them, when whole. Failed otherwise. Unless Kafka was away
        itself, each must have been whole when it was asked for first.
        """
        seen = self.versions()
        if len(seen) < len(undisturbed) and self.audit.poll() is not None:
            raise Failed("the reader of versions has ended after %d; see commands.log" % len(seen))
        for line in seen:
            problem = line["problem"] or ("" if kafka_away else line["at_first"])
            if problem or not line["whole"]:
                raise Failed("version %d was announced, but: %s" % (line["version"], problem))
        for mine, other in zip(seen, undisturbed):
            for what in ("version", "base", "trained_through", "version_sha256", "counts"):
                if mine[what] != other[what]:
                    raise Failed("version %d: %s is %s, in the undisturbed run %s"
                                 % (mine["version"], what, mine[what], other[what]))
            if offsets(mine) != offsets(other):
                raise Failed("version %d: offsets are %s, in the undisturbed run %s"
                             % (mine["version"], offsets(mine), offsets(other)))
        if len(seen) > len(undisturbed) or whole and len(seen) < len(undisturbed):
            raise Failed("%d versions, in the undisturbed run %d" % (len(seen), len(undisturbed)))
        return len(seen)


def offsets(version):
    """By partition of the clicks; the topic has another name in each run."""
    return {name.rsplit("-", 1)[1]: at for name, at in version["offsets"].items() if ".clicks-" in name}
