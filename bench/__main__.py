"""`make bench`: every benchmark in turn, or those that are named: `python -m bench ledger`."""

import importlib
import os
import sys

BENCHES = ("guideline", "sealing", "ledger", "pages", "serving")


def main(names: list[str]) -> None:
    """Run the benchmarks named, or all of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
    for name in names or BENCHES:
        print(f"\n── {name} " + "─" * (60 - len(name)))
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
