"""Spoils inputs in every way a file can be spoiled, and looks at how the command ends.

Every input is made from its number and the seed alone, so that what is found can be made again.
"""
