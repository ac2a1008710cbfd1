/** Limits of the small readers; those of the shell parser are in `bash/budget.ts`. */

/** How many words and redirections of one script are read. */
export const wordLimit = 100_000;

export const tooLarge = "the script is too large to be read to its end";
export const tooDeep = "the script nests too deeply to be read in full";
