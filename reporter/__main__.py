"""`python -m reporter` is the command `reporter`."""

from reporter.cli import main

if __name__ == "__main__":  # processes that read with this one import it too
    main()
