import { z } from "zod";
import { plainRupiah } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import { rateWords } from "../contracts/contract-facts-reads.server.ts";
import { KoperasiStatementFacts } from "../documents/papers/koperasi-statement-paper.ts";
import { LevyAssessmentFacts } from "../documents/papers/levy-assessment-paper.ts";
import { LevyReceiptFacts } from "../documents/papers/levy-receipt-paper.ts";
import { paperPartiesOf } from "../documents/party-facts-reads.server.ts";
import type { BillableCallOff } from "./billable-reads.server.ts";
import type { IssuedInvoice } from "./invoice-postings.ts";
import type { StatementRow } from "./statement.ts";

async function partiesOf(on: Executor, billable: BillableCallOff, koperasiId: string) {
  const parties = await paperPartiesOf([billable.hubId, billable.buyerId, koperasiId], on);
  const hub = parties.get(billable.hubId);
  const buyer = parties.get(billable.buyerId);
  const koperasi = parties.get(koperasiId);
  invariant(hub && buyer && koperasi, "a statement has its parties");
  return { hub, buyer, koperasi };
}

/** Everything that one koperasi's statement of a call-off says, as JSON: gross − freight − levy − fee − claim = net. */
export async function statementFacts(
  on: Executor,
  invoice: Pick<IssuedInvoice, "number" | "issuedOn">,
  billable: BillableCallOff,
  row: StatementRow & { readonly note?: string },
): Promise<Record<string, unknown>> {
  const { hub, buyer, koperasi } = await partiesOf(on, billable, row.koperasiId);
  const deliveredOn = dayOf(billable.deliveredAt, hub.timeZone);
  return z.encode(KoperasiStatementFacts, {
    issuer: hub.party,
    place: hub.place,
    issuedOn: invoice.issuedOn,
    koperasi: koperasi.party,
    buyerName: buyer.party.name,
    contractNumber: billable.contractNumber,
    callOffNumber: billable.callOffNumber,
    invoiceNumber: invoice.number,
    lines: billable.lines
      .filter((line) => line.koperasiId === row.koperasiId)
      .map((line) => ({
        description: line.description,
        specification: null,
        unit: { name: line.unit, base: billable.baseUnit, size: line.basePerUnit },
        quantityBase: line.deliveredBase,
        priceRupiah: line.priceRupiah,
        amountRupiah: priceOf(line.deliveredBase, line.priceRupiah, line.basePerUnit),
        deliveredOn,
        reference: null,
      })),
    grossRupiah: row.grossRupiah,
    freight: {
      amountRupiah: row.freightRupiah,
      because:
        billable.freightPaidBy === "buyer" ? "Ditanggung pembeli" : "Dibagi menurut kg × km penjemputan",
    },
    levy: { amountRupiah: row.levyRupiah, because: billable.levy.legalBasis ?? "Tidak ada" },
    fee: {
      amountRupiah: row.feeRupiah,
      because: rateWords(billable.fee),
    },
    claim: { amountRupiah: row.claimRupiah, because: "Nilai barang yang tidak diterima pembeli" },
    netRupiah: row.netRupiah,
    account: koperasi.bank,
    paymentTerm: "Dibayarkan setelah disetujui orang kedua",
    note: row.note ?? null,
    preparedBy: { name: null, role: "Kasir" },
    approvedBy: { name: null, role: "Kepala" },
  });
}

/** What the assessment of one koperasi's levy and its receipt both say; only where a levy with a legal basis was taken. */
async function levyGround(
  on: Executor,
  invoice: IssuedInvoice,
  billable: BillableCallOff,
  row: StatementRow,
) {
  const { hub, koperasi } = await partiesOf(on, billable, row.koperasiId);
  invariant(billable.levy.legalBasis, "a levy has a legal basis");
  const accepted = row.grossRupiah - row.claimRupiah;
  return {
    issuer: hub.party,
    place: hub.place,
    issuedOn: invoice.issuedOn,
    payer: koperasi.party,
    levyName: "Retribusi daerah atas pengiriman antardaerah",
    legalBasis: billable.levy.legalBasis,
    contractNumber: billable.contractNumber,
    callOffNumber: billable.callOffNumber,
    lines: [
      {
        description: `Panggilan kirim ${billable.callOffNumber}`,
        basis: `Nilai barang ${plainRupiah(accepted)}`,
        tariff: rateWords(billable.levy),
        amountRupiah: row.levyRupiah,
      },
    ],
    totalRupiah: row.levyRupiah,
  };
}

/** Everything that the SKRD of one koperasi's levy says, as JSON. */
export async function levyAssessmentFacts(
  on: Executor,
  invoice: IssuedInvoice,
  billable: BillableCallOff,
  row: StatementRow,
): Promise<Record<string, unknown>> {
  const ground = await levyGround(on, invoice, billable, row);
  return z.encode(LevyAssessmentFacts, { ...ground, assessedBy: { name: null, role: "Kepala" } });
}

/** Everything that the receipt of one koperasi's levy says, as JSON, under the number of its SKRD. */
export async function levyReceiptFacts(
  on: Executor,
  invoice: IssuedInvoice,
  billable: BillableCallOff,
  levied: { readonly row: StatementRow; readonly assessmentNumber: string },
): Promise<Record<string, unknown>> {
  const ground = await levyGround(on, invoice, billable, levied.row);
  return z.encode(LevyReceiptFacts, {
    ...ground,
    assessmentNumber: levied.assessmentNumber,
    collectedOn: invoice.issuedOn,
    remittedTo: null,
    note: null,
    collectedBy: { name: null, role: "Kasir" },
  });
}
