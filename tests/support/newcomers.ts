import type { Call } from "#app/kernel/call.ts";
import { acceptInvitation } from "#app/modules/identity/accept-invitation.server.ts";
import { invitationLink, inviteMember } from "#app/modules/identity/invite-member.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { registerOrganisation } from "#app/modules/identity/register-organisation.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { membershipsOf } from "#app/modules/identity/session-reads.server.ts";
import { verifyOrganisation } from "#app/modules/identity/verify-organisation.server.ts";
import type { Member } from "./rows.ts";
import type { Agency, Koperasi, World } from "./world.ts";

let lastSerial = 0;

const nobody = (town: World): Call => ({
  actor: { kind: "anonymous" },
  at: town.at,
  key: null,
  causation: null,
});

function newcomer(fullName: string) {
  return { fullName, password: "gabah kering giling", locale: "id" as const };
}

/** The person as they act in that organisation, by what the house knows of them. */
async function memberOf(organisationId: string, personId: string): Promise<Member> {
  const memberships = await membershipsOf(personId);
  const found = memberships.find(({ organisation }) => organisation.id === organisationId);
  if (!found) throw new Error("who was let in is a member");
  const { organisation, roles } = found;
  return {
    personId,
    organisationId,
    actor: {
      kind: "member",
      personId,
      organisationId,
      organisationKind: organisation.kind,
      organisationActive: organisation.state === "active",
      roles,
      apiKeyId: null,
    },
  };
}

/** A koperasi as it comes to the house: its chair registers it, its city's agency verifies it, and its people accept their invitations. */
export async function newKoperasi(town: World, agency: Agency, regionCode: string): Promise<Koperasi> {
  lastSerial += 1;
  const address = (name: string) => `${name}.${lastSerial}@pendatang.contoh.test`;
  const { organisationId, personId } = await registerOrganisation(nobody(town), {
    kind: "koperasi",
    name: `Koperasi Pendatang ${lastSerial}`,
    regionCode,
    address: "Jalan Melati 3",
    bankName: "Bank Uji",
    bankAccount: `90000${lastSerial}`,
    bankAccountHolder: `Koperasi Pendatang ${lastSerial}`,
    founder: { ...newcomer("Siti Aminah"), email: address("ketua") },
  });
  await verifyOrganisation(town.callOf(agency.officer), { organisationId });
  const chair = await memberOf(organisationId, personId ?? "");
  const invited = async (role: Role): Promise<Member> => {
    const { invitationId } = await inviteMember(town.callOf(chair), { email: address(role), role });
    const token = invitationLink(invitationId).split("/").at(-1) ?? "";
    const accepted = await acceptInvitation(nobody(town), { token, person: newcomer(role) });
    return memberOf(organisationId, accepted.personId);
  };
  const organisation = await organisationById(organisationId);
  if (!organisation) throw new Error("who was verified is on the register");
  return {
    id: organisationId,
    kind: "koperasi",
    regionCode,
    cityCode: organisation.cityCode,
    shortName: organisation.shortName,
    chair,
    business: await invited("koperasi_business"),
    secretary: await invited("koperasi_secretary"),
    treasurer: await invited("koperasi_treasurer"),
    warehouse: await invited("koperasi_warehouse"),
    overseer: await invited("koperasi_overseer"),
  };
}
