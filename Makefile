# Two commands: `make run` starts the assistant, `make test` checks everything.
# Wanted beforehand: Python 3.11, make, a package index. Everything else goes into .tools and .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 5005
ACTION_PORT ?= 5055
LOCK := requirements/bot.lock
UV := .tools/bin/uv
PY := .venv/bin/python
STAMP := .venv/.synced
BESIDE := .venv-openfisca
# Packages are small and many; a slow index should not end an installation.
export UV_HTTP_TIMEOUT ?= 180
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help run train test portable bench evaluate lock environment python-3.11
MAKEFLAGS += --no-print-directory

help:
	@echo "make run     启动聊天页（第一次会安装环境并训练模型）"
	@echo "make test    全部检查和测试"
	@echo "make portable  规则引擎单独安装，在各版 Python 上测试"
	@echo "make bench   测量并列表：算一户、一轮对话、启动、内存、页面大小"
	@echo "make evaluate  量理解：意图、事实、数目、地名、快慢，在没人训练过的句子上"
	@echo "make lock    重新生成 $(LOCK) 等锁文件"

run: environment
	@exec $(PY) -m bot run --port $(PORT) --action-port $(ACTION_PORT)

train: environment
	@$(PY) -m bot train

test: environment
	@bash scripts/test.sh

portable: $(UV)
	@bash scripts/portable.sh

bench: environment $(BESIDE)/.synced
	@$(PY) -m bot train
	@$(PY) -m benchmarks

evaluate: environment
	@$(PY) -m bot train
	@$(PY) -m benchmarks.understanding

# What the rules engine is measured against; nothing else uses it.
$(BESIDE)/.synced: requirements/openfisca.lock $(UV)
	@echo "正在安装 OpenFisca（$(BESIDE)，约 80 MB）……"
	@test -x $(BESIDE)/bin/python || $(UV) venv --quiet --python "$(PYTHON)" $(BESIDE)
	@$(UV) pip sync --quiet --python $(BESIDE)/bin/python --require-hashes requirements/openfisca.lock
	@touch $@

environment: $(STAMP)

$(STAMP): $(LOCK) $(UV)
	@echo "正在按 $(LOCK) 安装环境（.venv，约 2.5 GB）……"
	@test -x $(PY) || $(UV) venv --quiet --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --python $(PY) --require-hashes $(LOCK)
	@touch $@

$(UV): requirements/tools.lock | python-3.11
	@echo "正在安装 uv（.tools）……"
	@"$(PYTHON)" -m venv .tools || { \
	  rm -rf .tools; echo "$(PYTHON) 不能建虚拟环境（Debian：apt-get install python3-venv）。" >&2; exit 1; }
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.lock
	@touch $@

python-3.11:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  found=$$("$(PYTHON)" --version 2>&1) || found=没有; \
	  echo "需要 Python 3.11（Rasa 3.6.21 只在它上面试过），找到的是：$$found。" >&2; \
	  echo "装好后重来，或指明位置：make PYTHON=/path/to/python3.11 run" >&2; exit 1; }

lock: $(UV)
	@$(UV) pip compile --quiet --python-version 3.11 --override requirements/overrides.txt \
	  --generate-hashes --no-header requirements/bot.in --output-file $(LOCK)
	@$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-header \
	  requirements/tools.in --output-file requirements/tools.lock
	@$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-header \
	  requirements/openfisca.in --output-file requirements/openfisca.lock
