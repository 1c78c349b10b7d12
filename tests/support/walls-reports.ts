import { askPeriodBundle } from "#app/modules/accountability/ask-period-bundle.server.ts";
import { askPurchaseBundle } from "#app/modules/accountability/ask-purchase-bundle.server.ts";
import { issuePeriodPapers } from "#app/modules/accountability/issue-period-papers.server.ts";
import { makeBundle } from "#app/modules/accountability/make-bundle.server.ts";
import { periodKinds } from "#app/modules/accountability/period-papers.ts";
import { bringPriceFile } from "#app/modules/catalogue/bring-price-file.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import type { Agency, Kitchen, World } from "./world.ts";

/** What a kitchen answers with: the review of an order, the books of a budget, and the bundle of everything; and the survey that an agency brought. */
export async function reportsOf(
  town: World,
  { kitchen, agency }: { readonly kitchen: Kitchen; readonly agency: Agency },
  of: { readonly budgetId: string; readonly orderId: string },
): Promise<Record<string, string>> {
  const { budgetId, orderId } = of;
  await askPurchaseBundle(town.callOf(kitchen.finance), { orderId });
  const { documentIds } = await issuePeriodPapers(town.callOf(kitchen.finance), { budgetId });
  const { bundleId } = await askPeriodBundle(town.callOf(kitchen.finance), { budgetId });
  // Who may fetch it is asked here, not what its papers look like.
  await makeBundle(
    town.systemCall(),
    { bundleId },
    async () => new Uint8Array(Buffer.from("%PDF-1.7 dinding")),
  );
  const { importId } = await bringPriceFile(town.callOf(agency.officer), {
    regionCode: (await organisationById(agency.id))?.cityCode ?? "",
    source: "Survei dinding",
    fileName: "survei.csv",
    bytes: new Uint8Array(Buffer.from("Komoditas;Tanggal;Harga\nTelur ayam ras;2026-06-30;27.100")),
  });
  return { recapId: documentIds[periodKinds.indexOf("REKAP")] ?? "", bundleId, importId };
}
