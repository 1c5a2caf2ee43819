"""What came back: one returned file to a submission with its problems."""
