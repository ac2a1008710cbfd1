/** Buttons that copy code. */
import { all, button } from "./element.ts";

export function addCopyButtons(): void {
  for (const code of all("main .code")) {
    const copy = button("Copy", () => {
      void copied(code.querySelector("code")).then((done) => {
        copy.textContent = done ? "Copied" : "Selected: press Ctrl+C";
        setTimeout(() => (copy.textContent = "Copy"), 2000);
      });
    });
    code.prepend(copy);
  }
}

/** Where the clipboard is refused the text is selected. */
async function copied(code: Element | null): Promise<boolean> {
  if (code === null) return false;
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection()?.selectAllChildren(code);
    return false;
  }
}
