"""One kind of fault, so and so often during one run, and what came of it."""
import json
import subprocess
import time

from .cluster import Failed, await_true
from .kinds import FAULTS
from .run import SEEN, Run, offsets

LIMIT = 60


def undisturbed(cluster, settings, clicks):
    """Every version of a run that nobody disturbs; and where it ended, as partition:offset,…"""
    run = Run(cluster, "undisturbed", settings)
    try:
        run.start(clicks)
        run.finish(900)
        last = json.loads(cluster.poeem(
            "versions", "list", "-n", "1", "--json", "--bootstrap", cluster.kafka, "--namespace", run.namespace).splitlines()[-1])
        await_true("version %d seen" % last["version"], SEEN, lambda: run.newest() >= last["version"])
    finally:
        run.end()
    run.compare(run.versions(), True)
    ends = sorted((int(partition), at) for partition, at in offsets(run.versions()[-1]).items())
    return run.versions(), ",".join("%d:%d" % end for end in ends)


def disturbed(cluster, name, rounds, settings, clicks, reference, ends):
    """What is said of one kind, for the summary."""
    fault = FAULTS[name]
    rate = max(20, clicks // (rounds * fault.seconds * 3 // 2 + 60))
    first = reference[min(1, len(reference) - 1)]["counts"]["clicks"] + 100  # closes the second version, and so the first

    def share(faults):
        return max(first, clicks * (faults + 2) // (rounds + 3))

    run = Run(cluster, name, settings)
    result = dict(fault=name, rounds=0, of=rounds, clicks_per_s=rate, running_s=[], checkpoint_s=[], versions_at=[], fed=0)
    begin = time.monotonic()
    try:
        run.start(clicks, rate, share(0), ends, reference[-1]["version"])
        run.working()
        for n in range(rounds):
            learning(run, result)
            result["fed"] += run.feed.is_feeding()
            run.feed.up_to(share(n + 1))
            again(cluster, fault, n, result)
            result["versions"] = run.compare(reference, False, fault.kafka_away)
            result["rounds"] += 1
        result["paced_s"] = round(time.monotonic() - begin)
        run.finish(600, reference[-1]["version"])
        result["versions"] = run.compare(reference, True, fault.kafka_away)
        run.nothing_behind(len(reference))
        result["asked_again"] = run.asked_again()
        result["verdict"] = "PASS"
    except (Failed, OSError, subprocess.SubprocessError) as e:
        result["verdict"], result["reason"] = "FAIL", str(e)
    finally:
        run.end()
        cluster.cancel()
    result["seconds"] = round(time.monotonic() - begin)
    return result


def learning(run, result):
    """Returns when a version was seen that is newer than at the fault before: the next one strikes a job at work."""
    last = result["versions_at"][-1] if result["versions_at"] else 0
    await_true("a version behind %d" % last, LIMIT, lambda: run.newest() > last)
    result["versions_at"].append(run.newest())


def again(cluster, fault, n, result):
    """The fault, and the time until all tasks run for good, which a checkpoint begun after it shows."""
    if cluster.state() == "FINISHED":
        raise Failed("the job was done before round %d" % (n + 1))
    restores = cluster.restores()
    begin = time.monotonic()
    fault.do(cluster, n)
    since = time.time() * 1000
    begin = time.monotonic() if fault.lasts else begin
    running = None
    while True:
        complete = cluster.checkpointed_since(since)
        state = cluster.state()
        now = time.monotonic() - begin
        if state not in ("RUNNING", "FINISHED"):
            running = None
        elif running is None:
            running = now
        if running is not None and (complete or state == "FINISHED"):
            break
        if running is None and now > LIMIT or now > 3 * LIMIT:
            raise Failed("round %d: after %d s the job is %s, without a checkpoint" % (n + 1, now, state))
        time.sleep(0.2)
    result["running_s"].append(round(running, 1))
    result["checkpoint_s"].append(round(now, 1))
    print("  %s round %d: running after %.1f s, checkpoint after %.1f s" % (result["fault"], n + 1, running, now), flush=True)
    if fault.restores and state != "FINISHED" and cluster.restores() <= restores:
        raise Failed("round %d: the job was not restored: the fault was none" % (n + 1))
    if running > LIMIT:
        raise Failed("round %d: running again after %.0f s, not within %d" % (n + 1, running, LIMIT))
