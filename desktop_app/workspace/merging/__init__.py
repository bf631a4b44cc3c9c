"""Changes from elsewhere: taken in, and taken out again."""
