"""How many bytes the chat page costs whoever opens it."""

from __future__ import annotations

import gzip
import re
import urllib.request
from urllib.parse import urljoin

from benchmarks.report import Row
from bot.service.environment import LOOPBACK

_REFERRED = re.compile(r"""(?:src|href)=["']?([^"'\s>]+\.(?:css|js|svg|png|ico|woff2?))""")


def measure(port: int) -> list[Row]:
    """One row: the page and what it refers to, as sent and compressed."""
    address = f"http://{LOOPBACK}:{port}/chat/"
    page = _get(address)
    parts = sorted({urljoin(address, part) for part in _REFERRED.findall(page.decode())})
    bodies = [page, *(_get(part) for part in parts)]
    plain = sum(map(len, bodies)) / 1024
    packed = sum(len(gzip.compress(body)) for body in bodies) / 1024
    label = f"{plain:.1f} KB（gzip {packed:.1f} KB）"
    return [("聊天页的大小", label, f"{len(bodies)} 个文件；目标 ≤ 60 KB")]


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        body: bytes = answer.read()
        return body
