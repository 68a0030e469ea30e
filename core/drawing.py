"""Charts drawn in a process of their own: what vl-convert needs in memory and threads never reaches a web worker."""

import base64
from typing import Any

import vl_convert


def draw(asked: dict[str, Any]) -> list[str]:
    """Each of the `specs` (Vega-Lite) as SVG, or as PNG in base64 when `png` is its scale. Fonts are in `fonts`."""
    if asked["fonts"]:
        vl_convert.register_font_directory(asked["fonts"])
    if scale := asked.get("png"):
        pictures = (vl_convert.vegalite_to_png(spec, scale=scale) for spec in asked["specs"])
        return [base64.b64encode(picture).decode() for picture in pictures]
    return [vl_convert.vegalite_to_svg(spec) for spec in asked["specs"]]
