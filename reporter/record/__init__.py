"""What is remembered: results of a period, both ways."""
