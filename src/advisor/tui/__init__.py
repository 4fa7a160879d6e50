"""The app: screens that show a plan and ask for a brief; they compute nothing."""
