/** The contents show where the reader is. */
import { all } from "./element.ts";

export function followReader(): void {
  const links = new Map(all<HTMLAnchorElement>("nav a").map((link) => [link.hash.slice(1), link]));
  const inView = new Set<Element>();
  let current: HTMLAnchorElement | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inView.add(target);
        else inView.delete(target);
      }
      // The innermost is the last one in the document.
      const shown = sections.filter((section) => inView.has(section) && isSeen(links.get(section.id))).at(-1);
      const next = shown === undefined ? undefined : links.get(shown.id);
      if (next === undefined || next === current) return;
      current?.removeAttribute("aria-current");
      next.setAttribute("aria-current", "true");
      current = next;
    },
    { rootMargin: "-15% 0px -80% 0px" },
  );
  const sections = all("main section").filter(({ id }) => links.has(id));
  for (const section of sections) observer.observe(section);
}

/** Links in a closed list are not. */
function isSeen(link: HTMLAnchorElement | undefined): boolean {
  return link?.closest("nav details details:not([open])") === null;
}
