"""Work in processes of their own, which can be stopped and outlive the server."""
