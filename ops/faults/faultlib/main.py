"""The command line, and the order of things."""
import argparse
import os
import shutil
import signal
import time

from . import place, report
from .cluster import ROOT, Cluster, Failed
from .kinds import FAULTS
from .verdict import disturbed, undisturbed

DISK_MEGABYTES = 512


def arguments(words):
    parser = argparse.ArgumentParser(
        prog="faults", description="Hurts a cluster while it learns. Exit status 0 when no verdict is FAIL.")
    parser.add_argument("fault", nargs="*", help="all, or of: " + ", ".join(FAULTS))
    parser.add_argument("--rounds", type=int, help="how often each (default: as docs/faults.md says)")
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--parallelism", type=int, help="of the trainer (default: the shards)")
    parser.add_argument("--brokers", type=int, default=1, help="1 or 3")
    parser.add_argument("--taskmanagers", type=int, default=2)
    parser.add_argument("--slots", type=int, help="of each TaskManager (default: 2; of many shards, what they need)")
    parser.add_argument("--clicks", type=int, default=1_000_000)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="an option of the job")
    parser.add_argument("--dir", default=os.path.join(ROOT, "target", "faults"), help="what an earlier run left there is deleted first")
    options = parser.parse_args(words)
    unknown = [name for name in options.fault if name not in FAULTS and name != "all"]
    if unknown:
        parser.error("there is no %s" % unknown[0])
    options.names = list(FAULTS) if options.fault in ([], ["all"]) else options.fault
    options.parallelism = options.parallelism or options.shards
    options.slots = options.slots or (2 if options.shards == 1 else -(-options.parallelism // options.taskmanagers))
    options.dir = os.path.abspath(options.dir)
    return options


def settings(options):
    """Small, so that much happens: some fifty versions, a checkpoint every 2 s."""
    chosen = {
        "topic.items": "", "source.bounded": "true", "shards": options.shards, "parallelism.trainer": options.parallelism,
        "checkpoint.interval": "2 s", "snapshot.interval": "%d d" % max(4, options.clicks // 30_000), "full.versions": "6",
        "model.dims": "16", "codebook.subspaces": "4",
        "codebook.centroids": "32", "coarse.centroids": "32", "batch.size": "128", "warmup.examples": "1000",
        "warmstart.sample": "1024",
        # A fault every few seconds is one of a test: the next one finds the pause before a restart as the first did.
        "flink.restart-strategy.exponential-delay.reset-backoff-threshold": "1 s",
    }
    if options.shards > 1:
        chosen["round.interval"] = "8 h"
    chosen.update(pair.split("=", 1) for pair in options.set)
    return chosen


def main(words):
    options = arguments(words)
    inside = place.enter()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    try:
        empty(options.dir)
    except Failed as e:
        say("faults: %s" % e)
        return 2
    cluster = Cluster(options.dir)
    if inside:
        place.small_disk(cluster.checkpoints, DISK_MEGABYTES)
    try:
        return 0 if all_of(cluster, options, inside) else 1
    except Failed as e:
        say("FAIL: %s" % e)
        return 1
    except KeyboardInterrupt:
        say("Interrupted; ending the cluster")
        return 130
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        try:
            cluster.down()
        finally:
            if inside:
                place.unmount(cluster.checkpoints)


def empty(directory):
    """Of an earlier run alone: a cluster that it left running would go on without its files."""
    if os.path.isdir(directory) and os.listdir(directory):
        if not os.path.exists(os.path.join(directory, "commands.log")):
            raise Failed("%s has files that no run of faults wrote; name another --dir" % directory)
        Cluster(directory).down()
        shutil.rmtree(directory)
    os.makedirs(directory, exist_ok=True)


def all_of(cluster, options, inside):
    """Whether no verdict is FAIL."""
    cluster.up(place.BROKER if inside else "127.0.0.1", options.brokers, options.taskmanagers, options.slots)
    begin = time.monotonic()
    reference, ends = undisturbed(cluster, settings(options), options.clicks)
    say("undisturbed: %d clicks, %d versions, %d s" % (options.clicks, len(reference), time.monotonic() - begin))
    results = []
    for name in options.names:
        if FAULTS[name].inside and not inside:
            result = dict(fault=name, verdict="SKIP", reason="needs a network and mounts of its own: root, unshare, ip")
        else:
            rounds = options.rounds or FAULTS[name].rounds
            result = disturbed(cluster, name, rounds, settings(options), options.clicks, reference, ends)
        results.append(result)
        say(line(result, len(reference)))
        report.write(
            summary(options, reference, results),
            os.path.join(options.dir, "summary.json"), os.path.join(options.dir, "table.md"))
    return all(result["verdict"] != "FAIL" for result in results)


def summary(options, reference, results):
    return dict(
        cores=os.cpu_count(), shards=options.shards, parallelism=options.parallelism, brokers=options.brokers,
        taskmanagers=options.taskmanagers, slots=options.slots, clicks=options.clicks, versions=len(reference),
        version_sha256=[version["version_sha256"] for version in reference],
        faults=sorted(results, key=lambda result: list(FAULTS).index(result["fault"])))


def line(result, versions):
    said = "%s %s" % (result["verdict"], result["fault"])
    if "of" in result:
        said += ": %d of %d times, %d of %d versions equal, running again after %s s at most; %d s" % (
            result["rounds"], result["of"], result.get("versions", 0), versions,
            max(result["running_s"], default="-"), result["seconds"])
    return said + (": " + result["reason"] if "reason" in result else "")


def interrupted(number, frame):
    raise KeyboardInterrupt


def say(text):
    print(text, flush=True)
