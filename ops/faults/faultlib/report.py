"""What is left behind: a summary for programs, a table for people."""
import json
import os


def write(summary, summary_file, table_file):
    for path, text in ((summary_file, json.dumps(summary, indent=1) + "\n"), (table_file, table(summary))):
        with open(path + ".new", "w") as f:
            f.write(text)
        os.replace(path + ".new", path)


def table(summary):
    rows = ["| fault | times, while clicks came | clicks/s | running again, s: median (most) | next checkpoint, s: median (most)"
            " | versions equal | verdict |",
            "|---|---|---|---|---|---|---|"]
    for fault in summary["faults"]:
        rows.append("| %s | %s, %s | %s | %s | %s | %d of %d | %s |" % (
            fault["fault"], times(fault), fault.get("fed", "-"), fault.get("clicks_per_s", "-"),
            middle(fault.get("running_s")), middle(fault.get("checkpoint_s")),
            fault.get("versions", 0), summary["versions"],
            fault["verdict"] + (": " + fault["reason"] if "reason" in fault else "")))
    return "\n".join(rows) + "\n"


def times(fault):
    done, of = fault.get("rounds", 0), fault.get("of", 0)
    return str(done) if done == of else "%d of %d" % (done, of)


def middle(values):
    if not values:
        return "-"
    ordered = sorted(values)
    half = len(ordered) // 2
    median = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return "%.1f (%.1f)" % (median, ordered[-1])
