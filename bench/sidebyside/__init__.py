"""Measures process supervisors side by side, on the same work, in the same run."""
