"""What every room speaks: problems, quantities, periods, marks. Imports nothing of the package."""
