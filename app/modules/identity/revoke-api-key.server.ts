import { and, eq, isNull } from "drizzle-orm";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { apiKeys } from "#db/schema/identity.ts";
import { RevokeApiKey } from "./member.schema.ts";
import { may } from "./permissions.ts";

/** Takes a key out of force: one's own, or, for whoever keeps the members, any of the organisation. */
export const revokeApiKey = command({
  name: "identity.revokeApiKey",
  input: RevokeApiKey,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member") throw new Forbidden("kernel.forbidden");
  },
  run: async (tx, call, input) => {
    const { actor } = call;
    if (actor.kind !== "member") throw new Forbidden("kernel.forbidden");
    const revoked = await tx
      .update(apiKeys)
      .set({ revokedAt: call.at })
      .where(
        and(
          eq(apiKeys.id, input.apiKeyId),
          eq(apiKeys.organisationId, actor.organisationId),
          may(actor, "members.keep") ? undefined : eq(apiKeys.personId, actor.personId),
          isNull(apiKeys.revokedAt),
        ),
      )
      .returning({ id: apiKeys.id });
    if (revoked.length === 0) throw new Missing("kernel.missing");
    return { apiKeyId: input.apiKeyId };
  },
});
