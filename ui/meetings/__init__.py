"""What the page of meetings is made of: its list, attendance, details, what is missing, and the meeting after."""
