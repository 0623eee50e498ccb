"""A Squid that runs, on the loopback alone."""

import signal
import socket
import subprocess
import sys
import time

# So that a check that takes too long stops its Squid, too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
DEADLINE = 20
SETTINGS = """
http_port 127.0.0.1:{port}
follow_x_forwarded_for allow all
include {folder}/aks-egress.conf
hosts_file {folder}/hosts
dns_nameservers 127.0.0.1
dns_timeout 1 second
connect_retries 0
forward_max_tries 1
connect_timeout 1 second
shutdown_lifetime 0 seconds
visible_hostname check
pinger_enable off
cache deny all
cache_mem 1 MB
access_log {log}
cache_log {folder}/cache.log
cache_store_log none
pid_filename {folder}/squid.pid
coredump_dir {folder}
netdb_filename none
"""


class Squid:
    """A Squid of its own with this file, on a free port of the loopback."""

    def __init__(self, folder, known, keeps_log=False):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # Squid gives up root before it writes.
        folder.chmod(0o777)
        (folder / "hosts").write_text("".join(f"127.99.99.99 {name}\n" for name in known))
        settings = folder / "squid.conf"
        settings.write_text(SETTINGS.format(port=self.port, folder=folder, log=folder / "access.log" if keeps_log else "none"))
        self.log = folder / "cache.log"
        self.process = subprocess.Popen(["squid", "-N", "-f", settings], stderr=subprocess.DEVNULL)

    def __enter__(self):
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.02)
        self.__exit__()
        raise AssertionError(f"squid did not start: {self.log.read_text()[-300:]}")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def lets(self, method, target, source):
        """Whether it tries to serve this."""
        host = target.removeprefix("http://").split("/")[0]
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", f"X-Forwarded-For: {source}", "Connection: close"]
        with socket.create_connection(("127.0.0.1", self.port), DEADLINE) as stream:
            stream.sendall("\r\n".join([*lines, "", ""]).encode())
            status = stream.makefile("rb").readline().decode().split()[1]
        assert status in ("200", "403", "503"), status
        return status != "403"
