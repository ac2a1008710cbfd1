/**
 * fast-check with a seed of its own, so that a build turns red because of a change and never by chance. `SEED=$RANDOM npx vitest run`
 * looks at other examples.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 20_261_126) });

export { fc };
