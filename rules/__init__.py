"""Every number and verdict as pure functions: no clock, no I/O, no chance, no floats in money or power."""
