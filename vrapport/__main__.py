"""Run vrapport where its command is not on the path: `python -m vrapport`."""

from vrapport.cli import main

if __name__ == "__main__":
    main()
