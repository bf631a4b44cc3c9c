"""Lists of people and of other records, brought in from spreadsheets."""
