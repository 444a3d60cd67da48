"""Everything that leaves: positions, the figure, the page, the files."""
