/** Name and version of the tool; whatever bundles or runs this file puts the version from package.json in its place. */

declare const TOOL_VERSION: string;

export const tool = { name: "circleci-secaudit", version: TOOL_VERSION } as const;
