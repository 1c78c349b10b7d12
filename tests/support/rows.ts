import type { Call, MemberActor, OrganisationKind } from "#app/kernel/call.ts";
import { RegisterOrganisation } from "#app/modules/identity/organisation.schema.ts";
import { registerOrganisation } from "#app/modules/identity/register-organisation.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { verifyOrganisation } from "#app/modules/identity/verify-organisation.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { TestDatabase } from "./database.ts";

/** A person of an organisation, in one role. */
export type Member = {
  readonly personId: string;
  readonly organisationId: string;
  readonly actor: MemberActor;
};

export type Organisation<Names extends string = string> = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly regionCode: string;
  readonly cityCode: string;
  readonly shortName: string;
} & { readonly [Name in Names]: Member };

export type OrganisationWish = {
  readonly kind: OrganisationKind;
  readonly regionCode: string;
  readonly roles: readonly Role[];
  readonly state?: "registered" | "active" | "suspended";
  readonly foundationId?: string | null;
  readonly isVatRegistered?: boolean;
  readonly paymentTermDays?: number;
};

/** How many organisations were founded in each database: its own are numbered from one, whatever ran before in this process. */
const founded = new WeakMap<TestDatabase, number>();

/** An operator is founded once, with the house; a test that wants another writes it down. */
async function insertOperator(
  { sql }: TestDatabase,
  wish: OrganisationWish,
  serial: number,
  at: Date,
): Promise<string> {
  const id = newId("organisation");
  await sql`
    insert into organisations (id, kind, name, slug, short_name, region_code, city_code, state, state_changed_at, address, created_at)
    values (${id}, 'operator', ${`operator ${serial}`}, ${`uji-${serial}`}, ${`T${serial}`}, ${wish.regionCode},
      ${wish.regionCode.slice(0, 5)}, 'active', ${at}, 'Jalan Uji 1', ${at})`;
  return id;
}

/** Registered and decided about by commands, so that it stands in the register as the house would have it. */
async function registered(wish: OrganisationWish, serial: number, at: Date): Promise<string> {
  const { kind, state, roles: _, foundationId, ...particulars } = wish;
  const call = systemCall("world", at);
  const { organisationId } = await registerOrganisation(call, {
    ...particulars,
    ...(foundationId ? { foundationId } : {}),
    kind: RegisterOrganisation.shape.kind.parse(kind),
    name: `${kind} ${serial}`,
    slug: `uji-${serial}`,
    shortName: `T${serial}`,
    address: "Jalan Uji 1",
    phone: "+62 800-0000-0001",
    bankName: "Bank Uji",
    bankAccount: `000000${serial}`,
    bankAccountHolder: `${kind} ${serial}`,
  });
  if (state !== "registered") await verifyOrganisation(call, { organisationId });
  if (state === "suspended")
    await suspendOrganisation(call, { organisationId, reason: "Ditutup sementara untuk uji" });
  return organisationId;
}

/**
 * An organisation with one person for each role. People are written down without a password: making one is slow on
 * purpose, and who signs in is tested where signing in is tested.
 */
export async function foundOrganisation(
  database: TestDatabase,
  wish: OrganisationWish,
  at: Date,
): Promise<{ id: string; shortName: string; members: Map<Role, Member> }> {
  const serial = (founded.get(database) ?? 0) + 1;
  founded.set(database, serial);
  const { sql } = database;
  const shortName = `T${serial}`;
  const state = wish.state ?? "active";
  const id =
    wish.kind === "operator"
      ? await insertOperator(database, wish, serial, at)
      : await registered(wish, serial, at);
  const members = new Map<Role, Member>();
  for (const role of wish.roles) {
    const personId = newId("person");
    await sql`
      insert into persons (id, full_name, email, created_at)
      values (${personId}, ${`${role} ${serial}`}, ${`${role}.${serial}@contoh.test`}, ${at})`;
    await sql`
      insert into memberships (id, person_id, organisation_id, role, created_at)
      values (${newId("membership")}, ${personId}, ${id}, ${role}, ${at})`;
    members.set(role, {
      personId,
      organisationId: id,
      actor: {
        kind: "member",
        personId,
        organisationId: id,
        organisationKind: wish.kind,
        organisationActive: state === "active",
        roles: [role],
        apiKeyId: null,
      },
    });
  }
  return { id, shortName, members };
}

/** A call of this member; without a key it is not remembered. */
export function callOf(member: Member, at: Date, key: string | null = null): Call {
  return { actor: member.actor, at, key, causation: null };
}

export function systemCall(name: string, at: Date, key: string | null = null): Call {
  return { actor: { kind: "system", name }, at, key, causation: null };
}
