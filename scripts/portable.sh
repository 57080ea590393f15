#!/usr/bin/env bash
# The rules engine alone, installed as a package without Rasa, on every Python 3.10 to 3.13 there is.
set -euo pipefail
cd "$(dirname "$0")/.."
UV=$PWD/.tools/bin/uv
# pyenv keeps its Pythons off the path.
for folder in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin; do
  PATH=$PATH:$folder
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Away from the sources, so that what is tested is what was installed.
cp -r pyproject.toml tests "$scratch"
tried=0
for version in 3.10 3.11 3.12 3.13; do
  if ! "$UV" python find --quiet "$version" > /dev/null 2>&1; then
    echo "Python $version：这里没有，跳过。"
    continue
  fi
  python=$scratch/$version/bin/python
  "$UV" venv --quiet --python "$version" "$scratch/$version"
  "$UV" pip install --quiet --python "$python" ".[sentences]" pytest pytest-asyncio hypothesis
  printf 'Python %s：' "$version"
  (cd "$scratch" && "$python" -m pytest -q -p no:cacheprovider tests/eligibility | tail -1)
  tried=$((tried + 1))
done
rm -rf build ./*.egg-info
test "$tried" -gt 0
