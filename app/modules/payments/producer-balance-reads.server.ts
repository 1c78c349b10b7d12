import { and, desc, eq, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lotSources, lots, producers } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices, koperasiStatements } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import { accountBalances, entries, postings } from "#db/schema/ledger.ts";
import { payouts } from "#db/schema/payments.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { shareLots } from "#db/schema/shipments-share-lots.ts";
import { producerDuesHeld } from "../invoicing/objection-reads.server.ts";
import { planOf } from "../ledger/chart.ts";
import { batchProofId } from "./batch-file-reads.server.ts";
import { type OpenClaim, openClaims, type ProducerClaim } from "./producer-dues.ts";

/** How far back a producer sees lots and payments; sums go back to the beginning. */
const SHOWN_MAX = 30;

export type ProducerBalance = {
  readonly producerId: string;
  readonly name: string;
  readonly sellerName: string;
  /** Owed now, by the ledger, and when. */
  readonly dueRupiah: Rupiah;
  /** What of it waits because a buyer objects to what was sold of theirs. */
  readonly heldRupiah: Rupiah;
  readonly open: readonly OpenClaim[];
  readonly paid: readonly {
    readonly on: BusinessDay | null;
    readonly amountRupiah: Rupiah;
    /** As the bank's own page has it. */
    readonly reference: string | null;
    /** Whether the payer keeps what shows the transfer. It may show what others were paid, so the payer shows it. */
    readonly isProven: boolean;
  }[];
  readonly lots: readonly {
    readonly lotId: string;
    readonly commodity: string;
    readonly unit: string;
    readonly basePerUnit: bigint;
    readonly broughtOn: Date;
    readonly broughtBase: bigint;
    readonly soldBase: bigint;
    readonly returnedBase: bigint;
    readonly lostBase: bigint;
    readonly leftBase: bigint;
    readonly priceRupiah: Rupiah | null;
  }[];
};

/** How a producer stands with the seller they belong to: what became of what they brought, what is owed and was paid. Null for nobody. */
export async function producerBalance(
  sellerId: string,
  producerId: string,
  on: Executor = db(),
): Promise<ProducerBalance | null> {
  const [who] = await on
    .select({ name: producers.name, sellerName: organisations.name })
    .from(producers)
    .innerJoin(organisations, eq(organisations.id, producers.organisationId))
    .where(and(eq(producers.id, producerId), eq(producers.organisationId, sellerId)));
  if (!who) return null;
  const { dueRupiah, claims } = await claimsOf(sellerId, producerId, on);
  const paid = await on
    .select({
      on: payouts.settledOn,
      amountRupiah: payouts.amountRupiah,
      reference: payouts.bankReference,
      isProven: sql<boolean>`coalesce(${payouts.proofId}, ${batchProofId}) is not null`,
    })
    .from(payouts)
    .where(
      and(
        eq(payouts.payerId, sellerId),
        eq(payouts.payeeProducerId, producerId),
        eq(payouts.state, "confirmed"),
      ),
    )
    .orderBy(desc(payouts.settledOn), desc(payouts.id))
    .limit(SHOWN_MAX);
  return {
    producerId,
    ...who,
    dueRupiah,
    heldRupiah: await producerDuesHeld(sellerId, producerId, on),
    open: openClaims(claims, dueRupiah),
    paid,
    lots: await lotsOfProducer(producerId, on),
  };
}

/** What is owed to a producer by the ledger, and what became due to them with each delivery. */
export async function claimsOf(sellerId: string, producerId: string, on: Executor) {
  const [account] = await on
    .select({ balance: accountBalances.balance })
    .from(accountBalances)
    .where(
      and(
        eq(accountBalances.organisationId, sellerId),
        eq(accountBalances.code, planOf("payableProducer").code),
        eq(accountBalances.subjectId, producerId),
      ),
    );
  return {
    // A payable is a credit balance.
    dueRupiah: account && account.balance < 0n ? -account.balance : 0n,
    claims: (await claimsOfEach(sellerId, [producerId], on)).get(producerId) ?? [],
  };
}

/** As far back as what is owed to a producer is looked for. */
const CLAIMS_MAX = 200;

/** What became due with each delivery to these producers of a seller, by producer, the newest first; in one look, however many they are. */
export async function claimsOfEach(
  sellerId: string,
  producerIds: readonly string[],
  on: Executor,
): Promise<ReadonlyMap<string, readonly ProducerClaim[]>> {
  // What was agreed of the goods of that delivery; of several terms, the longest.
  const rows = await on.execute<{
    producer_id: string;
    on_day: BusinessDay;
    amount: string;
    pay_days: number | null;
  }>(sql`
    select w.subject_id as producer_id, d.on_day::text, d.amount::text, (
      select max(s.pay_days) from (select l.lot_id, l.shipment_id from ${shipmentLines} l
        union all select n.lot_id, n.shipment_id from ${shareLots} n) l join ${lotSources} s on s.lot_id = l.lot_id
      where l.shipment_id = coalesce((select a.shipment_id from ${appeals} a where a.id = d.subject_id),
        (select i.shipment_id from ${invoices} i where i.id = d.subject_id),
        (select p.shipment_id from ${invoiceParts} p where p.id = d.subject_id),
        (select h.id from ${koperasiStatements} t join ${shipments} h on h.call_off_id = t.call_off_id and h.seller_id = t.koperasi_id
          where t.id = d.subject_id and h.state = 'received' limit 1), d.subject_id) and s.producer_id = w.subject_id) as pay_days
    from ${accountBalances} w cross join lateral (
      select e.id, e.occurred_on as on_day, e.subject_id, -p.amount as amount
      from ${postings} p join ${entries} e on e.id = p.entry_id
      where p.account_id = w.account_id and e.kind = 'producers.due'
        and not exists (select 1 from ${entries} r where r.reverses_id = e.id)
      order by e.occurred_on desc, e.id desc limit ${CLAIMS_MAX}) d
    where w.organisation_id = ${sellerId} and w.code = ${planOf("payableProducer").code}
      and w.subject_id in (select jsonb_array_elements_text(${JSON.stringify(producerIds)}::jsonb))
    order by d.on_day desc, d.id desc`);
  const claims = new Map<string, ProducerClaim[]>();
  for (const row of rows) {
    const own = claims.get(row.producer_id) ?? [];
    claims.set(row.producer_id, own);
    own.push({ onDay: row.on_day, amountRupiah: BigInt(row.amount), payDays: row.pay_days });
  }
  return claims;
}

async function lotsOfProducer(producerId: string, on: Executor): Promise<ProducerBalance["lots"]> {
  const moved = (kind: "brought" | "back" | "given_back") => sql<string>`(
    select coalesce(sum(m.quantity_base), 0)::text from ${lotMoves} m
    where m.lot_id = ${lotSources.lotId} and m.producer_id = ${lotSources.producerId} and m.kind = ${kind})`;
  const rows = await on
    .select({
      source: lotSources,
      createdAt: lots.createdAt,
      commodity: commodities.name,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      back: moved("back"),
      givenBack: moved("given_back"),
    })
    .from(lotSources)
    .innerJoin(lots, eq(lots.id, lotSources.lotId))
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .where(eq(lotSources.producerId, producerId))
    .orderBy(desc(lots.id))
    .limit(SHOWN_MAX);
  return rows.map(({ source, createdAt, back, givenBack, ...goods }) => ({
    lotId: source.lotId,
    ...goods,
    broughtOn: createdAt,
    broughtBase: source.quantityBase + BigInt(givenBack),
    soldBase: source.shippedBase,
    returnedBase: BigInt(back) + BigInt(givenBack),
    lostBase: source.lostBase,
    leftBase: source.quantityBase - source.shippedBase - source.lostBase,
    priceRupiah: source.priceRupiah,
  }));
}
