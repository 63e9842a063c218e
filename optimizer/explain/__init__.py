"""Why a plan is as it is: what binds, what one more would buy, why hard demands collide and what would mend it."""
