"""Checks a plan again in exact arithmetic, from the instance and the stored tables alone.

``check_tables`` and what it needs share no code with the formulation, Pyomo or HiGHS, nor with what made the tables:
the rules are written down a second time from their meaning, so that a fault in one of the two shows. Numbers are
``fractions.Fraction`` of the decimal text in the files. The instance is read by ``load`` into floats, which loses
nothing: a run's files are written with the shortest decimals that give the float back, so that ``Fraction(repr(x))`` is
the number in the file.
"""
