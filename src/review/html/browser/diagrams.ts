/** Diagrams that are wider than the page can be made as wide as it. */
import { all, button } from "./element.ts";

export function addFitButtons(): void {
  for (const figure of all("main figure")) {
    const frame = figure.querySelector(".scroll");
    const drawing = frame?.querySelector("svg");
    // What is folded has no width yet.
    const room = frame?.clientWidth || document.body.clientWidth;
    if (!drawing || drawing.width.baseVal.value <= room) continue;
    const press = button("Fit to width", () => {
      press.textContent = drawing.classList.toggle("fitted") ? "Full size" : "Fit to width";
    });
    figure.querySelector("figcaption")?.append(press);
  }
}
