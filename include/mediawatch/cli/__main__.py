"""`python -m mediawatch.cli`, the same as `mediawatch`."""

from mediawatch.cli import main

if __name__ == "__main__":
    main()
