"""One cluster, by the commands of poeem where there is time, else by signals and Flink's REST."""
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
POEEM = os.path.join(ROOT, "poeem")
HEARTBEAT_TIMEOUT = 10


class Failed(Exception):
    """A fault's verdict: what is not as it should be."""


class Cluster:
    def __init__(self, directory):
        self.directory = directory
        self.log = open(os.path.join(directory, "commands.log"), "a")
        self.place = os.path.join(directory, "cluster")
        self.checkpoints = os.path.join(directory, "checkpoints")

    def poeem(self, *words):
        """What a command says, without its last line break."""
        self.log.write("+ poeem %s\n" % " ".join(words))
        self.log.flush()
        done = subprocess.run([POEEM, *words], stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment())
        if done.returncode != 0:
            raise Failed("poeem %s ended with %d; see %s" % (" ".join(words[:2]), done.returncode, self.log.name))
        return done.stdout.strip()

    def background(self, out, *words, stdin=None):
        with open(out, "w") as f:
            return subprocess.Popen([POEEM, *words], stdin=stdin, stdout=f, stderr=self.log, env=environment())

    def command(self, name, *words):
        return self.poeem("cluster", name, "--dir", self.place, *words)

    def up(self, host, brokers, taskmanagers, slots):
        self.command(
            "up", "--brokers", str(brokers), "--taskmanagers", str(taskmanagers), "--slots", str(slots), "--broker-host", host,
            "--checkpoints", self.checkpoints, "--taskmanager-memory", "1600m", "--jobmanager-memory", "1g",
            "--flink", "heartbeat.timeout=%ds" % HEARTBEAT_TIMEOUT, "--flink", "heartbeat.interval=2s",
            "--flink", "web.refresh-interval=100")  # milliseconds: how old what REST says may be
        status = json.loads(self.command("status", "--json").splitlines()[-1])
        self.kafka = status["kafka"]
        self.rest = status["rest"] if status["rest"].startswith("http") else "http://" + status["rest"]

    def brokers(self):
        """Their addresses, in the order of their numbers."""
        return self.kafka.split(",")

    def supervisor_said(self, text):
        with open(os.path.join(self.place, "logs", "supervisor.log")) as f:
            return any(text in line for line in f)

    def down(self):
        if os.path.isdir(self.place):
            self.command("down")

    def signal(self, member, number):
        """To the process that the cluster noted as this member's, once it has one that lives. Its id."""
        await_true("a living " + member, 60, lambda: self.pid(member) is not None)
        pid = self.pid(member)
        os.kill(pid, number)
        return pid

    def kill(self, member):
        self.signal(member, signal.SIGKILL)

    def pid(self, member):
        """None unless it lives and is of this cluster: ids are used again."""
        try:
            with open(os.path.join(self.place, "processes", member + ".json")) as f:
                pid = json.load(f)["pid"]
            with open("/proc/%d/cmdline" % pid, "rb") as f:
                return pid if self.place.encode() in f.read() else None
        except (OSError, ValueError):
            return None

    def record(self):
        with open(os.path.join(self.place, "job.json")) as f:
            return json.load(f)

    def job(self):
        return self.record()["ids"][-1]

    def cancel(self):
        """Whatever runs; does nothing when nothing does."""
        if os.path.exists(os.path.join(self.place, "job.json")) and self.record()["wanted"] == "RUNNING":
            try:
                self.command("cancel")
            except Failed:
                if self.record()["wanted"] == "RUNNING":
                    raise

    def get(self, path):
        """None when the JobManager does not answer, or does not know."""
        try:
            with urllib.request.urlopen(self.rest + path, timeout=5) as answer:
                return json.load(answer)
        except (OSError, urllib.error.URLError, ValueError):
            return None

    def state(self):
        """RUNNING when all tasks are, STARTING when some are not, UNKNOWN when nobody knows the job, else as Flink says."""
        record = self.record()
        if record["wanted"] != "RUNNING":
            return record["wanted"]
        job = self.get("/jobs/" + record["ids"][-1])
        if job is None:
            return "UNKNOWN"
        tasks = {state for state, n in job["status-counts"].items() if n > 0}
        return "STARTING" if job["state"] == "RUNNING" and tasks - {"RUNNING", "FINISHED"} else job["state"]

    def checkpointed_since(self, millis):
        """Whether a checkpoint that was begun after this time is complete."""
        found = self.get("/jobs/%s/checkpoints" % self.job()) or {}
        last = (found.get("latest") or {}).get("completed")
        return last is not None and last["trigger_timestamp"] > millis

    def restores(self):
        """Grows with each restore of the job, be it under a new id."""
        found = self.get("/jobs/%s/checkpoints" % self.job()) or {"counts": {"restored": 0}}
        return len(self.record()["ids"]), found["counts"]["restored"]

    def failed_checkpoints(self):
        """How many of the job's checkpoints failed so far."""
        found = self.get("/jobs/%s/checkpoints" % self.job())
        if found is None:
            raise Failed("the JobManager does not say how many checkpoints failed")
        return found["counts"]["failed"]

    def workers(self):
        """Names of the TaskManagers that run the job's tasks, the trainer's first."""
        job = self.get("/jobs/" + self.job()) or {"vertices": []}
        names = []
        for vertex in sorted(job["vertices"], key=lambda v: "rainer" not in v["name"]):
            found = self.get("/jobs/%s/vertices/%s/taskmanagers" % (self.job(), vertex["id"])) or {}
            for manager in found.get("taskmanagers", []):
                name = "-".join(manager.get("taskmanager-id", "").split("-")[:2])
                if name.startswith("taskmanager") and name not in names:
                    names.append(name)
        return names


def environment():
    return dict(os.environ, POEEM_HEAP="512m")


def await_true(what, seconds, holds, pause=0.25):
    """How long it took. Failed when it takes longer than this."""
    begin = time.monotonic()
    while not holds():
        if time.monotonic() - begin > seconds:
            raise Failed("after %d s: not %s" % (seconds, what))
        time.sleep(pause)
    return time.monotonic() - begin
