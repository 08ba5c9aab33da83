# `make run` starts Forklore, `make test` tests it. Both install what they need into .venv, the first time only.
# Needed beforehand: Debian or Ubuntu with git, make, and Python 3.11 or newer with its venv module.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: help run install test lint format bench doctor site clean

help:
	@echo 'make run      start the bot: the practice page, or Discord when .env has a DISCORD_TOKEN'
	@echo 'make install  only install'
	@echo 'make test     run every test'
	@echo 'make lint     check style, format and types'
	@echo 'make format   put the code in the house format'
	@echo 'make bench    measure'
	@echo 'make site     make the reference site of all cards and demos, in build/site'
	@echo 'make doctor   say which protections of the sandbox work on this machine'
	@echo 'make clean    remove .venv and everything else that was built'

run: $(VENV)/installed
	@$(PY) -m bot

install: $(VENV)/installed

doctor: $(VENV)/installed
	@$(PY) -m demos doctor

test: $(VENV)/installed-test
	@bash .ci/packages $(PY)
	$(PY) -m pytest --numprocesses auto $(ARGS)

lint: $(VENV)/installed-test
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

format: $(VENV)/installed-test
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

bench: $(VENV)/installed
	$(PY) -m benchmarks

site: $(VENV)/installed-site
	@$(PY) -m cogs.explain site build/site

clean:
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Order-only: the time stamp of .venv/bin/python is that of the interpreter it points to.
$(VENV)/installed: pyproject.toml | $(PY)
	@echo 'Installing Forklore into $(VENV) ...'
	@$(PY) -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-site: pyproject.toml | $(PY)
	@echo 'Installing Forklore and what makes its site into $(VENV) ...'
	@$(PY) -m pip install --quiet --editable '.[site]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-test: pyproject.toml | $(PY)
	@echo 'Installing Forklore and its test tools into $(VENV) ...'
	@$(PY) -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/installed

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo 'Forklore needs Python 3.11 or newer. Have another? make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo 'The venv module is missing: sudo apt-get install python3-venv' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
