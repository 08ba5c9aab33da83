"""How long things take, and how much memory they hold. Each module runs by itself; ``make bench`` runs all but the soak."""
