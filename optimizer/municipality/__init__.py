"""A new instance of any municipality: from measured inhabitants, national rates, and KOSTRA's counts where they are given."""
