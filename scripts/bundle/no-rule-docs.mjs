/** Stands for `eslint-rule-docs` in the bundle: a list of ESLint's plugins, which our findings have no use for. */

// The name and shape are those of the package that it stands for.
// oxlint-disable-next-line import/no-default-export
export default function getRuleUrl() {
  return { exactMatch: false, url: "" };
}
