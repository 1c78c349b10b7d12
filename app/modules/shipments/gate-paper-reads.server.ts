import type { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { WeighingSlipFacts } from "../documents/papers/weighing-slip-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import type { WeighIn } from "./shipment.schema.ts";
import type { ShipmentLineRow } from "./shipment-facts-reads.server.ts";
import { momentFacts } from "./shipment-paper-reads.server.ts";

/** What the Bukti Timbang of a share says: promised, weighed, loaded and sent home, of all of its lines together. */
export async function weighingSlipFactsOf(
  paper: {
    readonly callOff: CallOffFacts;
    readonly sellerId: string;
    readonly line: Pick<ShipmentLineRow, "description" | "unit" | "basePerUnit">;
    readonly promisedBase: bigint;
    readonly weighed: WeighIn & { readonly loadedBase: bigint };
    readonly weigherId: string;
    readonly at: Date;
  },
  on: Executor,
): Promise<z.input<typeof WeighingSlipFacts>> {
  const { callOff, line, weighed } = paper;
  const parties = await paperPartiesOf([callOff.hubId, paper.sellerId], on);
  const [hub, seller] = [parties.get(callOff.hubId), parties.get(paper.sellerId)];
  const commodity = await gradedCommodity(callOff.commodityCode, callOff.gradeCode, on);
  invariant(hub && seller && commodity, "a share has both parties and its goods");
  const facts = {
    issuer: hub.party,
    place: hub.place,
    issuedOn: dayOf(paper.at, hub.timeZone),
    sender: seller.party,
    contractNumber: callOff.contractNumber,
    callOffNumber: callOff.number,
    weighedAt: momentFacts(paper.at, hub.timeZone),
    lines: [
      {
        description: line.description,
        unit: { name: line.unit, base: commodity.baseUnit, size: line.basePerUnit.toString() },
        promisedBase: paper.promisedBase.toString(),
        weighedBase: (weighed.loadedBase + weighed.rejectedBase).toString(),
        loadedBase: weighed.loadedBase.toString(),
        rejectedBase: weighed.rejectedBase.toString(),
        rejectReason: weighed.rejectedBase > 0n ? (weighed.rejectReason ?? null) : null,
      },
    ],
    note: weighed.note ?? null,
    weighedBy: { name: await signatoryName(paper.weigherId, on), role: "Petugas gerbang" },
    broughtBy: { name: null, role: "Pengantar" },
  };
  WeighingSlipFacts.parse(facts);
  return facts;
}
