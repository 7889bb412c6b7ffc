"""Simulated machines and people: the hall without hardware."""
