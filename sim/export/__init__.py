"""Hands results over in the forms that other programs read: CSV, Excel, NetCDF, Stata, Parquet, and a zip that plays again.

A result becomes tables whose every column says what it is (`columns`); each form is a module of its own that writes such tables.
"""
