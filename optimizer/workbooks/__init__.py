"""The one hand that writes Excel workbooks: safe options, names of sheets, sheets of lines."""
