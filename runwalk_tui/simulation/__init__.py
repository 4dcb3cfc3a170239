"""Virtual runners on the real rule, the report over them, and the promises that the rule is held to."""
