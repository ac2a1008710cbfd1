/** Trusted publishing to npm and PyPI. Source: CircleCI's deploy guides. */
import { told } from "./told.ts";
import type { PublishUse, Replacement } from "./use.ts";
import { toYaml } from "./yaml-text.ts";

/** The audience names the registry's host, which npm knows. */
function npmScript(publish: string): string {
  return `registry="$(npm config get registry | cut -d/ -f3)"
NPM_ID_TOKEN="$(circleci run oidc get --claims "{\\"aud\\": \\"npm:$registry\\"}")"
export NPM_ID_TOKEN
${publish}
`;
}

/** These leave the publishing to npm, whose version then counts. */
const aroundNpm: ReadonlySet<string> = new Set(["npm publish", "pnpm publish", "lerna publish", "changeset publish"]);

const pypi = `python -m pip install 'twine==6.1.0'
python -m twine upload dist/*
`;

/** npm 11.5.1 and twine 6.1.0 are the first versions that can. */
export function publishReplacement({ provider, tool }: PublishUse): Replacement {
  return provider === "npm" ? npmReplacement(tool) : pypiReplacement(tool);
}

function npmReplacement(tool = "npm publish"): Replacement {
  const publish = aroundNpm.has(tool) ? tool.replace(/^(?=lerna|changeset)/u, "npx ") : "npm publish";
  const instead = aroundNpm.has(tool) ? "" : `\`${tool}\` must leave the publishing to npm. `;
  return {
    yaml: toYaml([{ run: { name: "Publish with OIDC", command: npmScript(publish) } }]),
    ...told(
      `npm 11.5.1 or later on Node 22.14.0 or later publishes with the job's OIDC token, which is taken for five minutes only, and never from a job that was rerun with SSH. ${instead}Remove every \`_authToken\`.`,
      "On npm, make the CircleCI organisation, project and pipeline definition a trusted publisher of the package, which must exist already. Then delete the stored token.",
    ),
  };
}

function pypiReplacement(tool = "twine upload"): Replacement {
  const instead = tool.startsWith("twine") ? "" : `Build as before and let twine take the place of \`${tool}\`. `;
  return {
    yaml: toYaml([{ run: { name: "Publish with OIDC", command: pypi } }]),
    ...told(
      `twine 6.1.0 or later notices that it runs on CircleCI and publishes with the job's OIDC token. ${instead}`,
      "On PyPI, make the CircleCI project a trusted publisher; this is a preview. Then delete the stored token.",
    ),
  };
}
