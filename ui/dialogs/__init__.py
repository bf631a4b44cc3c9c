"""Questions that the window asks in a small window of their own. None waits in a loop: each says what happens then."""
