"""民生实事专报: the livelihood items on their own."""
