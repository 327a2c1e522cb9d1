"""``rantau``: the command line."""

from rantau.cli.main import main

if __name__ == "__main__":
    main()
