import { and, asc, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { openOf } from "#app/modules/invoicing/invoice.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { db } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { payments } from "#db/schema/payments.ts";
import { type Stage, ZONE } from "./stage.server.ts";

const OPENING = 12_500_000n;
/** What a buyer sent beyond its invoice, as a code to be recognised by. */
const UNIQUE_CODE = 127n;

/** The treasurer of a koperasi imports what its bank wrote: transfers that were reported, one that nobody reported, and a fee. */
export function planStatement(stage: Stage, koperasiKey: string, at: Date): void {
  stage.agenda.plan(at, async () => {
    const call = stage.as(koperasiKey, ["koperasi_treasurer"], at);
    const sellerId = stage.party(koperasiKey).organisationId;
    const reported = await db()
      .select()
      .from(payments)
      .where(and(eq(payments.payeeId, sellerId), eq(payments.state, "reported")))
      .orderBy(asc(payments.id))
      .limit(2);
    const [unreported] = await db()
      .select()
      .from(invoices)
      .where(
        and(eq(invoices.sellerId, sellerId), eq(invoices.state, "issued"), eq(invoices.reportedRupiah, 0n)),
      )
      .orderBy(asc(invoices.id))
      .limit(1);
    const [own] = await db()
      .select({ account: organisations.bankAccount })
      .from(organisations)
      .where(eq(organisations.id, sellerId));
    const came = [
      ...reported.map((payment) => ({
        words: `SWITCHING CR ${payment.bankReference}`,
        came: payment.amountRupiah,
      })),
      ...(unreported ? [{ words: `TRF ${unreported.number}`, came: openOf(unreported) + UNIQUE_CODE }] : []),
      { words: "BIAYA ADMINISTRASI", came: -6_500n },
    ];
    const on = dayOf(at, ZONE).split("-").reverse().join("/");
    let balance = OPENING;
    const rows = came.map((row) => {
      balance += row.came;
      const [debit, credit] = row.came < 0n ? [-row.came, 0n] : [0n, row.came];
      return `${on};${row.words};${debit},00;${credit},00;${balance},00`;
    });
    const { statementId } = await bringStatement(call, {
      account: own?.account ?? "0026010001",
      layout: "generic",
      fileName: "mutasi-demo.csv",
      bytes: new TextEncoder().encode(["Tanggal;Keterangan;Debet;Kredit;Saldo", ...rows].join("\n")),
    });
    await countStatement(call, statementId);
  });
}
