"""The demo's two invented councils: who is in them, what their plans say, and the year they have had."""
