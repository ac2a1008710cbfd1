/** Container registries and Helm chart repositories. Source: each tool's manual. */
import { optionText, publisher, type CommandLine, type Effect, type Publisher } from "./publisher.ts";

const anImage: Effect = { kind: "image", does: "pushes a container image" };
const aChart: Effect = { kind: "package", does: "publishes a Helm chart" };

export const imagePublishers: readonly Publisher[] = [
  publisher("docker podman nerdctl buildah", "push, image push, manifest push, compose push, buildx imagetools create", anImage),
  publisher("docker podman nerdctl", "buildx build, buildx bake, build, image build, builder build", anImage, {
    when: (_, line) => pushesWhatItBuilds(line),
  }),
  publisher("docker-compose podman-compose img", "push", anImage),
  publisher("executor", "", anImage, { needs: "-d --destination", not: "--no-push" }),
  publisher("skopeo", "copy, sync", anImage, {
    when: (rest) => rest.at(-1)?.startsWith("docker://") === true || rest.length === 0,
  }),
  publisher("crane gcrane", "push, copy, cp, append, mutate", anImage),
  publisher("regctl", "image copy, image import", anImage),
  publisher("oras", "push, copy, cp", anImage),
  publisher("ko", "build, publish, apply", anImage, { not: "-L --local --push" }),
  publisher("ecs-cli", "push", anImage),
  publisher("az", "acr build, acr import", anImage),
  publisher("gcloud", "builds submit, docker push", anImage),
  publisher("earthly", "", anImage, { needs: "--push" }),
  publisher("helm", "push, cm-push, s3 push, gcs push", aChart),
];

/** `--push`, `--output type=registry`, `--output type=image,push=true`. */
function pushesWhatItBuilds(line: CommandLine): boolean {
  if (line.options.some(({ name, value }) => name === "--push" && value?.literal !== "false")) return true;
  const output = optionText(line, "--output") ?? optionText(line, "-o") ?? "";
  return output.includes("type=registry") || output.includes("push=true");
}
