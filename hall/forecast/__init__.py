"""How long people will wait and what moving windows would do: pure forecasts, naming their method.

The hall tells waits by `queue_length` so far. The engine that runs the hall forward, the forecaster
on it and the advisers are tested here by themselves; the controller does not ask them yet.
"""
