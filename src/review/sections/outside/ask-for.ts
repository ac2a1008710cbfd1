/** What tells a review more than the configuration does. */
import { code } from "../../document/build.ts";
import type { Piece } from "../../document/build.ts";

/** Sentences that say how to have the services asked. */
export function askFor(what: string): readonly Piece[] {
  return [
    `CircleCI and GitHub were not asked. With a token in \`CIRCLECI_TOKEN\` and one in \`GITHUB_TOKEN\`, `,
    code("circleci-secaudit collect"),
    ` reads the ${what} into a snapshot; `,
    code("circleci-secaudit review --snapshot secaudit-snapshot.json"),
    " tells them here.",
  ];
}
