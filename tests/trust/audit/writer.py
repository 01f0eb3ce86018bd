"""A writer to be run as a process of its own: business row and entry in one transaction, then say so.

`python -m tests.trust.audit.writer prepare | write NAME COUNT | early NAME COUNT`. `early` has
the defect on purpose that it says so before the commit.
"""

import os
import sys
import time


def prepare() -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", "audit", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE business (name varchar(20), number integer, entry integer)")


def write(name: str, count: int, *, early: bool) -> None:
    from django.db import connection, transaction

    from forevar.kernel import clock
    from forevar.trust.audit import ledger

    for number in range(count):
        with transaction.atomic():
            index = ledger.append(
                action="screening.answer_noted",
                actor=name,
                at=clock.now(),
                case="lonn-482",
                details={"number": number},
            )
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO business VALUES (%s, %s, %s)", [name, number, index])
            if early:
                sys.stdout.write(f"{index}\n")
                sys.stdout.flush()
                time.sleep(0.005)
        if not early:
            sys.stdout.write(f"{index}\n")
            sys.stdout.flush()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
    import django

    django.setup()
    command, *rest = sys.argv[1:]
    if command == "prepare":
        prepare()
    else:
        write(rest[0], int(rest[1]), early=command == "early")


if __name__ == "__main__":
    main()
