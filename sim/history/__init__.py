"""The model beside the past: observed series, what the model says that they measure, and how well it does."""
