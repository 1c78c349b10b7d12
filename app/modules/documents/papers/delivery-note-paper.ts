import { z } from "zod";
import type { Paper } from "#app/kernel/paper.ts";
import { QuantityText } from "#app/kernel/quantity-text.ts";
import {
  formalText,
  headFacts,
  MomentFacts,
  PartyFacts,
  paperLines,
  SignatoryFacts,
  UnitFacts,
  WindowFacts,
} from "../facts.ts";
import { exactUnit, figureOf, formalTemperature, formalWeightTotal } from "../formal.ts";
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
  sumsBlock,
  windowText,
} from "../paper.ts";
import { describedCell } from "./priced-table.ts";

/** Surat Jalan: what left the sender, in which vehicle, with whom. It travels with the goods and names no price. */
export const DeliveryNoteFacts = z.object({
  ...headFacts,
  receiver: PartyFacts,
  orderNumber: formalText(80).nullable(),
  departure: MomentFacts,
  arrival: WindowFacts.nullable(),
  vehicleKind: formalText(60).nullable(),
  vehiclePlate: formalText(20).nullable(),
  driverName: formalText(120).nullable(),
  driverPhone: formalText(40).nullable(),
  /** The warehouse of the sender that hands the goods out; papers from before there were any name none. */
  loadedAt: formalText(400).nullable().default(null),
  sealNumber: formalText(60).nullable(),
  loadTemperatureTenths: z.int().min(-600).max(600).nullable(),
  lines: paperLines(
    z.object({
      description: formalText(300),
      specification: formalText(300).nullable(),
      lotCode: formalText(60).nullable(),
      /** Kelurahan the goods come from. */
      origin: formalText(200).nullable(),
      unit: UnitFacts,
      loadedBase: QuantityText,
    }),
  ),
  note: formalText(1000).nullable(),
  dispatchedBy: SignatoryFacts,
  receivedBy: SignatoryFacts,
});
export type DeliveryNoteFacts = z.output<typeof DeliveryNoteFacts>;

export function deliveryNotePaper(facts: DeliveryNoteFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "SJ",
    parties: [issuerOf("Pengirim", facts.issuer), partyOf("Penerima", facts.receiver)],
    facts: [
      factOf("Surat Pesanan", facts.orderNumber),
      factOf("Dimuat di", facts.loadedAt),
      factOf("Berangkat", momentText(facts.departure)),
      factOf("Waktu terima", facts.arrival === null ? null : windowText(facts.arrival)),
      factOf("Kendaraan", listed(facts.vehicleKind, facts.vehiclePlate)),
      factOf("Sopir", listed(facts.driverName, facts.driverPhone)),
      factOf("Nomor segel", facts.sealNumber),
      factOf(
        "Suhu muat",
        facts.loadTemperatureTenths === null ? null : formalTemperature(facts.loadTemperatureTenths),
      ),
    ],
    body: [
      { kind: "paragraph", text: "Bersama surat ini kami kirimkan barang dengan rincian sebagai berikut." },
      loadTable(facts),
      weightSum(facts),
      notesBlock("Catatan", [
        "Mohon barang ditimbang dan diperiksa saat diterima. Keberatan dicatat pada Berita Acara Serah Terima.",
        facts.note,
      ]),
    ],
    signatures: [
      signatureOf("Yang mengirim", facts.dispatchedBy),
      signatureOf("Pengemudi", { name: facts.driverName, role: "Sopir" }),
      signatureOf("Yang menerima", facts.receivedBy),
    ],
  });
}

function loadTable(facts: DeliveryNoteFacts) {
  const hasLots = facts.lines.some((line) => line.lotCode !== null);
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Uraian barang", cell: "text", grow: 3 },
      { title: "Asal barang", cell: "text", grow: 2 },
      ...(hasLots ? [{ title: "Kode lot", cell: "text", grow: 1.4 } as const] : []),
      { title: "Jumlah", cell: "figure", grow: 0 },
      { title: "Satuan", cell: "mark", grow: 0 },
    ],
    rows: facts.lines.map((line, at) => {
      const unit = exactUnit(line.unit, [line.loadedBase]);
      return [
        (at + 1).toString(),
        describedCell(line.description, line.specification),
        line.origin ?? "–",
        ...(hasLots ? [line.lotCode ?? "–"] : []),
        figureOf(line.loadedBase, unit),
        unit.name,
      ];
    }),
    total: null,
  } as const;
}

function weightSum(facts: DeliveryNoteFacts) {
  const weight = formalWeightTotal(
    facts.lines.map((line) => ({ quantity: line.loadedBase, unit: line.unit })),
  );
  if (weight === null) return null;
  return sumsBlock([{ label: "Berat seluruhnya", value: weight, weight: "strong" }]);
}
