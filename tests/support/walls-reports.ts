import { askPeriodBundle } from "#app/modules/accountability/ask-period-bundle.server.ts";
import { askPurchaseBundle } from "#app/modules/accountability/ask-purchase-bundle.server.ts";
import { issuePeriodPapers } from "#app/modules/accountability/issue-period-papers.server.ts";
import { makeBundle } from "#app/modules/accountability/make-bundle.server.ts";
import { periodKinds } from "#app/modules/accountability/period-papers.ts";
import { bringListingFile } from "#app/modules/catalogue/bring-listing-file.server.ts";
import { bringPriceFile } from "#app/modules/catalogue/bring-price-file.server.ts";
import { lookAtListings } from "#app/modules/catalogue/look-at-listings.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { linesOf } from "#app/modules/payments/line-reads.server.ts";
import type { Agency, Kitchen, Koperasi, World } from "./world.ts";

/**
 * What a kitchen answers with: the review of an order, the books of a budget, and the bundle of everything; the survey that an agency
 * brought, the file of goods that a koperasi did, and a line of its bank.
 */
export async function reportsOf(
  town: World,
  {
    kitchen,
    agency,
    koperasi,
  }: { readonly kitchen: Kitchen; readonly agency: Agency; readonly koperasi: Koperasi },
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
  const { importId: listingImportId } = await bringListingFile(town.callOf(koperasi.business), {
    fileName: "barang.csv",
    bytes: new Uint8Array(Buffer.from("Barang;Satuan;Harga;Kapasitas per hari\nGula pasir;kg;17.000;50")),
  });
  await lookAtListings(town.systemCall(), { importId: listingImportId });
  return {
    listingImportId,
    recapId: documentIds[periodKinds.indexOf("REKAP")] ?? "",
    bundleId,
    importId,
    ...(await statementOfBank(town, koperasi)),
  };
}

/** A statement of the koperasi's bank that counts, and the line in it. */
async function statementOfBank(town: World, koperasi: Koperasi): Promise<Record<string, string>> {
  const call = town.callOf(koperasi.treasurer);
  const { statementId } = await bringStatement(call, {
    account: "0026010001",
    layout: "generic",
    fileName: "mutasi.csv",
    bytes: new Uint8Array(
      Buffer.from("Tanggal;Keterangan;Debet;Kredit;Saldo\n01/07/2026;TRF DINDING;0;4.321,00;4.321,00"),
    ),
  });
  await countStatement(call, statementId);
  const { rows } = await linesOf(koperasi.id, { state: "open", limit: 1 });
  return { statementId, lineId: rows[0]?.id ?? "" };
}
