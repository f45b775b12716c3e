"""THE PAGE TO PLAY WITH: stories under sliders, results, and what stands behind them, in a browser on this machine alone (`sim serve`).

`app` is what Streamlit runs; `views/` its pages (a folder `pages` would be run by Streamlit itself),
`charts/` draw a result with Plotly, `player` has a story played beside the page.
"""
