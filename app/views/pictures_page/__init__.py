"""The Pictures page: classes, the grid, the inbox."""
