"""How good forecasts are: past days forecast again, each only from what was known at the time."""
