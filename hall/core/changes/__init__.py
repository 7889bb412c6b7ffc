"""What each event changes in the hall; total, without rules, settings or catalogue."""
