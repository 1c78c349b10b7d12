import { eq } from "drizzle-orm";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { linesOf } from "#app/modules/payments/line-reads.server.ts";
import { matchProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { confirmRemittance } from "#app/modules/payments/settle-remittance.server.ts";
import { stateProceeds } from "#app/modules/payments/state-proceeds.server.ts";
import { db } from "#db/client.server.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { Bumd, Hub, Kitchen, Koperasi, World } from "./world.ts";

/** A verified receivable that a BUMD took, and of which the buyer has yet to acknowledge that it pays there. */
export async function assignedTo(
  town: World,
  { koperasi, bumd }: { readonly koperasi: Koperasi; readonly bumd: Bumd },
  invoiceId: string,
): Promise<{ readonly receivableId: string; readonly assignmentId: string }> {
  const { receivableId } = await verifyReceivable(town.callOf(koperasi.secretary), { invoiceId });
  const { assignmentId } = await proposeAssignment(town.callOf(koperasi.treasurer), {
    receivableId,
    holderId: bumd.id,
    basis: "Akta cessie 4/2026",
  });
  await checkAssignment(town.callOf(koperasi.chair), { assignmentId });
  await takeAssignment(town.callOf(bumd.finance), { assignmentId });
  return { receivableId, assignmentId };
}

/** One that the buyer acknowledged, and for which the BUMD says that it paid the koperasi. */
export async function paidFor(
  town: World,
  side: { readonly koperasi: Koperasi; readonly bumd: Bumd; readonly kitchen: Kitchen },
  invoiceId: string,
): Promise<{
  readonly settledReceivableId: string;
  readonly proceedsId: string;
  readonly proceedsMatchId: string;
}> {
  const { receivableId, assignmentId } = await assignedTo(town, side, invoiceId);
  await acknowledgeAssignment(town.callOf(side.kitchen.finance), { assignmentId });
  const { fileId: proofId } = await uploadFile(town.callOf(side.bumd.finance), {
    purpose: "payment_proof",
    fileName: "transfer.pdf",
    bytes: new TextEncoder().encode(`%PDF-1.7 ${assignmentId}`),
  });
  const { proceedsId } = await stateProceeds(town.callOf(side.bumd.finance), {
    assignmentId,
    direction: "given",
    moneyRupiah: "1000",
    paidOn: town.today,
    bankReference: "TRX-CESSIE",
    proofId,
  });
  const proceedsMatchId = await foundAtBank(town, side.koperasi, proceedsId);
  return { settledReceivableId: receivableId, proceedsId, proceedsMatchId };
}

/** The money stands on a line of the koperasi's bank, which its treasurer took for it. */
async function foundAtBank(town: World, koperasi: Koperasi, proceedsId: string): Promise<string> {
  const treasurer = town.callOf(koperasi.treasurer);
  const { statementId } = await bringStatement(treasurer, {
    account: "0026010001",
    layout: "generic",
    fileName: "mutasi-cessie.csv",
    bytes: new TextEncoder().encode(
      "Tanggal;Keterangan;Debet;Kredit;Saldo\n01/07/2026;TRX-CESSIE;0;1.000,00;1.000,00",
    ),
  });
  await countStatement(treasurer, statementId);
  const { rows } = await linesOf(koperasi.id, { state: "open", limit: 10 });
  const lineId = rows.find((line) => line.description.includes("TRX-CESSIE"))?.id ?? "";
  await matchProceeds(treasurer, { lineId, proceedsId });
  const [match] = await db()
    .select({ id: bankMatches.id })
    .from(bankMatches)
    .where(eq(bankMatches.lineId, lineId));
  return match?.id ?? "";
}

/** What the hub holds of levies is paid to the treasury and confirmed; answers which remittance that was. */
export async function leviesRemitted(town: World, hub: Hub): Promise<string> {
  const { remittanceId } = await remitLevies(town.callOf(hub.cashier), { treasury: "RKUD Kota Blitar" });
  await confirmRemittance(town.callOf(hub.head), {
    remittanceId,
    settledOn: town.today,
    bankReference: `STS-${hub.shortName}`,
  });
  return remittanceId;
}
