# Two commands do everything on a fresh machine with Python >= 3.11 and make:
#   make report   builds every report into _site/
#   make test     runs every check that CI runs
#   make bench    measures how long reports take (about 25 minutes with Quarto); see docs/kinerja.md
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TOOLS := $(VENV)/ready-test
INSTALL := $(BIN)/python -m pip install --quiet
LOCK = $(BIN)/python -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet --no-header --no-annotate

.PHONY: report test lint bench lock clean

report: $(READY)
	$(BIN)/lkip build

# Two files at a time: many tests wait for builds that are killed, hang or run out of time.
test: $(TOOLS) lint
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(TOOLS)
	$(BIN)/python bench/build.py

# The locks for every supported Python, with the checksums of what may be installed: all packages, and of those what reports
# need. Run after changing the dependencies in pyproject.toml; make lock UPGRADE=--upgrade takes newer versions.
lock: $(TOOLS)
	$(LOCK) --all-extras $(UPGRADE) --output-file requirements-all.lock
	$(LOCK) --extra build --constraint requirements-all.lock --output-file requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lkip memerlukan Python 3.11 atau lebih baru: make PYTHON=python3.12 report")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $(READY)

# Notebooks are committed without what they show (.gitattributes); git has to be told by what, in each clone.
$(TOOLS): $(READY) requirements-all.lock
	$(INSTALL) --require-hashes --requirement requirements-all.lock
	-git config filter.nbstripout.clean '"$(abspath $(BIN))/nbstripout" --keep-id'
	touch $(TOOLS)

# Not the site: an office's own files may lie in it.
clean:
	rm -rf _build
