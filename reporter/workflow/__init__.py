"""The use cases: wiring of the rooms, no rule of its own."""
