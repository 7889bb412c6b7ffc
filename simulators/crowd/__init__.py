"""Simulated citizens, clerks and raters: who would press what, and when; no input or output.

Time is pushed in by `Crowd.tick` and all chance comes from a seed, so that the same seed meets the
same hall with the same people. What must not live here: ports, threads, clocks (see `fleet`).
"""
