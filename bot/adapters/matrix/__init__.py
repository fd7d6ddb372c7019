"""Matrix, made from the declarations."""
