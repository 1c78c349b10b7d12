import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { confirmRemittance } from "#app/modules/payments/settle-remittance.server.ts";
import { stateProceeds } from "#app/modules/payments/state-proceeds.server.ts";
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
): Promise<{ readonly settledReceivableId: string; readonly proceedsId: string }> {
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
  return { settledReceivableId: receivableId, proceedsId };
}

/** What the hub holds of levies is paid to the treasury and confirmed. */
export async function leviesRemitted(town: World, hub: Hub): Promise<void> {
  const { remittanceId } = await remitLevies(town.callOf(hub.cashier), { treasury: "RKUD Kota Blitar" });
  await confirmRemittance(town.callOf(hub.head), {
    remittanceId,
    settledOn: town.today,
    bankReference: `STS-${hub.shortName}`,
  });
}
