/** Path patterns of the settings file. They come from the audited repository, so matching never takes more than pattern × path. */

/**
 * True for texts that match the whole pattern. `*` stands for any characters but `/`, `?` for one of them, `**` between slashes for
 * any number of folders, none included; everything else stands for itself. A leading `./` is ignored.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const wanted = pattern.replace(/^\.\//, "").split("/");
  return (path) => {
    const segments = path.replace(/^\.\//, "").split("/");
    return matchesWithGaps(segments.length, wanted.length, {
      isGap: (at) => wanted[at] === "**",
      fits: (at, segment) => segmentMatches(segments[segment] ?? "", wanted[at] ?? ""),
    });
  };
}

/** One folder or file name, or any name without a path: `*` stands for any characters, `?` for one. */
export function segmentMatches(name: string, pattern: string): boolean {
  return matchesWithGaps(name.length, pattern.length, {
    isGap: (at) => pattern[at] === "*",
    fits: (at, character) => pattern[at] === "?" || pattern[at] === name[character],
  });
}

interface Pieces {
  isGap(at: number): boolean;
  fits(at: number, element: number): boolean;
}

/**
 * Greedy matching: each gap takes as little as possible and is widened when the rest does not fit. Only the last gap is ever widened,
 * because what came before it has already matched as early as it can.
 */
function matchesWithGaps(elements: number, pieces: number, { isGap, fits }: Pieces): boolean {
  let element = 0;
  let piece = 0;
  let gap = -1;
  let gapEnd = 0;
  while (element < elements) {
    if (piece < pieces && isGap(piece)) {
      gap = piece;
      gapEnd = element;
      piece += 1;
    } else if (piece < pieces && fits(piece, element)) {
      piece += 1;
      element += 1;
    } else if (gap !== -1) {
      gapEnd += 1;
      element = gapEnd;
      piece = gap + 1;
    } else return false;
  }
  while (piece < pieces && isGap(piece)) piece += 1;
  return piece === pieces;
}
