/** Stands for `@octokit/plugin-rest-endpoint-methods` in the bundle: a table of all of GitHub's endpoints, of which we name our own. */

/** The name is that of the plugin that it stands for. */
export function legacyRestEndpointMethods() {
  return {};
}
