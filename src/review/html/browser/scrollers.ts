/** Only what can be scrolled is a stop for the keyboard. */
import { all } from "./element.ts";

export function watchScrollers(): void {
  const check = (of: Element): void => {
    const reaches = of.scrollWidth > of.clientWidth || of.scrollHeight > of.clientHeight;
    if (of.clientWidth === 0) return;
    if (reaches) of.setAttribute("tabindex", "0");
    else of.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) check(target);
  });
  for (const scroller of all(".scroll, .code pre")) observer.observe(scroller);
}
