# The README's two commands are `make demo` and `make test`; `make help` names the others.
SHELL := /bin/bash
PY := .venv/bin/python
ROOMS := hall devices kiosk display simulators tests
ARGS ?=
export ARGS

.DEFAULT_GOAL := help
.PHONY: help setup demo test check style qml types layers dead needed format bench bench-forecast screens soak power-cuts broker-kills contract lock clean

help: ## names the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1	/' | expand -t 24

setup: ## prepares .venv and what is missing for `make demo`
	@./setup.sh demo

demo: setup ## runs the whole hall on simulated hardware; options in ARGS="..."
	@exec .venv/bin/hall-demo $(ARGS)

test: ## runs the tests; a selection in ARGS="..."
	@./setup.sh test
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

check: ## judges the code: style, types, layers, dead code, dependencies
	@./setup.sh test
	@mkdir -p build
	@$(MAKE) --no-print-directory --keep-going style qml types layers dead needed

style:
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .

qml:
	@.venv/bin/pyside6-qmllint --unqualified disable --missing-property info --max-warnings 0 \
		$$(git ls-files --cached --others --exclude-standard '*.qml') > build/qml.txt 2>&1 \
		|| { grep -A2 Warning build/qml.txt; exit 1; }

types:
	@.venv/bin/mypy

layers:
	@.venv/bin/lint-imports --no-logo > build/layers.txt 2>&1 || { cat build/layers.txt; exit 1; }

dead:
	@$(PY) .ci/dead_code.py

needed:
	@.venv/bin/deptry . --no-ansi > build/needed.txt 2>&1 || { cat build/needed.txt; exit 1; }

format: ## writes the code as the formatter would
	@./setup.sh test
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format --quiet .

screens: ## writes a picture of every state of the screens to build/screens
	@./setup.sh test
	@$(PY) -m tests.screens.pictures build/screens

bench: ## measures the hall; prints a table and writes build/bench.json
	@./setup.sh test
	@$(PY) -m tests.bench

bench-forecast: ## measures the forecast; the real queue's file, or parts of it, in ARGS="..."
	@./setup.sh test
	@$(PY) -m tests.bench.forecast $(ARGS)

.PHONY: soak-rules
soak-rules: ## plays 3000 days of random people by the rules alone; DAYS=... FIRST=... (a seed)
	@./setup.sh test
	@$(PY) -m tests.core.soak $(or $(DAYS),3000) $(FIRST)

.PHONY: soak-codecs
soak-codecs: ## misleads every codec for ten minutes; other seconds and seed in ARGS="..."
	@./setup.sh test
	@$(PY) -m tests.codecs.soak $(ARGS)

soak: soak-rules ## plays those days, then kills the hall 200 times and looks for what was lost
	@$(PY) -m tests.soak $(ARGS)

power-cuts: ## cuts the power under load 50 times, on a disk image (needs root)
	@./setup.sh test
	@$(PY) -m tests.power_cuts $(ARGS)

broker-kills: ## kills the broker under load 30 times, with two gateways and every request twice
	@./setup.sh test
	@$(PY) -m tests.broker_kills $(ARGS)

contract: ## writes the message contract as an AsyncAPI document
	@./setup.sh test
	@$(PY) -m hall.bus.asyncapi > hall/docs/asyncapi.yaml

lock: ## pins the requirements anew, from pyproject.toml
	@./setup.sh test
	@.ci/lock

clean: ## removes what was built; keeps .venv and the demo's data
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	@find $(ROOMS) -name __pycache__ -type d -prune -exec rm -rf {} +
