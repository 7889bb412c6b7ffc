"""The kiosk's screen: a citizen finds the one thing and takes a number."""
