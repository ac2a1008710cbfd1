/** Where a host sends us on to. */
import { plain } from "../../source/quote.ts";
import type { ApiFault } from "./api-fault.ts";
import type { HttpAnswer } from "./http.ts";
import { withoutToken } from "../without-token.ts";

export const mostRedirects = 3;

export const roundAndRound: ApiFault = {
  kind: "answer",
  reason: `the host sends us on more than ${mostRedirects} times: check \`--circleci-host\``,
};

/** Where a redirect leads, on the same host by the same scheme; a token goes nowhere else. */
export function targetOf({ status, header }: HttpAnswer, from: string, token: string): string | ApiFault {
  const location = header("location") ?? "";
  const { origin } = new URL(from);
  if (![301, 302, 303, 307, 308].includes(status) || !URL.canParse(location, from)) {
    return {
      kind: "answer",
      reason: `the host sends us elsewhere without saying where (HTTP ${status}): check \`--circleci-host\``,
    };
  }
  const target = new URL(location, from);
  if (target.origin === origin && target.username === "" && target.password === "") return target.href;
  const place = target.origin === "null" ? "another address" : plain(withoutToken(target.origin, token), 100);
  const reason = `the host sends us to ${place} (HTTP ${status}), which is not followed, since the token is not for it: check \`--circleci-host\``;
  return { kind: "answer", reason };
}
