"""What a run tells: its row in the database, progress, summary and verdict."""
