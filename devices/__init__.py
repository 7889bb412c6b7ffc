"""The gateway: the process that speaks serial to devices and MQTT to the hall."""
