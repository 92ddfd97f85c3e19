"""What keeps unattended runs going for years: locks, time budgets, logs, disk space, schedules."""
