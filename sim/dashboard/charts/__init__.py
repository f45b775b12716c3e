"""What a result looks like in Plotly: each a function from a result to a figure, of which the page knows nothing but that it is one."""
