# The commands of everyday work. `make demo` and `make test` install what is missing and need nothing else first.

PREFIX ?= /usr/local
RELEASE_FLAGS = -c release --static-swift-stdlib --product cio-console
RELEASE = .build/release/cio-console
SOURCES = Package.swift Sources Tests

.PHONY: help demo test torture chaos bench bench-view deps build release install lint format screenshots

help:
	@echo "make demo         install what is missing, build, open the console on made-up people"
	@echo "make test         install what is missing, lint, run all tests"
	@echo "make torture      kill the program and the store's writers at 200 random moments, and look what is left"
	@echo "make chaos        10,000 calls at a sandbox where everything goes wrong at random"
	@echo "make bench        measure the program beside the least that a terminal program costs, less and htop"
	@echo "make bench-view   measure the reader of JSON beside jq | less, vim, visidata and jq; part of make bench"
	@echo "make deps         install what building and testing need from Debian's packages"
	@echo "make build        build for development"
	@echo "make release      build the program that is installed: static standard library, stripped"
	@echo "make install      copy it to PREFIX/bin (PREFIX=$(PREFIX))"
	@echo "make lint         check the formatting; make format mends it"
	@echo "make screenshots  take the pictures in screenshots/ from the running program"

demo: release
	$(RELEASE) --demo

deps:
	@scripts/install-dependencies

build: deps
	swift build --product cio-console

release: deps
	swift build $(RELEASE_FLAGS)
	@# The names go into a file of their own, by which crash notes are read.
	@if readelf -S $(RELEASE) | grep -q '\.symtab'; then objcopy --only-keep-debug $(RELEASE) $(RELEASE).debug && strip $(RELEASE); fi

install:
	@test -x $(RELEASE) || $(MAKE) release
	install -D -m 0755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/cio-console

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

test: deps lint
	swift build --build-tests
	swift test --skip-build

torture: deps
	swift build --build-tests
	CIO_CONSOLE_TORTURE=200 swift test --skip-build --filter TortureTests

chaos: deps
	swift build --build-tests
	CIO_CONSOLE_CHAOS=10000 swift test --skip-build --filter ChaosTests

bench: release bench-view
	@for program in less htop; do \
	  command -v $$program >/dev/null || { echo "bench compares with $$program: install it first" >&2; exit 1; }; done
	@mkdir -p .build/bench
	$(CC) -O2 -o .build/bench/floor Benchmarks/Terminal/floor.c -lncursesw -ltinfo
	$(CC) -O2 -shared -fPIC -o .build/bench/slices.so Benchmarks/Terminal/slices.c
	Benchmarks/Terminal/bench.py $(RELEASE) .build/bench/floor .build/bench/slices.so .build/bench/home

bench-view: release
	@command -v jq >/dev/null || { echo "bench-view compares with jq: install it first" >&2; exit 1; }
	Benchmarks/Reading/bench.py $(RELEASE) .build/bench/reading

screenshots: release
	scripts/screenshots $(RELEASE) screenshots
