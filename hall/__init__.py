"""The service hall: its controller, its rules, its records and its web pages."""
