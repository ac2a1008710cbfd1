/** Every secret that a project's jobs can read or that is stored for them. */
import type { Scene } from "../../src/rule/scene.ts";
import type { RegisteredSecret } from "../../src/rule/secret-register.ts";

export function secretsIn(_scene: Scene): readonly RegisteredSecret[] {
  return [];
}
