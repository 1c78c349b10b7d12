import type { BusinessDay } from "#app/kernel/calendar.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import type { AccountName } from "#app/modules/ledger/chart.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { reportTaxRemittance } from "#app/modules/payments/report-tax-remittance.server.ts";
import { type TaxKind, taxAccounts } from "#app/modules/payments/tax-remittance.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Member } from "./rows.ts";
import type { Koperasi, World } from "./world.ts";

let lastNumber = 0;

/** A number of the state that nobody used yet. */
export function nextNtpn(): string {
  lastNumber += 1;
  return `7A5B${String(lastNumber).padStart(12, "0")}`;
}

/** Tax that an organisation's books collected on a day, or gave back where the amount is below nothing, beside what stands for it. */
export async function collectedTax(
  town: World,
  { id }: { readonly id: string },
  tax: { readonly kind: TaxKind; readonly on: BusinessDay; readonly rupiah: bigint },
): Promise<void> {
  const [from, to]: AccountName[] =
    tax.rupiah > 0n ? ["purchases", taxAccounts[tax.kind]] : [taxAccounts[tax.kind], "purchases"];
  const amount = tax.rupiah > 0n ? tax.rupiah : -tax.rupiah;
  if (!from || !to) throw new Error("both sides");
  lastNumber += 1;
  const subjectId = `inv_taxed${lastNumber}`;
  await inTransaction((tx) =>
    postEntry(
      tx,
      town.systemCall(),
      entryOf({
        organisationId: id,
        kind: "test.taxed",
        subjectId,
        occurredOn: tax.on,
        narration: "Pajak atas penjualan",
        lines: [
          { account: from, debit: amount },
          { account: to, credit: amount },
        ],
      }),
    ),
  );
}

/** The state's receipt as a file of this person's organisation. */
export async function taxReceiptOf(town: World, member: Member, mark: string): Promise<string> {
  const { fileId } = await uploadFile(town.callOf(member), {
    purpose: "tax_proof",
    fileName: "bpn.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 bukti penerimaan negara ${mark}`)),
  });
  return fileId;
}

/** Tax that this person says their organisation paid for a month, by default VAT, today, under a new number. */
export async function reportedTax(
  town: World,
  by: Member,
  wish: {
    readonly month: string;
    readonly amountRupiah: string;
    readonly kind?: TaxKind;
    readonly paidOn?: string;
    readonly ntpn?: string;
    readonly proofId?: string;
  },
): Promise<string> {
  const { taxRemittanceId } = await reportTaxRemittance(town.callOf(by), {
    kind: "vat",
    paidOn: town.today,
    ntpn: nextNtpn(),
    paidFrom: "Bank Jatim 0026-01-000123",
    ...wish,
  });
  return taxRemittanceId;
}

/** VAT of the running month that a koperasi collected, and says that it paid. */
export async function remittedTax(town: World, koperasi: Koperasi): Promise<string> {
  await collectedTax(town, koperasi, { kind: "vat", on: town.today, rupiah: 10_000n });
  return reportedTax(town, koperasi.treasurer, { month: town.today.slice(0, 7), amountRupiah: "4000" });
}
