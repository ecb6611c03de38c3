"""The page's look, as values of Gradio's theme; `page.css` has what a theme cannot say."""

from inspect import signature
from typing import Any

import gradio as gr

_INK, _SOFT, _EDGE, _LINE = "#20242a", "#5b6470", "#aeb6c0", "#d9dde3"
_PAPER, _GROUND, _ACCENT, _HOVER = "#fff", "#f4f5f2", "#1c4f7c", "#eaf1f7"
_BLUE = gr.themes.Color(
    "#f4f8fb", _HOVER, "#d3e2ee", "#aecbe0", "#7ba8c9", "#3f7aa8",
    _ACCENT, "#17436a", "#123554", "#0d273f", "#081a2a", name="jushi",
)  # fmt: skip
_LOOK: dict[str, str] = {
    "body_background_fill": _GROUND,
    "body_text_color": _INK,
    "body_text_color_subdued": _SOFT,
    "background_fill_primary": _PAPER,
    "background_fill_secondary": _GROUND,
    "border_color_primary": _LINE,
    "border_color_accent": _ACCENT,
    "color_accent": _ACCENT,
    "color_accent_soft": _HOVER,
    "link_text_color": _ACCENT,
    "link_text_color_visited": _ACCENT,
    "shadow_drop": "none",
    "shadow_drop_lg": "none",
    "block_background_fill": "transparent",
    "block_border_width": "0px",
    "block_padding": "0",
    "block_shadow": "none",
    "block_radius": "3px",
    "block_info_text_color": _SOFT,
    "block_label_background_fill": "transparent",
    "block_label_border_width": "0px",
    "block_label_shadow": "none",
    "block_label_text_color": _SOFT,
    "block_label_text_size": "*text_sm",
    "block_label_text_weight": "600",
    "block_title_background_fill": "transparent",
    "block_title_border_width": "0px",
    "block_title_padding": "0",
    "block_title_text_color": _SOFT,
    "block_title_text_size": "*text_sm",
    "block_title_text_weight": "600",
    "container_radius": "3px",
    "layout_gap": "14px",
    "accordion_text_color": _INK,
    "input_background_fill": _PAPER,
    "input_background_fill_focus": _PAPER,
    "input_border_color": _EDGE,
    "input_border_color_focus": _ACCENT,
    "input_border_width": "1px",
    "input_radius": "3px",
    "input_shadow": "none",
    "input_shadow_focus": f"0 0 0 1px {_ACCENT}",
    "input_placeholder_color": _SOFT,
    "checkbox_background_color": _PAPER,
    "checkbox_background_color_selected": _ACCENT,
    "checkbox_border_color": _EDGE,
    "checkbox_border_color_focus": _ACCENT,
    "checkbox_border_color_selected": _ACCENT,
    "checkbox_border_width": "1px",
    "checkbox_label_background_fill": _PAPER,
    "checkbox_label_background_fill_hover": _HOVER,
    "checkbox_label_background_fill_selected": _HOVER,
    "checkbox_label_border_color": _EDGE,
    "checkbox_label_border_color_selected": _ACCENT,
    "checkbox_label_border_width": "1px",
    "checkbox_label_shadow": "none",
    "checkbox_label_text_color": _INK,
    "checkbox_label_text_color_selected": _ACCENT,
    "button_border_width": "1px",
    "button_large_radius": "3px",
    "button_large_text_size": "*text_md",
    "button_large_padding": "*spacing_md calc(2 * *spacing_lg)",
    "button_small_radius": "3px",
    "button_primary_background_fill": _ACCENT,
    "button_primary_background_fill_hover": "#17436a",
    "button_primary_border_color": _ACCENT,
    "button_primary_text_color": "white",
    "button_primary_text_color_hover": "white",
    "button_secondary_background_fill": _PAPER,
    "button_secondary_background_fill_hover": _HOVER,
    "button_secondary_border_color": _EDGE,
    "button_secondary_border_color_hover": _ACCENT,
    "button_secondary_text_color": _INK,
    "button_secondary_text_color_hover": _ACCENT,
    **{
        f"button_{kind}_shadow{when}": "none"
        for kind in ("primary", "secondary", "cancel")
        for when in ("", "_hover", "_active")
    },
    "table_border_color": _LINE,
    "table_even_background_fill": _PAPER,
    "table_odd_background_fill": _PAPER,
}


def build_theme() -> Any:
    """The theme; the same on a desktop set to dark: official documents are read as on paper."""
    theme = gr.themes.Base(
        primary_hue=_BLUE,
        neutral_hue="slate",
        font=["Noto Sans CJK SC", "sans-serif"],
        font_mono=["monospace"],
    )
    dark = {name for name in signature(theme.set).parameters if name.endswith("_dark")}
    theme.set(**_LOOK)
    names = {name.removesuffix("_dark") for name in dark}
    return theme.set(**{f"{name}_dark": getattr(theme, name) for name in names})
