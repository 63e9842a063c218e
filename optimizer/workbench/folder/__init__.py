"""What lies in the workbench's folder, found, listed and made ready to be shown."""
