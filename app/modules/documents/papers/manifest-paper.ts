import { z } from "zod";
import { decimalOf, whole } from "#app/i18n/format.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import {
  FormalClock,
  formalText,
  headFacts,
  MomentFacts,
  PartyFacts,
  paperLines,
  SignatoryFacts,
  UnitFacts,
} from "../facts.ts";
import { exactUnit, figureOf, formalQuantity, formalTime, formalWeightTotal, plainUnits } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  listed,
  momentText,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
} from "../paper.ts";
import { describedCell } from "./priced-table.ts";

const stopWords = { pickup: "Muat", gate: "Timbang di gerbang", dropoff: "Bongkar" } as const;

/**
 * Surat Perintah Kirim dan Manifest: the order to a driver to carry a consolidated load, stop by stop, and the list
 * of what lies in the vehicle and whose it is. It travels with the load and names no price.
 */
export const ManifestFacts = z.object({
  ...headFacts,
  receiver: PartyFacts,
  contractNumber: formalText(80).nullable(),
  callOffNumber: formalText(80).nullable(),
  vehicleKind: formalText(60).nullable(),
  vehiclePlate: formalText(20),
  payloadGrams: PositiveQuantityText.nullable(),
  driverName: formalText(120),
  driverPhone: formalText(40).nullable(),
  departure: MomentFacts,
  sealNumber: formalText(60).nullable(),
  temperatureClass: formalText(60).nullable(),
  stops: z
    .array(
      z.object({
        kind: z.enum(["pickup", "gate", "dropoff"]),
        name: formalText(200),
        address: formalText(400).nullable(),
        plannedTime: FormalClock.nullable(),
        /** From the stop before. */
        distanceMetres: z.int().min(0).nullable(),
      }),
    )
    .min(1)
    .max(40),
  loads: paperLines(
    z.object({
      sender: formalText(200),
      description: formalText(300),
      unit: UnitFacts,
      loadedBase: QuantityText,
      deliveryNoteNumber: formalText(80).nullable(),
    }),
  ),
  instructions: z.array(formalText(400)).max(12),
  orderedBy: SignatoryFacts,
  receivedBy: SignatoryFacts,
});
export type ManifestFacts = z.output<typeof ManifestFacts>;

export function manifestPaper(facts: ManifestFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "SPK",
    parties: [issuerOf("Pemberi perintah", facts.issuer), partyOf("Tujuan akhir", facts.receiver)],
    facts: [
      factOf("Kendaraan", listed(facts.vehicleKind, facts.vehiclePlate)),
      factOf("Pengemudi", listed(facts.driverName, facts.driverPhone)),
      factOf("Berangkat", momentText(facts.departure)),
      factOf("Nomor segel", facts.sealNumber),
      factOf(
        "Daya muat",
        facts.payloadGrams === null ? null : formalQuantity(facts.payloadGrams, plainUnits.g),
      ),
      factOf("Kelas suhu", facts.temperatureClass),
      factOf("Kontrak", facts.contractNumber),
      factOf("Panggilan kirim", facts.callOffNumber),
    ],
    body: [
      {
        kind: "paragraph",
        text: "Pengemudi mengangkut muatan berikut dan menyerahkannya kepada penerima dengan berita acara.",
      },
      { kind: "heading", text: "Urutan perhentian" },
      stopTable(facts),
      { kind: "heading", text: "Manifest muatan" },
      loadTable(facts),
      notesBlock("Petunjuk", facts.instructions),
    ],
    signatures: [
      signatureOf("Yang memerintahkan", facts.orderedBy),
      signatureOf("Pengemudi", { name: facts.driverName, role: "Sopir" }),
      signatureOf("Yang menerima", facts.receivedBy),
    ],
  });
}

function stopTable(facts: ManifestFacts): PaperTable {
  const hasTimes = facts.stops.some((stop) => stop.plannedTime !== null);
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Tempat", cell: "text", grow: 3 },
      { title: "Kegiatan", cell: "text", grow: 1.2 },
      ...(hasTimes ? [{ title: "Rencana tiba", cell: "mark", grow: 0 } as const] : []),
      { title: "Jarak (km)", cell: "figure", grow: 0 },
    ],
    rows: facts.stops.map((stop, at) => [
      (at + 1).toString(),
      describedCell(stop.name, stop.address),
      stopWords[stop.kind],
      ...(hasTimes
        ? [stop.plannedTime === null ? "–" : formalTime(stop.plannedTime, facts.departure.timeZone)]
        : []),
      stop.distanceMetres === null ? "–" : kilometres(stop.distanceMetres),
    ]),
    total: null,
  };
}

/** Metres in kilometres, to the hundred metres that a driver can use. */
function kilometres(metres: number): string {
  return decimalOf(BigInt(Math.round(metres / 100)), 10n);
}

function loadTable(facts: ManifestFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Pengirim", cell: "text", grow: 3 },
      { title: "Uraian barang", cell: "text", grow: 2.4 },
      { title: "Surat Jalan", cell: "text", grow: 2.6 },
      { title: "Jumlah", cell: "figure", grow: 0 },
      { title: "Satuan", cell: "mark", grow: 0 },
    ],
    rows: facts.loads.map((load, at) => {
      const unit = exactUnit(load.unit, [load.loadedBase]);
      return [
        (at + 1).toString(),
        load.sender,
        load.description,
        load.deliveryNoteNumber ?? "–",
        figureOf(load.loadedBase, unit),
        unit.name,
      ];
    }),
    total: totalRow(facts.loads),
  };
}

/** How many loads and what they weigh; the sum of quantities only where all are counted in one unit. */
function totalRow(loads: ManifestFacts["loads"]): string[] {
  const parts = loads.map((load) => ({ quantity: load.loadedBase, unit: load.unit }));
  const label = listed(`Jumlah ${whole(loads.length)} muatan`, formalWeightTotal(parts));
  const traded = loads[0]?.unit;
  const isOneUnit = loads.every(
    ({ unit }) => unit.name === traded?.name && unit.base === traded.base && unit.size === traded.size,
  );
  if (traded === undefined || !isOneUnit) return ["", label, "", "", "", ""];
  const quantity = loads.reduce((sum, load) => sum + load.loadedBase, 0n);
  const unit = exactUnit(traded, [quantity]);
  return ["", label, "", "", figureOf(quantity, unit), unit.name];
}
