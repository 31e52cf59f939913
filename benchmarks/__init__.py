"""Measures of accuracy and speed on data that stays outside the project."""
