"""What goes to one bureau: 督办单 and 催报函."""
