"""What can be clicked. Buttons and menus keep nothing in memory: their custom ids hold all that a click needs."""
