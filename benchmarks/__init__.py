"""How long things take, and how much memory they hold. ``make bench`` runs all of it but the soak."""
