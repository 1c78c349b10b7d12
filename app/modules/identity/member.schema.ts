import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { EmailText, NewPerson } from "./person.schema.ts";
import { type Role, roles } from "./roles.ts";

const RoleName = z.enum(roles, { error: "identity.notRole" });

export const InviteMember = z.object({ email: EmailText, role: RoleName });

export const RevokeInvitation = z.object({ invitationId: idOf("invitation") });

export const AcceptInvitation = z.object({
  token: z.string().max(100),
  /** Left out by whoever is signed in; the e-mail address is the invited one. */
  person: NewPerson.omit({ email: true }).optional(),
});

export const ChangeRoles = z.object({
  personId: idOf("person"),
  roles: z
    .array(RoleName)
    .min(1, { error: "identity.roleNeeded" })
    .transform((list): Role[] => [...new Set(list)]),
});

export const EndMembership = z.object({ personId: idOf("person") });

export const EnrolMember = z.object({
  organisationId: idOf("organisation"),
  roles: ChangeRoles.shape.roles,
  /** With a password, or with the hash of one: a hash takes its time, and a demo world has two hundred people. */
  person: z.union([
    NewPerson,
    NewPerson.omit({ password: true }).extend({ passwordHash: z.string().startsWith("$argon2id$") }),
  ]),
  isDemo: z.boolean().default(false),
});

export const IssueApiKey = z.object({
  label: z
    .string()
    .trim()
    .min(2, { error: "identity.labelTooShort" })
    .max(60, { error: "identity.labelTooLong" }),
  role: RoleName,
  hint: z.string().length(4),
  keyHash: z.string().length(64),
});

export const RevokeApiKey = z.object({ apiKeyId: idOf("apiKey") });
