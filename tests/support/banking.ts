import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { linesOf } from "#app/modules/payments/line-reads.server.ts";
import { withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import type { TestDatabase } from "./database.ts";
import type { deliveries } from "./deliveries.ts";

export const ACCOUNT = "0026-01-000123-30-5";

export type Row = {
  readonly day?: string;
  readonly words: string;
  readonly came?: bigint;
  readonly went?: bigint;
};

/** A statement as a sheet of text, its balances carried on in the order of the rows. */
export function fileOf(rows: readonly Row[], opening = 0n): Uint8Array {
  let balance = opening;
  const lines = rows.map(({ day, words, came = 0n, went = 0n }) => {
    balance += came - went;
    return `${day ?? "06/07/2026"};${words};${went},00;${came},00;${balance},00`;
  });
  return new TextEncoder().encode(["Tanggal;Keterangan;Debet;Kredit;Saldo", ...lines].join("\n"));
}

type Road = ReturnType<typeof deliveries>;
type Deal = Awaited<ReturnType<Road["promised"]>>;

/** Shortcuts of a koperasi that looks at its bank: invoiced deliveries, statements that count, and how its books stand. */
export function banking(database: TestDatabase, road: Road) {
  /** A delivery that was received and invoiced. */
  async function invoiced() {
    const deal = await road.promised();
    const shipmentId = await road.dispatched(deal);
    await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
    const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
    await issueInvoice(deal.town.callOf(deal.seller.secretary), { invoiceId: invoiceId ?? "" });
    const [row] =
      await database.sql`select number, total_rupiah::text as total from invoices where id = ${invoiceId}`;
    return {
      deal,
      invoiceId: invoiceId ?? "",
      number: String(row?.["number"]),
      total: BigInt(String(row?.["total"])),
    };
  }

  async function counted({ town, seller }: Deal, bytes: Uint8Array) {
    const call = town.callOf(seller.treasurer);
    const { statementId } = await bringStatement(call, {
      account: ACCOUNT,
      layout: "generic",
      fileName: "mutasi.csv",
      bytes,
    });
    return { statementId, ...(await countStatement(call, statementId)) };
  }

  async function lineWith({ seller }: Deal, words: string) {
    const states = ["open", "proposed", "matched", "aside"] as const;
    const pages = await Promise.all(states.map((state) => linesOf(seller.id, { state, limit: 200 })));
    const line = pages.flatMap((page) => page.rows).find((row) => row.description.includes(words));
    if (!line) throw new Error(`there is a line with ${words}`);
    return line;
  }

  async function suggested(deal: Deal, words: string) {
    const { lines } = await withSuggestions(deal.seller.id, [await lineWith(deal, words)]);
    return lines[0]?.suggestions ?? [];
  }

  const balance = async (organisationId: string, code: string) => {
    const [row] = await database.sql`
    select coalesce(sum(balance), 0)::text as balance from account_balances
    where organisation_id = ${organisationId} and code = ${code}`;
    return BigInt(String(row?.["balance"]));
  };
  const invoiceState = async (invoiceId: string) => {
    const [row] = await database.sql`
    select state, paid_rupiah::text as paid, reported_rupiah::text as reported from invoices where id = ${invoiceId}`;
    return {
      state: row?.["state"],
      paid: BigInt(String(row?.["paid"])),
      reported: BigInt(String(row?.["reported"])),
    };
  };

  async function reported(deal: Deal, invoiceId: string, amountRupiah: bigint, reference = "TRX-8812") {
    const { fileId: proofId } = await uploadFile(deal.town.callOf(deal.kitchen.finance), {
      purpose: "payment_proof",
      fileName: "bukti.pdf",
      bytes: new TextEncoder().encode(`%PDF-1.7 ${invoiceId} ${reference}`),
    });
    return reportPayment(deal.town.callOf(deal.kitchen.finance), {
      allocations: [{ invoiceId, amountRupiah: amountRupiah.toString() }],
      transferredOn: deal.town.today,
      bankName: "Bank Uji",
      bankReference: reference,
      proofId,
    });
  }

  /** Another delivery between the same two, invoiced. */
  async function nextInvoice(deal: Deal): Promise<string> {
    const orderId = await deal.town.order(deal.kitchen, { budgetId: deal.budgetId });
    await deal.town.promise(deal.seller, orderId, {
      lotId: deal.goods.lotId,
      quantityBase: 100_000n,
      priceRupiah: 27_200n,
    });
    const again = { ...deal, orderId };
    const shipmentId = await road.dispatched(again);
    await road.receive(again, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
    const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
    await issueInvoice(deal.town.callOf(deal.seller.secretary), { invoiceId: invoiceId ?? "" });
    return invoiceId ?? "";
  }

  return { invoiced, nextInvoice, counted, lineWith, suggested, balance, invoiceState, reported };
}
