"""Which ports are free."""

from __future__ import annotations

import socket

from bot.service.environment import LOOPBACK


class PortTaken(Exception):
    """Another program listens on a port that a server needs; the message says what to do."""


def require_free(ports: dict[str, int]) -> None:
    """Raises PortTaken for the first port somebody listens on.

    `ports` maps the option that chooses a port to the port, such as `{"--port": 5005}`.
    """
    if len(set(ports.values())) < len(ports):
        raise PortTaken(f"{'、'.join(ports)} 不能是同一个端口。")
    for option, port in ports.items():
        if not _is_free(port):
            raise PortTaken(
                f"端口 {port} 已被别的程序占用（也可能是上一次启动的还没有停）。"
                f"请先停掉它，或用 {option} 换一个端口。"
            )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
