"""The one room that knows Pyomo's insides and HiGHS: from a model and an order of goals to a solution."""
