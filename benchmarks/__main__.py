"""Runs every benchmark, one after the other."""

from __future__ import annotations

from benchmarks import memory, overhead, picture, throughput

for benchmark in (overhead, throughput, memory, picture):
    benchmark.main()
