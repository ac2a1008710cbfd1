/** The settings of a project and of what it belongs to, held against what is wanted. */
import type { Scene } from "../../src/rule/scene.ts";
import type { SettingState } from "../../src/rule/setting-state.ts";

export function settingsIn(_scene: Scene): readonly SettingState[] {
  return [];
}
