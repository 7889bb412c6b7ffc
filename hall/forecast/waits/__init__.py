"""How long people will wait: formulas, runs, what the records teach, calibrated bands."""
