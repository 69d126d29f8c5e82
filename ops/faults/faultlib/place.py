"""A place of its own: a network and mounts that nobody else sees, and that are gone when the script is."""
import os
import shutil
import subprocess
import sys

from .cluster import await_true

MARK = "POEEM_FAULTS_PLACE"
BROKER = "127.0.0.2"


def enter():
    """Runs this script again inside; returns whether it is inside. Where that is not permitted, it stays outside."""
    if os.environ.get(MARK):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return True
    how = ["unshare", "--net", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    tools = all(shutil.which(tool) for tool in ("unshare", "ip", "mount"))
    probe = "ip link set lo up && ip route add blackhole %s/32 table local && mount -t tmpfs none /mnt" % BROKER
    if tools and subprocess.run(how + ["sh", "-c", probe], capture_output=True).returncode == 0:
        os.environ[MARK] = "1"
        os.execvp(how[0], how + [sys.executable] + sys.argv)
    return False


def cut():
    """What is sent to the broker's address is lost, from everybody."""
    subprocess.run(["ip", "route", "add", "blackhole", BROKER + "/32", "table", "local"], check=True)


def mend():
    subprocess.run(["ip", "route", "del", "blackhole", BROKER + "/32", "table", "local"], check=True)


def small_disk(directory, megabytes):
    os.makedirs(directory, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dm" % megabytes, "none", directory], check=True)


def unmount(directory):
    subprocess.run(["umount", "--lazy", directory], check=False)


def writable(directory, yes):
    """It is busy for as long as a file is open there to be written."""
    remount = ["mount", "-o", "remount," + ("rw" if yes else "ro"), directory]
    await_true("remounted: " + directory, 10, lambda: subprocess.run(remount, capture_output=True).returncode == 0, 0.05)
