// Committers of the match-commit measurement, in a process that may be killed at any moment: each promises a little of a
// few lots to a few lines, again and again, all from the same small shelf, and takes a refusal for an answer.

import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Conflict } from "#app/kernel/errors.ts";
import { offerColumns } from "#app/modules/commitments/offer-columns.ts";
import { offerCommitments } from "#app/modules/commitments/offer-commitments.server.ts";
import { connect } from "#db/client.server.ts";
import { isDatabaseAway } from "#db/sql-state.ts";
import { inTransaction } from "#db/transaction.server.ts";

const SHELF = 300;
const OFFERS = 8;
const CONNECTIONS = 25;

const url = new URL(process.env["DATABASE_URL"] ?? "");
url.searchParams.set("application_name", "committers");
const { db } = connect(url.href, CONNECTIONS);

type Pair = Record<string, string>;
const pairs = (await db.execute(`
  with shelf as (
    select l.id, l.listing_id, l.seller_id, s.commodity_code from lots l join listings s on s.id = l.listing_id
    where l.quantity_base - l.reserved_base > 10000 order by l.id limit ${SHELF}
  ), asking as (
    select o.id, o.order_id, o.commodity_code, k.buyer_id, k.delivery_day::text as day,
      row_number() over (partition by o.commodity_code order by o.id) as n
    from order_lines o join orders k on k.id = o.order_id where o.promised_base < o.quantity_base
  )
  select shelf.id as lot, listing_id as listing, seller_id as seller, asking.id as line, order_id as "order", buyer_id as buyer, day
  from shelf join asking on asking.commodity_code = shelf.commodity_code and asking.n <= 400`)) as unknown as Pair[];

const deliveryDay = pairs[0]?.["day"] as BusinessDay;
if (pairs.length === 0) throw new Error("no lot of the shelf can serve a line");

async function commit(): Promise<void> {
  const some = Array.from({ length: OFFERS }, () => pairs[Math.floor(Math.random() * pairs.length)] as Pair);
  const call = {
    actor: { kind: "system" as const, name: "bench" },
    at: new Date(),
    key: null,
    causation: null,
  };
  await inTransaction(
    (tx) =>
      offerCommitments(
        tx,
        call,
        offerColumns(
          some.map((pair) => ({
            orderId: pair["order"] as string,
            orderLineId: pair["line"] as string,
            buyerId: pair["buyer"] as string,
            cityCode: "35",
            sellerId: pair["seller"] as string,
            listingId: pair["listing"] as string,
            lotId: pair["lot"] as string,
            quantityBase: 1n + BigInt(Math.floor(Math.random() * 20)),
            unit: "kg",
            basePerUnit: 1_000n,
            priceRupiah: 1_000n,
          })),
          deliveryDay,
        ),
        { deliveryDay, matchRunId: null, answerBy: new Map([["35", call.at]]) },
      ),
    { isolation: "read committed", on: db },
  );
}

async function committer(): Promise<never> {
  for (;;)
    await commit().catch((error: unknown) => {
      if (!(error instanceof Conflict) && !isDatabaseAway(error)) throw error;
    });
}

await Promise.all(Array.from({ length: Number(process.argv[2]) }, committer));
