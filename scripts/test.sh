#!/usr/bin/env bash
# Everything that can fail, quickest first. Stops at the first step that does.
# CI_REQUIRE_PARTS=1: a part that is missing (a browser, the stories) is a failure, not a skip.
set -euo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
STEPS=8
n=0

step() {
  n=$((n + 1))
  printf '\n[%d/%d] %s\n' "$n" "$STEPS" "$1"
}

step "代码风格（ruff）"
.venv/bin/ruff check .

step "类型（mypy）"
.venv/bin/mypy

step "单元测试和家庭案例（pytest，不启动服务）"
$PY -m pytest -q -m "not server and not browser"

step "对话模型（只在内容有改动时训练，约一分钟）"
$PY -m bot train

step "检查训练数据（rasa data validate，约 20 秒）"
$PY scripts/check_rasa.py data

step "按故事检查对话规则（rasa test core，约 30 秒）"
$PY scripts/check_rasa.py stories

step "浏览器和中文字体"
bash scripts/browser_parts.sh

step "对话和页面（启动两个服务，pytest）"
$PY -m pytest -m "server or browser"
