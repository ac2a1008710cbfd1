/** Opens and closes what can be folded. */
import { all, element } from "./element.ts";

const folds = (): HTMLDetailsElement[] => all<HTMLDetailsElement>("main details");

export function startFolding(): void {
  const toggle = element("#unfold", HTMLElement);
  toggle.hidden = folds().length === 0;
  toggle.addEventListener("click", () => {
    const open = toggle.textContent === "Expand all";
    for (const fold of folds()) fold.open = open;
    toggle.textContent = open ? "Collapse all" : "Expand all";
  });
  addEventListener("hashchange", openTarget);
  openTarget();
  unfoldForPrint();
  foldContents();
}

/** A link may lead into something that is folded. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let closed = target?.parentElement?.closest<HTMLDetailsElement>("details:not([open])");
  if (target === null || !closed) return;
  for (; closed; closed = closed.parentElement?.closest<HTMLDetailsElement>("details:not([open])")) closed.open = true;
  target.scrollIntoView();
}

function unfoldForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = folds().filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}

/** On a narrow screen the contents would stand before everything else. */
function foldContents(): void {
  const contents = element("nav > details", HTMLDetailsElement);
  const wide = matchMedia("(min-width: 64rem)");
  const fold = (): void => {
    contents.open = wide.matches;
  };
  wide.addEventListener("change", fold);
  contents.addEventListener("click", (event) => {
    if (!wide.matches && event.target instanceof HTMLAnchorElement) contents.open = false;
  });
  fold();
}
