"""What a manager could do: moving windows, trying a change, and how many clerks a day needs."""
