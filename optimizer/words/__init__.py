"""The words and letters that every room uses: what can be shown, and what things are called in both languages."""
