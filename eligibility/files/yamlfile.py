"""The only reader of YAML: refuses a key given twice, which PyYAML silently overwrites."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from eligibility.errors import PackError

# libyaml reads the packs six times as fast, where PyYAML was built with it.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeyLoader(_Loader):  # type: ignore[misc, valid-type]
    """SafeLoader that refuses duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen and key != "<<":
                line = key_node.start_mark.line + 1
                raise yaml.constructor.ConstructorError(
                    None, None, f"第 {line} 行：“{key}”写了两次，请删去一个", key_node.start_mark
                )
            seen.add(key)
        return dict(super().construct_mapping(node, deep))


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a file; PackError with file and line when it is not valid YAML."""
    content = _content(path)
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise PackError([f"{path.name}：最外层应是键值对"])
    return content


def read_yaml_list(path: Path) -> list[Any]:
    """The list in a file; PackError when it is none."""
    content = _content(path)
    if not isinstance(content, list):
        raise PackError([f"{path.name}：最外层应是列表"])
    return content


def _content(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _UniqueKeyLoader)
    except FileNotFoundError:
        raise PackError([f"{path.name}：没有这个文件"]) from None
    except yaml.YAMLError as error:
        raise PackError([f"{path.name}：{_plain(error)}"]) from None


def _plain(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    where = "" if mark is None or "第" in problem else f"第 {mark.line + 1} 行："
    plain = problem if "写了两次" in problem else f"不是 YAML，请看缩进、冒号和引号（{problem}）"
    return f"{where}{plain}"
