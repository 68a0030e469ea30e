"""Ratings on an open page: told by word and by shape, never by colour alone."""

from base64 import b64encode
from typing import Any

WORDS = {
    "rag-r": "off track",
    "rag-rnew": "off track",
    "rag-a": "at risk",
    "rag-g": "on track",
    "rag-b": "complete",
    "rag-n": "not started",
    "rag-u": "not rated",
}
WORDLESS = """words => {
  const said = (element) => (element.textContent || "").toLowerCase();
  const wrong = [];
  for (const use of document.querySelectorAll("body use")) {
    const word = words[use.getAttribute("href").slice(1)];
    if (!word || use.closest(".app-sprite")) continue;
    const holder = use.closest(".app-rag, label, a, button, li, p, td, th");
    if (!holder || !said(holder).includes(word)) wrong.push(`${use.getAttribute("href")} without “${word}”`);
  }
  for (const part of document.querySelectorAll("[class*=app-fill--]")) {
    const words = ["off track", "at risk", "on track", "complete", "not started"];
    if (!words.some((word) => said(part).includes(word))) wrong.push(`a bar part without its word: ${part.outerHTML}`);
  }
  for (const hidden of document.querySelectorAll(".app-rag, .app-bar")) {
    if (hidden.closest("[aria-hidden=true]") || hidden.querySelector("[aria-hidden=true]:not(svg):not(span)"))
      wrong.push(`hidden from screen readers: ${hidden.outerHTML}`);
  }
  return wrong;
}"""
PIXELS = """async (source) => {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0, 32, 32);
  const data = pen.getImageData(0, 0, 32, 32).data;
  const light = (at) => Math.round(0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2]);
  return Array.from({length: 1024}, (_, at) => light(4 * at));
}"""


def wordless(page: Any) -> list[str]:
    """Ratings on the page that are shown by shape or colour and not by their word."""
    found: list[str] = page.evaluate(WORDLESS, WORDS)
    return found


def grey(page: Any, element: Any) -> list[int]:
    """How light each of 32 by 32 points of an element is."""
    shot = b64encode(element.screenshot()).decode()
    points: list[int] = page.evaluate(PIXELS, f"data:image/png;base64,{shot}")
    return points


def share_that_differs(one: list[int], other: list[int], by: int = 40) -> float:
    """The share of points that are clearly lighter or darker in one than in the other."""
    return sum(abs(a - b) > by for a, b in zip(one, other, strict=True)) / len(one)
