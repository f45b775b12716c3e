"""The pages, each a function that Streamlit runs again whenever something on it is touched."""
