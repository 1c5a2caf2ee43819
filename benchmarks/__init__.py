"""Benchmarks: the main job beside what a user would do instead, in one run."""
