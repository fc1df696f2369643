"""The area of a unit that files for its staff: a spreadsheet, and where each filing of it stands."""
