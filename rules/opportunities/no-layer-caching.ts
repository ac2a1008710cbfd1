import { defineOpportunity } from "../../src/rule/opportunity.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const noLayerCaching = defineOpportunity({
  meta: {
    id: "no-layer-caching",
    title: "Images are built without layer caching",
    summary: "A job sets up a Docker engine without `docker_layer_caching`, so that every build starts from nothing.",
    advice: "Set `docker_layer_caching: true`, and order the Dockerfile so that what changes often comes last.",
    test: "Build twice on a branch: the second run says `CACHED` for the layers that did not change.",
    limits: "Whether the image's layers change with every commit is not seen; layer caching costs credits for each job run.",
    topic: "duration",
    data: "config",
    gain: "medium",
    effort: "small",
    batch: "test",
    references: [
      {
        title: "CircleCI: Docker layer caching",
        url: "https://circleci.com/docs/guides/optimize/docker-layer-caching/",
      },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const { plan } of audits) {
      for (const run of plan.runs) {
        const step = run.steps.find(
          (each) => each.kind === "builtin" && each.name === "setup_remote_docker" && !each.args.has("docker_layer_caching"),
        );
        if (step === undefined || run.workflow === undefined) continue;
        yield {
          at: locationOf(step.nameNode),
          runs: [run],
          message: `The job \`${run.name}\` sets up a Docker engine without layer caching.`,
          effect: "builds only the layers that changed",
        };
      }
    }
  },
});
