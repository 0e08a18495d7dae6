# What a person types. Each target works on a fresh machine.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.PHONY: demo build test lint bench fuzz clean

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
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks Fuzzing

bench: build
	scripts/install-system-packages.sh --bench
	for product in RenderBench SegmentBench TransportBench TransportSink SigningBench ConstantPage; do
	  swift build -c release --product $$product $(STRICT)
	done
	Benchmarks/run.sh .build/release/stamkund

# A million inputs by default; see Fuzzing/README.md.
FUZZ_TARGET := LiquidFuzzer
RUNS := 1000000
SEED := 20261122
fuzz:
	scripts/install-system-packages.sh
	Fuzzing/run.sh $(FUZZ_TARGET) $(RUNS) $(SEED)

clean:
	rm -rf .build
