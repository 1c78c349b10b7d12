import type { Call, MemberActor, OrganisationKind } from "#app/kernel/call.ts";
import type { Role } from "#app/modules/identity/roles.ts";
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

let serial = 0;

/** An organisation with one person for each role, as rows: what registration and invitations leave behind. */
export async function insertOrganisation(
  { sql }: TestDatabase,
  wish: OrganisationWish,
  at: Date,
): Promise<{ id: string; shortName: string; members: Map<Role, Member> }> {
  serial += 1;
  const id = newId("organisation");
  const state = wish.state ?? "active";
  const shortName = `T${serial}`;
  await sql`
    insert into organisations (id, kind, name, slug, short_name, region_code, city_code, state, state_changed_at,
      foundation_id, address, phone, is_vat_registered, payment_term_days, created_at, bank_name, bank_account, bank_account_holder)
    values (${id}, ${wish.kind}, ${`${wish.kind} ${serial}`}, ${`uji-${serial}`}, ${shortName}, ${wish.regionCode},
      ${wish.regionCode.slice(0, 5)}, ${state}, ${at}, ${wish.foundationId ?? null}, 'Jalan Uji 1', '+62 800-0000-0001',
      ${wish.isVatRegistered ?? false}, ${wish.paymentTermDays ?? 7}, ${at}, 'Bank Uji', ${`0000${serial}`}, ${`${wish.kind} ${serial}`})`;
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
