import type { z } from "zod";
import { addDays, dayOf, nextBankingDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { type ContractRow, contractRow } from "../contracts/contract-reads.server.ts";
import { HandoverMinutesFacts } from "../documents/papers/handover-minutes-paper.ts";
import { ManifestFacts } from "../documents/papers/manifest-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import type { HandOverTrip } from "./shipment.schema.ts";
import type { ShipmentFacts, ShipmentLineRow } from "./shipment-facts-reads.server.ts";
import { momentFacts } from "./shipment-paper-reads.server.ts";
import { stopsOf } from "./trip-reads.server.ts";

async function groundOf(callOff: CallOffFacts, on: Executor) {
  const contract: ContractRow | null = await contractRow(callOff.contractId, on);
  invariant(contract, "a call-off has a contract");
  const commodity = await gradedCommodity(callOff.commodityCode, callOff.gradeCode, on);
  invariant(commodity, "a call-off is about a graded commodity");
  return { contract, baseUnit: commodity.baseUnit };
}

const SHARED_TRUCK =
  "Truk ini juga membawa muatan panggilan lain di bawah segel yang sama. Di tujuan pertama segel dibuka di hadapan penerima, dan nomor segel baru dicatat.";

/** What the Surat Perintah Kirim dan Manifest of a trip that leaves now says. */
export async function manifestFactsOf(
  paper: {
    readonly tripId: string;
    readonly callOff: CallOffFacts;
    readonly vehicle: { readonly kind: string; readonly payloadGrams: bigint } | null;
    readonly driver: {
      readonly driverName: string;
      readonly driverPhone: string | null;
      readonly vehiclePlate: string;
    };
    readonly sealNumber: string;
    /** Goods of other call-offs lie in the same vehicle, under the same seal. */
    readonly isShared: boolean;
    readonly loads: readonly { readonly shipment: ShipmentFacts; readonly row: ShipmentLineRow }[];
    readonly ordererId: string;
    readonly at: Date;
  },
  on: Executor,
): Promise<z.input<typeof ManifestFacts>> {
  const { callOff, driver } = paper;
  const { contract, baseUnit } = await groundOf(callOff, on);
  const sellers = paper.loads.map((load) => load.shipment.sellerId);
  const parties = await paperPartiesOf([callOff.hubId, callOff.buyerId, ...sellers], on);
  const [hub, buyer] = [parties.get(callOff.hubId), parties.get(callOff.buyerId)];
  invariant(hub && buyer, "both parties are there");
  const stops = await stopsOf(paper.tripId, on);
  const facts = {
    issuer: hub.party,
    place: hub.place,
    issuedOn: dayOf(paper.at, hub.timeZone),
    receiver: buyer.party,
    contractNumber: contract.number,
    callOffNumber: callOff.number,
    vehicleKind: paper.vehicle?.kind ?? null,
    vehiclePlate: driver.vehiclePlate,
    payloadGrams: paper.vehicle?.payloadGrams.toString() ?? null,
    driverName: driver.driverName,
    driverPhone: driver.driverPhone,
    departure: momentFacts(paper.at, hub.timeZone),
    sealNumber: paper.sealNumber,
    temperatureClass: null,
    stops: stops.map((stop, at) => {
      const before = stops[at - 1];
      return {
        kind: stop.kind,
        name: stop.organisationName,
        address: stop.kind === "dropoff" ? contract.destinationAddress : stop.address,
        plannedTime: null,
        distanceMetres: before ? before.distanceMetres - stop.distanceMetres : null,
      };
    }),
    loads: paper.loads.map(({ shipment, row }) => ({
      sender: parties.get(shipment.sellerId)?.party.name ?? shipment.sellerId,
      description: row.description,
      unit: { name: row.unit, base: baseUnit, size: row.basePerUnit.toString() },
      loadedBase: row.loadedBase.toString(),
      deliveryNoteNumber: null,
    })),
    instructions: paper.isShared ? [SHARED_TRUCK] : [],
    orderedBy: { name: await signatoryName(paper.ordererId, on), role: "Petugas logistik" },
    receivedBy: { name: null, role: "Penerima" },
  };
  ManifestFacts.parse(facts);
  return facts;
}

/** What the Berita Acara Serah Terima of one koperasi's share at the destination says. */
export async function shareHandoverFactsOf(
  paper: {
    readonly callOff: CallOffFacts;
    readonly shipment: ShipmentFacts;
    readonly lines: readonly {
      readonly row: ShipmentLineRow;
      readonly deliveredBase: bigint;
      readonly claimedBase: bigint;
    }[];
    readonly input: HandOverTrip;
    readonly at: Date;
  },
  on: Executor,
): Promise<z.input<typeof HandoverMinutesFacts>> {
  const { callOff, shipment, input } = paper;
  const { contract, baseUnit } = await groundOf(callOff, on);
  const parties = await paperPartiesOf([shipment.sellerId, callOff.buyerId], on);
  const [seller, buyer] = [parties.get(shipment.sellerId), parties.get(callOff.buyerId)];
  invariant(seller && buyer, "both parties are there");
  const issuedOn = dayOf(paper.at, buyer.timeZone);
  const facts = {
    issuer: buyer.party,
    place: buyer.place,
    issuedOn,
    sender: seller.party,
    handoverAddress: contract.destinationAddress,
    handedOverAt: momentFacts(paper.at, buyer.timeZone),
    orderNumber: null,
    deliveryNoteNumber: shipment.number,
    contractNumber: `${contract.number}, panggilan ${callOff.number}`,
    vehiclePlate: shipment.vehiclePlate,
    rejectionNumber: null,
    paymentDueOn: nextBankingDay(addDays(issuedOn, contract.paymentTermDays), await bankHolidays(on)),
    lines: paper.lines.map(({ row, deliveredBase, claimedBase }) => ({
      description: row.description,
      specification: null,
      unit: { name: row.unit, base: baseUnit, size: row.basePerUnit.toString() },
      orderedBase: null,
      loadedBase: row.loadedBase.toString(),
      weighedBase: deliveredBase.toString(),
      acceptedBase: (deliveredBase - claimedBase).toString(),
      rejectedBase: claimedBase.toString(),
      temperatureTenths: null,
      rejectReason: claimedBase > 0n ? ("cracked" as const) : null,
      disposition: claimedBase > 0n ? ("deducted" as const) : null,
      note: null,
    })),
    note: input.note ?? null,
    handedOverBy: { name: shipment.driverName, role: "Pengemudi" },
    receivedBy: { name: input.receiverName, role: "Penerima" },
    witnessedBy: input.witnessName === undefined ? null : { name: input.witnessName, role: "Saksi" },
  };
  HandoverMinutesFacts.parse(facts);
  return facts;
}
