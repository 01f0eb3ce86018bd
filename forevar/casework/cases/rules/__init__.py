"""What holds for every case, as tables and pure functions: codes, phases, bodies, tasks, closing."""
