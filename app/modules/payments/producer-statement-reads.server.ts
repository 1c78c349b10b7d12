import { and, asc, eq, lt, lte, sql } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Executor } from "#db/client.server.ts";
import { lotSources } from "#db/schema/catalogue.ts";
import { purchaseNotes } from "#db/schema/commitments.ts";
import { documents } from "#db/schema/documents.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import { accounts, entries, postings } from "#db/schema/ledger.ts";
import { payouts } from "#db/schema/payments.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { makerFactsOf } from "../catalogue/maker-facts-reads.server.ts";
import { PAPER_LINES_MAX } from "../documents/facts.ts";
import {
  owedAfter,
  type ProducerMove,
  ProducerStatementFacts,
} from "../documents/papers/producer-statement-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { planOf } from "../ledger/chart.ts";
import type { ReportPeriod } from "../ledger/report-period.ts";

type Moved = Readonly<{
  openingRupiah: Rupiah;
  /** One more than a paper carries when there are more. */
  lines: readonly {
    on: BusinessDay;
    move: ProducerMove;
    goods: string | null;
    reference: string | null;
    amountRupiah: Rupiah;
  }[];
}>;

/** What moved the account of a seller with one of its producers in a period, by the ledger, and what was owed before it. */
export async function movesOfProducer(
  sellerId: string,
  producerId: string,
  { from, to }: Pick<ReportPeriod, "from" | "to">,
  on: Executor,
): Promise<Moved> {
  const isTheirs = and(
    eq(accounts.organisationId, sellerId),
    eq(accounts.code, planOf("payableProducer").code),
    eq(accounts.subjectId, producerId),
  );
  const [before] = await on
    .select({ balance: sql<string>`coalesce(sum(${postings.amount}), 0)::text` })
    .from(postings)
    .innerJoin(accounts, eq(accounts.id, postings.accountId))
    .where(and(isTheirs, lt(postings.occurredOn, from)));
  // A purchase is booked of an invoice, a part of one that collects several, an appeal or the delivery itself.
  const shipmentId = sql`coalesce((select a.shipment_id from ${appeals} a where a.id = ${entries.subjectId}),
    (select i.shipment_id from ${invoices} i where i.id = ${entries.subjectId}),
    (select p.shipment_id from ${invoiceParts} p where p.id = ${entries.subjectId}), ${entries.subjectId})`;
  const goods = sql<string | null>`(
    select left(string_agg(distinct l.description, ', '), 600) from ${shipmentLines} l
    join ${lotSources} s on s.lot_id = l.lot_id and s.producer_id = ${producerId} where l.shipment_id = ${shipmentId})`;
  const reference = sql<string | null>`coalesce(
    (select o.bank_reference from ${payouts} o where o.id = ${entries.subjectId}),
    (select left(string_agg(distinct d.number, ', '), 600) from ${shipmentLines} l
      join ${purchaseNotes} n on n.commitment_id = l.commitment_id and n.producer_id = ${producerId}
      join ${documents} d on d.subject_id = n.id and d.kind = 'NB' and d.state = 'issued' where l.shipment_id = ${shipmentId}))`;
  const rows = await on
    .select({ on: postings.occurredOn, kind: entries.kind, amount: postings.amount, goods, reference })
    .from(postings)
    .innerJoin(accounts, eq(accounts.id, postings.accountId))
    .innerJoin(entries, eq(entries.id, postings.entryId))
    .where(and(isTheirs, sql`${postings.occurredOn} >= ${from}`, lte(postings.occurredOn, to)))
    .orderBy(asc(postings.occurredOn), asc(entries.sequence))
    .limit(PAPER_LINES_MAX + 1);
  return {
    // A payable is a credit balance.
    openingRupiah: -BigInt(before?.balance ?? 0),
    lines: rows.map(({ kind, amount, ...row }) => ({
      on: row.on,
      move: moveOf(kind, amount),
      goods: row.goods === "" ? null : row.goods,
      reference: row.reference === "" ? null : row.reference,
      amountRupiah: amount < 0n ? -amount : amount,
    })),
  };
}

function moveOf(kind: string, amount: Rupiah): ProducerMove {
  if (kind.startsWith("payout.")) return amount > 0n ? "paid" : "paidBack";
  return amount < 0n ? "bought" : "boughtBack";
}

/** Everything that a producer's statement of a period says, as JSON. */
export async function producerStatementFacts(
  tx: Executor,
  call: Call,
  statement: {
    readonly sellerId: string;
    readonly producerId: string;
    readonly period: ReportPeriod;
    readonly moved: Moved;
    readonly issuedOn: BusinessDay;
  },
): Promise<Record<string, unknown>> {
  const { sellerId, producerId, period, moved, issuedOn } = statement;
  const issuer = (await paperPartiesOf([sellerId], tx)).get(sellerId);
  invariant(issuer, "a seller is a party");
  const issuedBy = call.actor.kind === "member" ? call.actor.personId : null;
  return z.encode(ProducerStatementFacts, {
    issuer: issuer.party,
    place: issuer.place,
    issuedOn,
    producer: await makerFactsOf(producerId, tx),
    startsOn: period.from,
    endsOn: period.to,
    openingRupiah: moved.openingRupiah,
    lines: [...moved.lines],
    closingRupiah: owedAfter(moved.openingRupiah, moved.lines),
    issuedBy: { name: await signatoryName(issuedBy, tx), role: issuer.party.kindLabel },
  });
}
