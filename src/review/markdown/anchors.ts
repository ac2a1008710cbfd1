/** Targets of links within the document, made so that they hold on every site. */

/**
 * Sites make ids of headings, each in its own way and from texts of the audited repository, but never with a full stop: ours cannot be
 * taken for one of them.
 */
export function anchorOf(id: string): string {
  return `part.${id.replace(/[^\w-]/gu, (character) => `.${(character.codePointAt(0) ?? 0).toString(16)}.`)}`;
}

/** Some sites keep the one attribute, some the other. */
export function anchor(id: string): string {
  return `<a id="${anchorOf(id)}" name="${anchorOf(id)}"></a>`;
}
