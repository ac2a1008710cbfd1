/** Light, dark, or as the system has it. */
import { element } from "./element.ts";

const key = "circleci-secaudit-theme";
const themes = ["auto", "light", "dark"];
let current = themes.indexOf(remembered());

/** A file that was opened from a disk may have no storage. */
function remembered(): string {
  try {
    return localStorage.getItem(key) ?? "auto";
  } catch {
    return "auto";
  }
}

export function useTheme(): void {
  document.documentElement.dataset["theme"] = themes[current] ?? "auto";
}

export function startTheme(): void {
  const toggle = element("#theme", HTMLElement);
  const show = (): void => {
    useTheme();
    toggle.textContent = `Theme: ${themes[current] ?? "auto"}`;
  };
  toggle.addEventListener("click", () => {
    current = (Math.max(current, 0) + 1) % themes.length;
    show();
    try {
      localStorage.setItem(key, themes[current] ?? "auto");
    } catch {
      // Then it is forgotten with the page.
    }
  });
  show();
}
