#!/usr/bin/env bash
# Chromium and a Chinese font for the page tests, from Debian, where they are missing and we may.
set -euo pipefail

missing=()
command -v chromium > /dev/null || missing+=(chromium)
if ! command -v fc-list > /dev/null || [ -z "$(fc-list :lang=zh)" ]; then
  missing+=(fontconfig fonts-noto-cjk)
fi
if [ ${#missing[@]} -eq 0 ]; then
  echo "已有 Chromium 和中文字体。"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo -n)
fi
if ! command -v apt-get > /dev/null || ! "${as_root[@]}" true 2> /dev/null; then
  echo "没有 ${missing[*]}，这里也不能安装：页面测试会跳过（apt-get install ${missing[*]} 后再试）。"
  exit 0
fi

log=$(mktemp)
echo "正在安装 ${missing[*]}……"
export DEBIAN_FRONTEND=noninteractive
if "${as_root[@]}" apt-get update > "$log" 2>&1 &&
  "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}" >> "$log" 2>&1; then
  echo "已安装。"
else
  tail -5 "$log"
  echo "安装没有成功：页面测试会跳过。"
fi
rm -f "$log"
