import { aliasedTable, eq } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { nettings } from "#db/schema/payments-nettings.ts";
import type { FindFacts } from "./find-facts.server.ts";

const proposer = aliasedTable(organisations, "proposer");
const partner = aliasedTable(organisations, "partner");

/** A netting, for the side that did not speak last: whoever is asked, and of its end whoever hears of it. */
export const nettingTold: FindFacts = async (id, on) => {
  const [row] = await on
    .select({ netting: nettings, proposer: proposer.name, partner: partner.name })
    .from(nettings)
    .innerJoin(proposer, eq(proposer.id, nettings.proposerId))
    .innerJoin(partner, eq(partner.id, nettings.partnerId))
    .where(eq(nettings.id, id));
  if (!row) return [];
  const { netting } = row;
  const isDeclined = netting.state === "declined";
  return [
    {
      organisationId: isDeclined ? netting.proposerId : netting.partnerId,
      subjectId: id,
      path: `perjumpaan/${id}`,
      params: {
        name: isDeclined ? row.partner : row.proposer,
        amount: netting.amountRupiah.toString(),
        reason: netting.reason ?? "",
      },
    },
  ];
};
