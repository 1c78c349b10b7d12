import { eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { dayOf, nextBankingDay, type TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities, lots } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { orderLines } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { warehousePlaces } from "../catalogue/warehouse-reads.server.ts";
import { payableFrom } from "../commitments/payment-terms-reads.server.ts";
import { standingPaperNumber } from "../documents/document-reads.server.ts";
import { DeliveryNoteFacts } from "../documents/papers/delivery-note-paper.ts";
import { HandoverMinutesFacts } from "../documents/papers/handover-minutes-paper.ts";
import { RejectionMinutesFacts } from "../documents/papers/rejection-minutes-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import type { ReceivedLine, ReceiveShipment } from "./shipment.schema.ts";
import type { orderFacts, ShipmentFacts, ShipmentLineRow } from "./shipment-facts-reads.server.ts";

type Order = NonNullable<Awaited<ReturnType<typeof orderFacts>>>;
type Goods = {
  readonly baseUnit: BaseUnit;
  readonly specification: string | null;
  readonly origin: string;
  readonly lotId: string;
};

/** "2026-03-27" and "07:30" on the clock of a place. */
export function momentFacts(at: Date, timeZone: TimeZone) {
  const wall = new Date(
    at.getTime() + { "Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9 }[timeZone] * 3_600_000,
  );
  return { day: dayOf(at, timeZone), time: wall.toISOString().slice(11, 16), timeZone };
}

export async function goodsOf(rows: readonly ShipmentLineRow[], on: Executor): Promise<Map<string, Goods>> {
  const ids = rows.flatMap((row) => row.commitmentId ?? []);
  if (ids.length === 0) return new Map();
  const found = await on
    .select({
      commitmentId: commitments.id,
      baseUnit: commodities.baseUnit,
      specification: orderLines.specification,
      origin: regions.name,
      lotId: lots.id,
    })
    .from(commitments)
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(lots, eq(lots.id, commitments.lotId))
    .innerJoin(regions, eq(regions.code, lots.originRegionCode))
    .where(inArray(commitments.id, ids));
  return new Map(found.map((one) => [one.commitmentId, one]));
}

export function goodsFor(row: ShipmentLineRow, goods: ReadonlyMap<string, Goods>): Goods {
  const found = goods.get(row.commitmentId ?? "");
  invariant(found, "a line of an order stands on a promise");
  return found;
}

export function unitFacts(row: ShipmentLineRow, base: BaseUnit) {
  return { name: row.unit, base, size: row.basePerUnit.toString() };
}

/** "Gudang Blimbing, Jalan …, Kota Malang"; null for what leaves from its seller's own address. */
async function loadingPlace(warehouseId: string | null, on: Executor): Promise<string | null> {
  if (warehouseId === null) return null;
  const place = (await warehousePlaces([warehouseId], on)).get(warehouseId);
  return place ? `${place.name}, ${place.address}, ${place.cityName}` : null;
}

/** What the Surat Jalan of a shipment that leaves now says. */
export async function deliveryNoteFactsOf(
  paper: {
    readonly shipment: ShipmentFacts;
    readonly order: Order;
    readonly loaded: readonly { readonly row: ShipmentLineRow; readonly loadedBase: bigint }[];
    readonly driver: {
      readonly driverName: string;
      readonly vehiclePlate: string;
      readonly driverPhone: string | null;
    };
    readonly note: string | null;
    readonly dispatcherId: string;
    readonly at: Date;
  },
  on: Executor,
): Promise<z.input<typeof DeliveryNoteFacts>> {
  const { shipment, order, driver } = paper;
  const parties = await paperPartiesOf([shipment.sellerId, shipment.buyerId], on);
  const [seller, buyer] = [parties.get(shipment.sellerId), parties.get(shipment.buyerId)];
  invariant(seller && buyer, "both parties are there");
  const carried = paper.loaded.filter((line) => line.loadedBase > 0n);
  const goods = await goodsOf(
    carried.map((line) => line.row),
    on,
  );
  const facts = {
    issuer: seller.party,
    place: seller.place,
    issuedOn: dayOf(paper.at, seller.timeZone),
    receiver: buyer.party,
    orderNumber: await standingPaperNumber(shipment.id, "SP", on),
    departure: momentFacts(paper.at, seller.timeZone),
    arrival: {
      day: order.deliveryDay,
      start: order.windowStart,
      end: order.windowEnd,
      timeZone: buyer.timeZone,
    },
    vehicleKind: null,
    vehiclePlate: driver.vehiclePlate,
    driverName: driver.driverName,
    driverPhone: driver.driverPhone,
    loadedAt: await loadingPlace(shipment.warehouseId, on),
    sealNumber: null,
    loadTemperatureTenths: null,
    lines: carried.map(({ row, loadedBase }) => {
      const one = goodsFor(row, goods);
      return {
        description: row.description,
        specification: one.specification,
        lotCode: one.lotId,
        origin: one.origin,
        unit: unitFacts(row, one.baseUnit),
        loadedBase: loadedBase.toString(),
      };
    }),
    note: paper.note,
    dispatchedBy: { name: await signatoryName(paper.dispatcherId, on), role: "Pengirim" },
    receivedBy: { name: null, role: "Penerima" },
  };
  DeliveryNoteFacts.parse(facts);
  return facts;
}

export type ReceivedPaper = {
  readonly shipment: ShipmentFacts;
  readonly order: Order;
  readonly input: ReceiveShipment;
  readonly lines: readonly {
    readonly row: ShipmentLineRow;
    readonly filled: ReceivedLine;
    readonly acceptedBase: bigint;
  }[];
  /** When it was weighed, and when the house learnt of it and writes the paper. */
  readonly at: Date;
  readonly issuedAt: Date;
};

async function receivedHead(paper: ReceivedPaper, on: Executor) {
  const { shipment, input } = paper;
  const parties = await paperPartiesOf([shipment.sellerId, shipment.buyerId], on);
  const [seller, buyer] = [parties.get(shipment.sellerId), parties.get(shipment.buyerId)];
  invariant(seller && buyer, "both parties are there");
  return {
    timeZone: buyer.timeZone,
    receivedOn: dayOf(paper.at, buyer.timeZone),
    common: {
      issuer: buyer.party,
      place: buyer.place,
      issuedOn: dayOf(paper.issuedAt, buyer.timeZone),
      sender: seller.party,
      handoverAddress: buyer.party.address,
      orderNumber: await standingPaperNumber(shipment.id, "SP", on),
      deliveryNoteNumber: shipment.number,
      note: input.note ?? null,
      handedOverBy: {
        name: input.driverName ?? shipment.driverName,
        role: "Pengemudi",
        drawing: input.driverSignature ?? null,
      },
      receivedBy: { name: input.receiverName, role: "Penerima", drawing: input.receiverSignature ?? null },
      witnessedBy:
        input.witnessName === undefined
          ? null
          : { name: input.witnessName, role: "Saksi", drawing: input.witnessSignature ?? null },
    },
  };
}

/** What the Berita Acara Serah Terima says; `rejectionNumber` names the paper about what was refused. */
export async function handoverFactsOf(
  paper: ReceivedPaper,
  rejectionNumber: string | null,
  on: Executor,
): Promise<z.input<typeof HandoverMinutesFacts>> {
  const { common, timeZone, receivedOn } = await receivedHead(paper, on);
  const goods = await goodsOf(
    paper.lines.map((line) => line.row),
    on,
  );
  const facts = {
    ...common,
    handedOverAt: momentFacts(paper.at, timeZone),
    contractNumber: null,
    vehiclePlate: paper.shipment.vehiclePlate,
    rejectionNumber,
    paymentDueOn: nextBankingDay(
      await payableFrom(receivedOn, paper.order.id, paper.shipment.sellerId, on),
      await bankHolidays(on),
    ),
    lines: paper.lines.map(({ row, filled, acceptedBase }) => {
      const one = goodsFor(row, goods);
      return {
        description: row.description,
        specification: one.specification,
        unit: unitFacts(row, one.baseUnit),
        orderedBase: row.promisedBase.toString(),
        loadedBase: row.loadedBase.toString(),
        weighedBase: filled.deliveredBase.toString(),
        acceptedBase: acceptedBase.toString(),
        rejectedBase: filled.rejectedBase.toString(),
        temperatureTenths: filled.temperatureTenths ?? null,
        grossBase: filled.grossBase?.toString() ?? null,
        tareBase: filled.grossBase === undefined ? null : (filled.tareBase ?? 0n).toString(),
        sensedFlaws: filled.sensedFlaws ?? null,
        rejectReason: filled.rejectReason ?? null,
        disposition: filled.disposition ?? null,
        note: filled.note ?? null,
      };
    }),
  };
  HandoverMinutesFacts.parse(facts);
  return facts;
}

/** What the Berita Acara Penolakan says: the refused part of what was weighed. */
export async function rejectionFactsOf(
  paper: ReceivedPaper,
  on: Executor,
): Promise<z.input<typeof RejectionMinutesFacts>> {
  const { common, timeZone } = await receivedHead(paper, on);
  const refused = paper.lines.filter((line) => line.filled.rejectedBase > 0n);
  const goods = await goodsOf(
    refused.map((line) => line.row),
    on,
  );
  const facts = {
    ...common,
    inspectedAt: momentFacts(paper.at, timeZone),
    handoverNumber: null,
    lines: refused.map(({ row, filled }) => {
      const one = goodsFor(row, goods);
      invariant(filled.rejectReason && filled.disposition, "what is refused has a reason and an end");
      return {
        description: row.description,
        specification: one.specification,
        unit: unitFacts(row, one.baseUnit),
        weighedBase: filled.deliveredBase.toString(),
        rejectedBase: filled.rejectedBase.toString(),
        rejectReason: filled.rejectReason,
        disposition: filled.disposition,
        temperatureTenths: filled.temperatureTenths ?? null,
        hasPhoto: filled.photoId !== undefined,
        note: filled.note ?? null,
      };
    }),
  };
  RejectionMinutesFacts.parse(facts);
  return facts;
}
