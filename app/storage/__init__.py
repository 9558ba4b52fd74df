"""What the program keeps: two SQLite files, pictures, backups. No Qt."""
