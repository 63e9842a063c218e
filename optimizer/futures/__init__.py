"""Many futures: factors that are drawn, each laid over an instance as a what-if, and how a plan stands in them."""
