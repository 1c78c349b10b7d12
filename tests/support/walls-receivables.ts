import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import type { Bumd, Koperasi, World } from "./world.ts";

/** A verified receivable that a BUMD took, and of which the buyer has yet to acknowledge that it pays there. */
export async function assignedTo(
  town: World,
  { koperasi, bumd }: { readonly koperasi: Koperasi; readonly bumd: Bumd },
  invoiceId: string,
): Promise<{ readonly receivableId: string }> {
  const { receivableId } = await verifyReceivable(town.callOf(koperasi.secretary), { invoiceId });
  const { assignmentId } = await proposeAssignment(town.callOf(koperasi.treasurer), {
    receivableId,
    holderId: bumd.id,
    basis: "Akta cessie 4/2026",
  });
  await checkAssignment(town.callOf(koperasi.chair), { assignmentId });
  await takeAssignment(town.callOf(bumd.finance), { assignmentId });
  return { receivableId };
}
