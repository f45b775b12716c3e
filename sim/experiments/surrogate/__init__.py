"""What an outcome is between the points of a sweep: a surface or curve through them, with what is not known of it (a surrogate of the model)."""
