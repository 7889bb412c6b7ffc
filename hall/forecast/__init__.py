"""How long people will wait: pure forecasts, each naming its method."""
