"""The faults. Each function does it once and returns when nothing is wrong any more but what has to mend itself."""
import os
import shutil
import signal
import socket
import time
from collections import namedtuple

from . import place
from .cluster import HEARTBEAT_TIMEOUT, Failed, await_true

OUTAGE_OF_CHECKPOINTS = 15


def taskmanager_kill(cluster, n):
    cluster.kill(worker(cluster, n))


def taskmanager_stop(cluster, n):
    """Halted for twice the heartbeat's timeout: given up meanwhile, and back as one that does not know."""
    name = worker(cluster, n)
    cluster.signal(name, signal.SIGSTOP)
    try:
        time.sleep(2 * HEARTBEAT_TIMEOUT)
    finally:
        cluster.signal(name, signal.SIGCONT)


def jobmanager_kill(cluster, n):
    """Every other time a torn checkpoint lies beside the whole ones, and looks newer: the supervisor has to find out."""
    job = os.path.join(cluster.checkpoints, cluster.job())
    cluster.kill("jobmanager")
    if n % 2 == 0:
        torn = tear(job)
        await_true("%s skipped by the supervisor" % torn, 60, lambda: cluster.supervisor_said("%s is skipped" % torn))


def tear(job):
    """A copy of the newest whole checkpoint with half of its metadata, and a greater number; as job/chk-N."""
    whole = [int(name[4:]) for name in os.listdir(job)
             if name.startswith("chk-") and os.path.exists(os.path.join(job, name, "_metadata"))]
    if not whole:
        raise Failed("there is no checkpoint to tear in %s" % job)
    torn = os.path.join(job, "chk-%d" % (max(whole) + 7))
    shutil.copytree(os.path.join(job, "chk-%d" % max(whole)), torn)
    metadata = os.path.join(torn, "_metadata")
    os.truncate(metadata, os.path.getsize(metadata) // 2)
    return os.path.join(*torn.split(os.sep)[-2:])


def broker_kill(cluster, n):
    broker_ends(cluster, n, signal.SIGKILL)


def broker_restart(cluster, n):
    broker_ends(cluster, n, signal.SIGTERM)


def broker_ends(cluster, n, number):
    """One broker, of several the next one each time."""
    broker = n % len(cluster.brokers())
    gone = cluster.signal("broker-%d" % (broker + 1), number)
    await_true("the broker's end", 90, lambda: ended(gone), 0.1)  # until then it may seem to answer
    await_true("broker answers", 90, lambda: answers(cluster, broker), 0.1)


def ended(pid):
    """With its last thread: until then it holds what it has opened."""
    try:
        with open("/proc/%d/stat" % pid) as f:
            return f.read().rpartition(")")[2].split()[0] in "ZX" and len(os.listdir("/proc/%d/task" % pid)) == 1
    except OSError:
        return True


def answers(cluster, broker=0):
    host, port = cluster.brokers()[broker].rsplit(":", 1)
    try:
        socket.create_connection((host, int(port)), 1).close()
        return True
    except OSError:
        return False


def network_cut_5s(cluster, n):
    network_cut(cluster, 5)


def network_cut_60s(cluster, n):
    network_cut(cluster, 60)


def network_cut(cluster, seconds):
    end = time.monotonic() + seconds
    place.cut()
    try:
        if answers(cluster):
            raise Failed("the broker answers although the way to it is cut")
        time.sleep(max(0, end - time.monotonic()))
    finally:
        place.mend()


def checkpoints_full(cluster, n):
    filler = os.path.join(cluster.checkpoints, "filler")
    stop = time.monotonic() + OUTAGE_OF_CHECKPOINTS
    before = cluster.failed_checkpoints()
    try:
        while time.monotonic() < stop:
            fill(filler)  # and what the job gave free meanwhile, if no checkpoint took it first
            time.sleep(0.2)
        some_failed(cluster, before)
    finally:
        os.remove(filler)


def fill(path):
    with open(path, "ab", buffering=0) as f:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while f.write(bytes(size)) == size:
                    pass
            except OSError:
                pass


def checkpoints_unwritable(cluster, n):
    before = cluster.failed_checkpoints()
    begin = time.time() * 1000 + 1000
    place.writable(cluster.checkpoints, False)
    try:
        time.sleep(OUTAGE_OF_CHECKPOINTS)
        some_failed(cluster, before)
        none_since(cluster, begin)
    finally:
        place.writable(cluster.checkpoints, True)


def some_failed(cluster, before):
    if cluster.failed_checkpoints() == before:
        raise Failed("no checkpoint failed where they could not be written")


def none_since(cluster, millis):
    if cluster.checkpointed_since(millis):
        raise Failed("checkpoints went on where they could not be written")


def worker(cluster, n):
    names = cluster.workers()
    if not names:
        raise Failed("no TaskManager runs the job")
    return names[n % len(names)]


# What is done; how often in full; whether it needs the place of its own; whether it lasts, so that "running again" counts from its
# end and not from its begin; whether Kafka is away meanwhile; whether the job has to be restored, or the fault was none; seconds that
# a round takes, about, which says how fast clicks come.
Fault = namedtuple("Fault", "do rounds inside lasts kafka_away restores seconds")

FAULTS = {
    "taskmanager-kill": Fault(taskmanager_kill, 20, False, False, False, True, 20),
    "jobmanager-kill": Fault(jobmanager_kill, 10, False, False, False, True, 35),
    "broker-kill": Fault(broker_kill, 10, False, False, True, False, 20),
    "broker-restart": Fault(broker_restart, 10, False, False, True, False, 20),
    "taskmanager-stop": Fault(taskmanager_stop, 2, False, True, False, True, 45),
    "network-cut-5s": Fault(network_cut_5s, 2, True, True, True, False, 20),
    "network-cut-60s": Fault(network_cut_60s, 2, True, True, True, False, 80),
    "checkpoints-full": Fault(checkpoints_full, 2, True, True, False, False, 40),
    "checkpoints-unwritable": Fault(checkpoints_unwritable, 2, True, True, False, False, 80),
}
