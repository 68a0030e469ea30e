// The page in the room: a clock on the item being heard. The page says the same in words without it.
(() => {
  "use strict";
  const loaded = performance.now();
  const clock = document.querySelector("[data-seconds]");

  const tick = () => {
    const seconds = Number(clock.dataset.seconds) + Math.floor((performance.now() - loaded) / 1000);
    const spent = Math.floor(seconds / 60);
    const planned = Number(clock.dataset.minutes);
    const over = spent > planned ? `, ${spent - planned} over` : "";
    clock.textContent = `${spent}:${String(seconds % 60).padStart(2, "0")} of ${planned} minute${planned === 1 ? "" : "s"}${over}`;
  };
  if (clock) {
    tick();
    window.setInterval(tick, 1000);
  }

  // After a panel was saved, the next thing can be typed at once.
  document.addEventListener("htmx:afterSettle", (event) => {
    const panel = event.target.closest && event.target.closest(".app-roompanel");
    if (!panel || document.activeElement !== document.body) return;
    const field = panel.querySelector("textarea, select, input:not([type=hidden])");
    if (field) field.focus();
  });
})();
