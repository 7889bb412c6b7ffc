"""How long people will wait and what moving windows would do: pure forecasts, naming their method.

`waits.forecaster` is asked every few seconds and `advice` every few minutes, by `hall.foreseeing`;
`queue_length` answers until then, and whenever the engine cannot. Nothing here knows a clock.
"""
