import { eq } from "drizzle-orm";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { actingMember } from "./acting-member.ts";
import { ChangeParticulars } from "./organisation.schema.ts";
import { treasuredKinds } from "./organisation.ts";
import { organisationById } from "./organisation-reads.server.ts";

const VERIFIED = ["name", "registryNumber", "deedNumber", "businessNumber", "taxNumber"] as const;

/**
 * Changes the particulars of one's own organisation: all of them at once, an empty one is taken away. What the agency
 * verified (name and numbers of papers) stays as it is once it was; until then it may be mended.
 */
export const changeParticulars = command({
  name: "identity.changeParticulars",
  input: ChangeParticulars,
  secret: ["phone", "taxNumber", "bankAccount"],
  permit: async (_tx, call) => {
    actingMember(call, "papers.keep");
  },
  run: async (tx, call, input) => {
    const { organisationId } = actingMember(call, "papers.keep");
    const organisation = await organisationById(organisationId, tx);
    if (!organisation) throw new Missing("kernel.missing");
    if (input.hasTreasurer && !treasuredKinds.some((kind) => kind === organisation.kind))
      throw new RuleBroken("identity.noTreasurer", { field: "hasTreasurer" });
    const isOpen = organisation.state === "registered" || organisation.state === "rejected";
    const { name, registryNumber, deedNumber, businessNumber, taxNumber, ...particulars } = input;
    const verified = { name, registryNumber, deedNumber, businessNumber, taxNumber };
    for (const field of VERIFIED)
      if (!isOpen && verified[field] !== undefined && verified[field] !== organisation[field])
        throw new RuleBroken("identity.particularVerified", { field });
    await tx
      .update(organisations)
      .set({
        ...(isOpen
          ? {
              ...(name === undefined ? {} : { name }),
              registryNumber: registryNumber ?? null,
              deedNumber: deedNumber ?? null,
              businessNumber: businessNumber ?? null,
              taxNumber: taxNumber ?? null,
            }
          : {}),
        ...emptied(particulars),
        bankChangedAt: isReplaced(organisation, input) ? call.at : organisation.bankChangedAt,
        paymentTermDays: particulars.paymentTermDays ?? organisation.paymentTermDays,
      })
      .where(eq(organisations.id, organisationId));
    return { organisationId };
  },
});

/** Whether another account stands there from now on; the first one replaces nothing. */
function isReplaced(before: Account, now: Pick<ChangeParticulars, keyof Account>): boolean {
  if (before.bankAccount === null) return false;
  return before.bankAccount !== (now.bankAccount ?? null) || before.bankName !== (now.bankName ?? null);
}

type Account = Pick<typeof organisations.$inferSelect, "bankName" | "bankAccount">;

/** What was left out is taken away: null in the table, not unchanged. */
function emptied(
  particulars: Omit<ChangeParticulars, (typeof VERIFIED)[number]>,
): Partial<typeof organisations.$inferInsert> {
  return {
    address: particulars.address,
    phone: particulars.phone ?? null,
    latitude: particulars.latitude ?? null,
    longitude: particulars.longitude ?? null,
    bankName: particulars.bankName ?? null,
    bankAccount: particulars.bankAccount ?? null,
    bankAccountHolder: particulars.bankAccountHolder ?? null,
    isVatRegistered: particulars.isVatRegistered,
    hasTreasurer: particulars.hasTreasurer,
    memberCount: particulars.memberCount ?? null,
    smallPortions: particulars.smallPortions ?? null,
    largePortions: particulars.largePortions ?? null,
    receivingWindows: particulars.receivingWindows ?? null,
  };
}
