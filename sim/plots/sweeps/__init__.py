"""What the figures of a sweep share: which points are drawn, and surfaces and curves through them with what is not known of them."""
