"""Machines and people that are not there: simulated devices, a crowd, and the demo."""
