"""An instance as one Excel workbook: a sheet for each table and each list of the settings, written and read back."""
