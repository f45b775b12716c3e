"""What every figure shares: the style, the lettering, the page, panels, labels, findings, files."""
