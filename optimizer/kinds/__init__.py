"""Every kind of sealed folder in one table: how it is read, checked, shown and reported."""
