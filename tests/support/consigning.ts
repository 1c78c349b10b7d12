import { addDays } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { type AccountName, planOf } from "#app/modules/ledger/chart.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { TestDatabase } from "./database.ts";
import { deliveries, freeVillage } from "./deliveries.ts";
import { type Kitchen, type Koperasi, type World, world } from "./world.ts";

type Goods = {
  readonly town: World;
  readonly kitchen: Kitchen;
  readonly seller: Koperasi;
  readonly listingId: string;
  readonly lotId: string;
};

/** A koperasi with goods in custody, a kitchen that buys them, and how the goods of a consignment stand. */
export function consigning(database: TestDatabase) {
  const road = deliveries(database);

  async function town() {
    const place = world(database);
    const kitchen = await place.kitchen({ regionCode: "35.72.01.1006" });
    const seller = await place.koperasi({ regionCode: await freeVillage(database) });
    return { town: place, kitchen, seller };
  }

  /** Raw crackers by the kilo at Rp 24.500. */
  const listing = (place: World, seller: Koperasi) =>
    place.listing(seller, {
      commodityCode: "KRP",
      gradeCode: "A",
      title: "Kerupuk mentah titipan",
      priceRupiah: "24500",
      costRupiah: "22000",
      priceValidUntil: addDays(place.today, 30),
    });

  /** 40 kg at a price of the maker's own of Rp 22.000, settled by the week. */
  function wish(place: World, of: { readonly listingId: string; readonly consignorId: string }) {
    return {
      ...of,
      quantityBase: "40000",
      terms: "fixed" as "fixed" | "commission",
      priceRupiah: "22000" as string | undefined,
      madeOn: place.today,
      expiresOn: addDays(place.today, 60),
      period: "weekly" as const,
      payDays: 3,
    };
  }

  const maker = (place: World, seller: Koperasi) =>
    addProducer(place.callOf(seller.business), { name: "Kerupuk Ning Sri" });

  async function lotOf(consignmentId: string): Promise<string> {
    const [row] = await database.sql`select lot_id from consignments where id = ${consignmentId}`;
    return row?.["lot_id"] as string;
  }

  /** A maker's crackers in custody, agreed at the counter. */
  async function crackers() {
    const place = await town();
    const listingId = await listing(place.town, place.seller);
    const call = place.town.callOf(place.seller.business);
    const { producerId } = await maker(place.town, place.seller);
    const { consignmentId } = await placeConsignment(
      call,
      wish(place.town, { listingId, consignorId: producerId }),
    );
    await answerConsignment(call, { consignmentId, answer: "agree" });
    return { ...place, listingId, producerId, consignmentId, lotId: await lotOf(consignmentId) };
  }

  /** So much of the goods is ordered, promised and on its way. */
  async function dispatched({ town: place, kitchen, seller, listingId, lotId }: Goods, base: bigint) {
    const budgetId = await place.budget(kitchen, 500_000_000n, newId("budget"));
    const quantityBase = base.toString();
    const orderId = await place.order(kitchen, {
      budgetId,
      line: { commodityCode: "KRP", gradeCode: "A", quantityBase, ceilingRupiah: "26000" },
    });
    const commitmentId = await place.promise(seller, orderId, {
      lotId,
      quantityBase: base,
      priceRupiah: 24_500n,
    });
    const deal = {
      town: place,
      kitchen,
      seller,
      goods: { listingId, lotId },
      budgetId,
      orderId,
      commitmentId,
    };
    return { ...deal, shipmentId: await road.dispatched(deal, base) };
  }

  /** As `dispatched`, and all of it accepted. */
  async function sold(goods: Goods, base: bigint) {
    const deal = await dispatched(goods, base);
    await road.receive(deal, deal.shipmentId, { deliveredBase: base.toString(), rejectedBase: "0" });
    return deal;
  }

  async function goods(consignmentId: string) {
    const [row] = await database.sql`select * from consignment_goods where consignment_id = ${consignmentId}`;
    const base = (name: string) => BigInt(row?.[`${name}_base`]);
    return {
      brought: base("brought"),
      sold: base("sold"),
      underway: base("underway"),
      damaged: base("damaged"),
      returned: base("returned"),
      left: base("left"),
    };
  }

  /** What stands on an account of an organisation, over all whom it is kept for; debit positive. */
  async function balance(organisationId: string, account: AccountName): Promise<bigint> {
    const [row] = await database.sql`
      select coalesce(sum(balance), 0)::text as balance from account_balances
      where organisation_id = ${organisationId} and code = ${planOf(account).code}`;
    return BigInt(row?.["balance"]);
  }

  return { balance, town, maker, listing, wish, crackers, dispatched, sold, goods, lotOf };
}
