"""The fit of the speed model's constants on the measured rows: `make calibrate`. Needs numpy."""
