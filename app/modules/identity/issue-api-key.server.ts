import { randomBytes } from "node:crypto";
import { Invalid } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { apiKeys } from "#db/schema/identity.ts";
import { actingMember } from "./acting-member.ts";
import { IssueApiKey } from "./member.schema.ts";
import { newSecretToken, secretTokenHash } from "./secret-token.server.ts";

export type NewApiKey = { readonly secret: string; readonly hint: string; readonly keyHash: string };

/** Draws a key: `lk_<hint>_<random>`. The secret is shown once and kept nowhere; the hint tells keys apart. */
export function newApiKey(): NewApiKey {
  const hint = randomBytes(3).toString("base64url");
  const secret = `lk_${hint}_${newSecretToken()}`;
  return { secret, hint, keyHash: secretTokenHash(secret) };
}

/**
 * Puts a key in force for a program that acts for one's own organisation in one of one's own roles: nobody's program
 * may do what they may not, and what two people must do stays the work of two people.
 */
export const issueApiKey = command({
  name: "identity.issueApiKey",
  input: IssueApiKey,
  secret: ["keyHash"],
  permit: async (_tx, call) => {
    actingMember(call, "apiKeys.keep");
  },
  run: async (tx, call, input) => {
    const { organisationId, personId, roles } = actingMember(call, "apiKeys.keep");
    if (!roles.includes(input.role)) throw new Invalid({ role: ["identity.roleNotYours"] });
    const apiKeyId = newId("apiKey");
    await tx.insert(apiKeys).values({
      id: apiKeyId,
      organisationId,
      personId,
      role: input.role,
      label: input.label,
      hint: input.hint,
      keyHash: input.keyHash,
      createdAt: call.at,
    });
    return { apiKeyId };
  },
});
