# What a person types. Each target works on a fresh machine.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.PHONY: demo build test lint bench clean

STRICT := --explicit-target-dependency-import-check error

demo: build
	scripts/demo.sh .build/release/stamkund

build:
	scripts/install-system-packages.sh
	swift build -c release --product stamkund $(STRICT)

test:
	scripts/install-system-packages.sh --tests
	swift build --build-tests $(STRICT)
	swift test --skip-build --disable-xctest

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

bench: build
	Benchmarks/run.sh .build/release/stamkund

clean:
	rm -rf .build
