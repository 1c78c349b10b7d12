import { and, asc, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { consignmentLines, consignments } from "#db/schema/consignment.ts";
import { entriesOfKinds } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";
import { consignedAmong } from "./consigned-line-reads.server.ts";
import { divisionOf, takenBack } from "./consignment.ts";
import { type ConsignedSale, consignorSaleEntry } from "./consignment-postings.ts";

export type InvoicedLine = { readonly shipmentLineId: string; readonly amountRupiah: Rupiah };

type Claim = {
  readonly keeperId: string;
  readonly invoiceId: string;
  readonly on: BusinessDay;
  readonly narration: string;
};

/** With what it is booked about: the invoice, or the part of it that is one delivery. */
type BookedClaim = Claim & { readonly subjectId: string };
/** With everything that was booked about it. */
type ClaimTakenBack = Claim & { readonly subjectIds: readonly string[] };

/**
 * Writes down, in the caller's transaction, which of an invoice's lines sold other people's goods and whose each rupiah of them
 * is; answers them for the keeper's own entry. Of the invoice of a delivery, not of one that an appeal brought: those goods were lost
 * already (`recovered-losses.server.ts`). A consigning organisation has its sale booked at once. Of what the scale at the
 * door found more than left the store, nothing is the consignor's by weight.
 */
export async function recordConsignedSales(
  tx: Transaction,
  call: Call,
  claim: BookedClaim,
  lines: readonly InvoicedLine[],
): Promise<ConsignedSale[]> {
  const amounts = new Map(lines.map((line) => [line.shipmentLineId, line.amountRupiah]));
  const rows = await consignedAmong([...amounts.keys()], tx);
  const sales: ConsignedSale[] = [];
  for (const { consignment, line, keptBase } of rows) {
    const acceptedBase = (line.acceptedBase ?? 0n) - line.grantedBase;
    const soldBase = acceptedBase < BigInt(keptBase) ? acceptedBase : BigInt(keptBase);
    if (soldBase === 0n) continue;
    const division = divisionOf(consignment, {
      soldBase,
      grossRupiah: amounts.get(line.id) ?? 0n,
      basePerUnit: line.basePerUnit,
    });
    await tx.insert(consignmentLines).values({
      id: newId("consignmentLine"),
      consignmentId: consignment.id,
      kind: "sold",
      quantityBase: soldBase,
      ...division,
      onDay: claim.on,
      shipmentLineId: line.id,
      invoiceId: claim.invoiceId,
      recordedAt: call.at,
    });
    const { consignorProducerId, consignorOrganisationId } = consignment;
    sales.push({ consignorProducerId, consignorOrganisationId, ...division });
  }
  await bookForConsignors(tx, call, claim, sales);
  return sales;
}

/** One entry in the books of each consigning organisation, over all of its lines. */
async function bookForConsignors(
  tx: Transaction,
  call: Call,
  claim: BookedClaim,
  sales: readonly ConsignedSale[],
): Promise<void> {
  const { keeperId, subjectId, on, narration } = claim;
  const ids = new Set(sales.flatMap((sale) => sale.consignorOrganisationId ?? []));
  for (const consignorId of ids) {
    const own = sales.filter((sale) => sale.consignorOrganisationId === consignorId);
    const of = (pick: (sale: ConsignedSale) => Rupiah) => sumOf(own.map(pick));
    const total = {
      grossRupiah: of((sale) => sale.grossRupiah),
      commissionRupiah: of((sale) => sale.commissionRupiah),
      shareRupiah: of((sale) => sale.shareRupiah),
    };
    await postEntry(tx, call, consignorSaleEntry({ keeperId, subjectId, on, narration }, consignorId, total));
  }
}

/**
 * Takes the consigned sales of an invoice back with it, in the caller's transaction: lines of the same amounts below nothing, which
 * the next settlement takes off. The keeper's own entry is the caller's to mirror.
 */
export async function takeConsignedSalesBack(
  tx: Transaction,
  call: Call,
  claim: ClaimTakenBack,
): Promise<void> {
  const { invoiceId, subjectIds, on, narration } = claim;
  const sold = await tx
    .select({ line: consignmentLines, consignorId: consignments.consignorOrganisationId })
    .from(consignmentLines)
    .innerJoin(consignments, eq(consignments.id, consignmentLines.consignmentId))
    .where(and(eq(consignmentLines.invoiceId, invoiceId), eq(consignmentLines.kind, "sold")))
    .orderBy(asc(consignmentLines.id));
  if (sold.length === 0) return;
  await tx.insert(consignmentLines).values(
    sold.map(({ line }) => ({
      id: newId("consignmentLine"),
      consignmentId: line.consignmentId,
      kind: "taken_back" as const,
      quantityBase: line.quantityBase,
      ...takenBack(line),
      onDay: on,
      shipmentLineId: line.shipmentLineId,
      invoiceId,
      recordedAt: call.at,
    })),
  );
  const consignors = [...new Set(sold.flatMap(({ consignorId }) => consignorId ?? []))];
  for (const entry of await entriesOfKinds(consignors, subjectIds, ["consignment.sold"], tx))
    await reverseEntry(tx, call, {
      entryId: entry.id,
      kind: "consignment.sold.reversed",
      occurredOn: on,
      narration,
    });
}
