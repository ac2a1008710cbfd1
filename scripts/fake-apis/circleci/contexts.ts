/** Contexts, their variables and restrictions. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { idOf, indexOf, maskedValue } from "../world/identities.ts";
import type { ContextState } from "../world/types.ts";
import { organizationOf } from "../world/world.ts";
import { denied, listOf } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";

export const contextRoutes: readonly Route<CircleAsk>[] = [
  route("api/v2/context", contexts),
  route("api/v2/context/:", (ask, id) => withContext(ask, id, (context) => ok(shown(context)))),
  route("api/v2/context/:/environment-variable", (ask, id) => withContext(ask, id, (context) => variables(ask, context))),
  route("api/v2/context/:/restrictions", (ask, id) => withContext(ask, id, (context) => restrictions(context))),
];

function contexts(ask: CircleAsk): Answer {
  const { query } = ask.question;
  const [slug, id] = [query.get("owner-slug"), query.get("owner-id")];
  if ((slug === null) === (id === null)) return refuse(400, "Exactly one of owner-id and owner-slug must be given.");
  if (query.get("owner-type") === "account" && slug !== null) return refuse(400, "An account is named by its owner-id.");
  const organization = organizationOf(ask.world, slug ?? id ?? "");
  return organization === undefined ? denied : listOf(ask, organization.contexts, shown);
}

/** One that is not there is answered as one that may not be seen. */
function withContext(ask: CircleAsk, id: string, answer: (context: ContextState) => Answer): Answer {
  for (const { contexts: listing } of ask.world.organizations) {
    const context = indexOf("context", id) === undefined ? undefined : listing.find(id);
    if (context !== undefined) return answer(context);
  }
  return denied;
}

function shown({ id, name, createdAt }: ContextState): unknown {
  return { id, name, created_at: createdAt };
}

function variables(ask: CircleAsk, context: ContextState): Answer {
  return listOf(ask, context.variables, ({ name, createdAt, updatedAt }) => {
    return {
      variable: name,
      created_at: createdAt ?? updatedAt,
      updated_at: updatedAt,
      context_id: context.id,
      truncated_value: maskedValue,
    };
  });
}

/** Never in pages, and without a token for a next one. */
function restrictions(context: ContextState): Answer {
  const first = (indexOf("context", context.id) ?? 0) * 8;
  return ok({
    items: context.restrictions.map(({ type, value, name }, index) => {
      return {
        id: idOf("restriction", first + index),
        context_id: context.id,
        ...(type === "project" ? { project_id: value } : {}),
        name,
        restriction_type: type,
        restriction_value: value,
      };
    }),
  });
}
