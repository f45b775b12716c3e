"""What Streamlit runs for everybody who looks at the page: the pages by name, and the one that is asked for."""

from __future__ import annotations

import streamlit as st

from sim.dashboard.views import meaning, play, results, write

st.set_page_config("sim", layout="wide", initial_sidebar_state="auto", menu_items={"Get help": None, "Report a bug": None, "About": None})
st.html("""<style>
[data-testid="stMainBlockContainer"] {padding-top: 4rem}
[data-testid="stMainBlockContainer"] h1 {font-size: 2rem}
[data-testid="stMainBlockContainer"] h2 {font-size: 1.4rem}
[data-testid="stMainBlockContainer"] h3 {font-size: 1.25rem}
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] {gap: .55rem}
[data-testid="stSidebarUserContent"] [data-testid="stCaptionContainer"] {margin-top: -1.1rem}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * {color: #5a5f66; opacity: 1}
@media (max-width: 800px) {[data-testid="stSidebar"] {max-width: 264px}}
@media (max-width: 560px) {
[data-testid="stElementContainer"]:has(.js-plotly-plot) {overflow-x: auto}
[data-testid="stElementContainer"] [data-testid="stFullScreenFrame"]:has([data-testid="stPlotlyChart"]) {min-width: 500px}}
</style>""")
PAGES = {
    "play": st.Page(play.page, title="Play", url_path="play", default=True),
    "results": st.Page(results.page, title="Results", url_path="results"),
    "meaning": st.Page(meaning.page, title="What it means", url_path="meaning"),
    "write": st.Page(write.page, title="Write", url_path="write"),
}
current = st.navigation(list(PAGES.values()), position="top")
if (wanted := st.session_state.pop("go", None)) is not None:
    st.switch_page(PAGES[wanted])
current.run()
