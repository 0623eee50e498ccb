"""A node, a router and the world, in network namespaces of their own: nothing leaves the machine.

The world answers every packet, at every address, with a refusal. So what is refused has passed the
router, and what gets no answer was dropped there.

Run as a program this is the node: it reads tasks as JSON, a line each, and answers so.
"""

import errno
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time

DNS = "10.255.0.1"
PATIENCE = 0.3
DEADLINE = 10


def enter():
    """Starts this check again as root of a network namespace of its own."""
    if "AKS_EGRESS_ROUTER" not in os.environ:
        os.environ["AKS_EGRESS_ROUTER"] = "1"
        os.execvp("unshare", ["unshare", "--map-root-user", "--net", "--mount", sys.executable, *sys.argv])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def sh(*words, inside=None):
    """Runs a command, here or in the namespace of a process."""
    there = ["nsenter", "--target", str(inside), "--net"] if inside else []
    subprocess.run([*there, *words], check=True, stdin=subprocess.DEVNULL)


def script(lines, inside=None):
    for line in lines.strip().splitlines():
        sh(*line.split(), inside=inside)


class Router:
    """This namespace, between the two others."""

    def __enter__(self):
        here = os.readlink("/proc/self/ns/net")
        # Both end with their input, however this ends.
        start = lambda *words: subprocess.Popen(["unshare", "--net", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.world, self.node = start("cat"), start(sys.executable, __file__)
        end = time.monotonic() + DEADLINE
        while any(os.readlink(f"/proc/{side.pid}/ns/net") == here for side in (self.world, self.node)):
            assert time.monotonic() < end, "no namespaces"
            time.sleep(0.01)
        for side in (self.world, self.node):
            script("ip link set lo up", side.pid)
        script(f"""
            ip link set lo up
            ip link add node type veth peer name eth0 netns {self.node.pid}
            ip link add world type veth peer name eth0 netns {self.world.pid}
            sysctl -q net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
            ip addr add {DNS}/32 dev node
            ip addr add fe80::1/64 dev node nodad
            ip addr add 203.0.113.1/30 dev world
            ip addr add fe80::1/64 dev world nodad
            ip link set node up
            ip link set world up
            ip route add default via 203.0.113.2
            ip route add default via fe80::2 dev world
        """)
        script("""
            sysctl -q net.ipv4.icmp_ratelimit=0 net.ipv4.icmp_msgs_per_sec=100000 net.ipv6.icmp.ratelimit=0
            ip addr add 203.0.113.2/30 dev eth0
            ip addr add fe80::2/64 dev eth0 nodad
            ip link set eth0 up
            ip route add default via 203.0.113.1
            ip route add default via fe80::1 dev eth0
            ip addr add 2001:db8:ffff::2/128 dev eth0 nodad
            ip rule add pref 10 to 203.0.113.1 lookup main
            ip rule add pref 100 lookup local
            ip rule del pref 0
            ip route add local default dev lo table local
            ip -6 rule add pref 100 lookup local
            ip -6 rule del pref 0
            ip -6 route add local default dev lo table local
        """, self.world.pid)
        script(f"""
            ip addr add fe80::3/64 dev eth0 nodad
            ip link set eth0 up
            ip route add default via {DNS} dev eth0 onlink
            ip route add default via fe80::1 dev eth0
        """, self.node.pid)
        self.known = set()
        return self

    def __exit__(self, *_):
        for side in (self.world, self.node):
            side.kill()
            side.wait()

    def add(self, address):
        """Gives the node one more address."""
        if address not in self.known:
            self.known.add(address)
            length, quick = (128, ["nodad"]) if ":" in address else (32, [])
            sh("ip", "addr", "add", f"{address}/{length}", "dev", "eth0", *quick, inside=self.node.pid)
            via = ["via", "fe80::3"] if ":" in address else []
            sh("ip", "route", "add", f"{address}/{length}", *via, "dev", "node")
            # The world is at every address but this.
            version = "-6" if ":" in address else "-4"
            sh("ip", version, "rule", "add", "pref", "10", "to", address, "lookup", "main", inside=self.world.pid)

    def ask(self, task, rows):
        """Lets the node do one thing with each row."""
        self.node.stdin.write(json.dumps([task, rows]) + "\n")
        self.node.stdin.flush()
        return json.loads(self.node.stdout.readline())


def resolve(rows):
    """Addresses that the router's DNS server gives for rows of source, name and record type."""
    return [query(*row) for row in rows]


def query(source, name, type):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    question = struct.pack(">6H", 7, 0x100, 1, 0, 0, 0) + labels + struct.pack(">BHH", 0, type, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.bind((source, 0))
        asker.settimeout(1)
        for _ in range(DEADLINE):
            asker.sendto(question, (DNS, 53))
            try:
                return asker.recv(4096)[7]
            except OSError:
                time.sleep(0.05)
    return 0


def passes(rows):
    """Whether packets pass, for rows of transport, source, address and port."""
    passed = []
    for at in range(0, len(rows), 400):
        batch = rows[at : at + 400]
        tries = [attempt(*row) for row in batch]
        patience, waiting = PATIENCE, {s.fileno(): at for at, s in enumerate(tries)}
        answered = [False] * len(batch)
        poll = select.poll()
        for fd in waiting:
            poll.register(fd, select.POLLIN | select.POLLERR | select.POLLHUP)
        while waiting and (ready := poll.poll(patience * 1000)):
            for fd, _ in ready:
                poll.unregister(fd)
                at = waiting.pop(fd)
                answered[at] = tries[at].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNREFUSED
        for each in tries:
            each.close()
        passed += answered
    return passed


def attempt(transport, source, address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    s = socket.socket(family, socket.SOCK_DGRAM if transport == "UDP" else socket.SOCK_STREAM)
    s.setblocking(False)
    s.bind((source, 0))
    s.connect_ex((address, port))
    if transport == "UDP":
        s.send(b"?")
    return s


if __name__ == "__main__":
    for line in sys.stdin:
        task, rows = json.loads(line)
        print(json.dumps({"resolve": resolve, "passes": passes}[task](rows)), flush=True)
