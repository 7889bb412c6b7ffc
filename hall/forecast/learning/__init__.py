"""What the hall learns from its own records: how long, how many, how patient, how fast."""
