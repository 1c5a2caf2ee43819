"""领导专报: two pages for leaders."""
