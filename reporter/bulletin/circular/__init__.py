"""督查通报: the content of its five parts and annexes."""
