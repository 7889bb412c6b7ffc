"""The rules of the queue: pure values in, pure values out.

`decide(hall, command, now)` answers with events or raises a `Refusal`; `apply(hall, event)` gives
the next hall. Nothing here knows a clock, a database, a socket or a log.
"""
