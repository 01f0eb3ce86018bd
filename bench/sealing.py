"""Sealed values: opening 1,000 against bare Tink, 1,000 children's call names, and the barrier."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

VALUES = 1000
ROUNDS = 15
PAGE_BYTES = 12_000
GOAL_GUARD_MS = 2.0


def main() -> None:
    """Measure in a process of its own, so that its database touches no other benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/sealing.sqlite3"
        mine = {"FOREVAR_MODE": "test", "FOREVAR_VAR": folder, "FOREVAR_DATABASE_URL": url}
        subprocess.run(
            [sys.executable, "-m", "bench.sealing", "here"], env={**os.environ, **mine}, check=True
        )


def measure() -> None:
    """Fill a temporary SQLite with made-up children and print each cost beside its floor."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    for app in ("audit", "vaults", "identity", "whereabouts", "disclosure"):
        call_command("migrate", app, verbosity=0)
    cases = _children()
    _opening()
    _call_names(cases)
    _barrier(cases[0])


def _children() -> list[Any]:
    """Register made-up children in bulk, and say how fast that goes."""
    from forevar.kernel import clock, refs
    from forevar.trust.access.actors import Actor
    from forevar.trust.disclosure import services

    by = Actor(person=refs.PersonRef(refs.new_key()), name="")
    cases = [refs.CaseRef(f"bjork-{1000 + number}") for number in range(VALUES)]
    started = time.perf_counter()
    services.register_children(
        children=[
            services.NewChild(case, f"Navn{number}", "Kanarisen")
            for number, case in enumerate(cases)
        ],
        by=by,
        at=clock.now(),
    )
    spent = time.perf_counter() - started
    places = {"placement_name": "Solhaugen", "placement_address": "Kanarivegen 17"}
    for kind, value in places.items():
        services.set_whereabouts(case=cases[0], kind=kind, value=value, by=by, at=clock.now())
    print(f"register: {VALUES:,} children in {spent:.2f} s, {VALUES / spent:,.0f} a second")
    return cases


def _opening() -> None:
    """Open 1,000 values of one child, loaded already, against Tink over as many alike."""
    from tink import aead, new_keyset_handle

    from forevar.kernel import refs
    from forevar.trust.disclosure import opening
    from forevar.trust.vaults import sealing
    from forevar.trust.vaults.identity.models import Identity

    subject = refs.new_key()
    with sealing.keys_in_hand(subjects=[subject], create=["REAL"]):
        Identity.objects.bulk_create(
            Identity(
                subject=subject, field=f"f{n}", number=1, from_on="2026-11-21", value=f"tekst {n}"
            )
            for n in range(VALUES)
        )
    bare = new_keyset_handle(aead.aead_key_templates.AES256_GCM).primitive(aead.Aead)
    alike = [
        (bare.encrypt(f"tekst {n}".encode(), bound), bound)
        for n in range(VALUES)
        for bound in [b"REAL identity_identity value " + refs.new_key().encode() + b" 1"]
    ]

    def floor() -> None:
        for ciphertext, bound in alike:
            str(bare.decrypt(ciphertext, bound), "utf-8")

    rows = list(Identity.objects.filter(subject=subject))

    def ours() -> None:
        with opening.scope(surface="bench"):
            for row in rows:
                str(row.value)

    # Turn by turn, so that a busy machine slows both.
    rounds = [(_timed(floor), _timed(ours)) for _ in range(ROUNDS * 4)]
    lowest, spent = (min(side) for side in zip(*rounds, strict=True))
    print(
        f"open: {VALUES:,} sealed values {spent * 1e3:.2f} ms, "
        f"bare Tink {lowest * 1e3:.2f} ms, ratio {spent / lowest:.1f}"
    )


def _call_names(cases: list[Any]) -> None:
    from forevar.trust.disclosure import opening, selectors
    from forevar.trust.vaults import sealing

    def names() -> None:
        with opening.scope(surface="bench"):
            for name in selectors.call_names(cases).values():
                str(name)

    def cold() -> None:
        sealing._data_key.cache_clear()
        names()

    print(
        f"call names: {VALUES:,} children, links and queries included, "
        f"{_best(names) * 1e3:.1f} ms; with every key unwrapped anew {_best(cold) * 1e3:.1f} ms"
    )


def _barrier(case: Any) -> None:
    from forevar.trust.disclosure import egress, opening, selectors

    words = "<p class='linje'>Hun var på skolen i dag, og vakta ringte kl. 17.30 om møtet.</p>\n"
    page = words * (PAGE_BYTES // len(words))
    planted = page + "<p>De bor i Kanarivegen 17.</p>"

    def guard(text: str) -> Callable[[], None]:
        def once() -> None:
            with opening.scope(surface="bench") as scope:
                str(selectors.call_name(case))
                egress.guard(text, case, scope)

        return once

    def name_only() -> None:
        with opening.scope(surface="bench"):
            str(selectors.call_name(case))

    base = _best(name_only)
    clean, hit = _best(guard(page)) - base, _best(guard(planted)) - base
    print(
        f"barrier: a page of {len(page) / 1000:.0f} kB {clean * 1e3:.2f} ms, queries included "
        f"(goal {GOAL_GUARD_MS:.0f} ms); with something to mask {hit * 1e3:.2f} ms"
    )


def _best(work: Callable[[], None]) -> float:
    return min(_timed(work) for _ in range(ROUNDS))


def _timed(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    measure() if "here" in sys.argv else main()
