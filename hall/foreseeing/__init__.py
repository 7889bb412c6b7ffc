"""Foresight put together for a configured hall: engine, records, learning, adviser.

Between the program and the rooms that it wires. Nothing of the `[forecast]` extra is
imported before it is known to be there. What must not live here: rules, formulas, tables.
"""
