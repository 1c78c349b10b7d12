import { z } from "zod";
import { timeZones } from "#app/kernel/calendar.ts";
import { DRAWING, DRAWING_LETTERS_MAX } from "#app/kernel/drawing.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import { baseUnits, priceOf } from "#app/kernel/quantity.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";

/**
 * The facts of a paper are everything it says, frozen on the day it is issued: names, addresses and lines spelled
 * out, so that the paper can be drawn again after any of them has changed. Stored as JSON: amounts and quantities
 * are digits there and bigints in code. Fields are never renamed or dropped, and a new one must allow null by
 * default, because papers of earlier years are still read with the schema of today.
 */
export function formalText(max: number) {
  return z.string().min(1).max(max);
}

export const FormalDay = z.iso.date();
export const FormalClock = z.string().regex(/^\d{2}:\d{2}$/);

/** At most so many lines stand on one paper. */
export const PAPER_LINES_MAX = 500;

/** A labelled number that identifies a party: NIK koperasi, NPWP, badan hukum. */
const LegalId = z.object({ label: formalText(60), value: formalText(80) });

export const PartyFacts = z.object({
  name: formalText(200),
  /** What it is, spelled out: "Koperasi Kelurahan Merah Putih". */
  kindLabel: formalText(120),
  address: formalText(400),
  /** Kemendagri code of its kelurahan, and the names that go with it. */
  regionCode: formalText(20),
  regionName: formalText(200),
  phone: formalText(40).nullable(),
  legalIds: z.array(LegalId).max(6),
});
export type PartyFacts = z.output<typeof PartyFacts>;

/** Who signs: a null name leaves a dotted line to be signed by hand. */
export const SignatoryFacts = z.object({
  name: formalText(120).nullable(),
  role: formalText(120),
  /** Drawn by finger when it was signed on a phone. */
  drawing: z.string().max(DRAWING_LETTERS_MAX).regex(DRAWING).nullable().optional(),
});
export type SignatoryFacts = z.output<typeof SignatoryFacts>;

/** The unit of trade of a line: "peti" of 15,000 g. */
export const UnitFacts = z.object({
  name: formalText(40),
  base: z.enum(baseUnits),
  size: PositiveQuantityText,
});

export const MomentFacts = z.object({ day: FormalDay, time: FormalClock, timeZone: z.enum(timeZones) });
export type MomentFacts = z.output<typeof MomentFacts>;

export const WindowFacts = z.object({
  day: FormalDay,
  start: FormalClock,
  end: FormalClock,
  timeZone: z.enum(timeZones),
});
export type WindowFacts = z.output<typeof WindowFacts>;

export const BankAccountFacts = z.object({
  bank: formalText(80),
  number: formalText(60),
  holder: formalText(160),
});
export type BankAccountFacts = z.output<typeof BankAccountFacts>;

/** What every paper begins with: who issues it, where and on which day. */
export const headFacts = { issuer: PartyFacts, place: formalText(120), issuedOn: FormalDay };
export type HeadFacts = {
  readonly issuer: PartyFacts;
  readonly place: string;
  readonly issuedOn: string;
};

/** Goods at a price: the amount is quantity × price, rounded half up once. */
export const pricedLine = {
  description: formalText(300),
  /** Cut, grade, dish or batch: the small second line. */
  specification: formalText(300).nullable(),
  unit: UnitFacts,
  quantityBase: QuantityText,
  /** Rupiah per unit of trade. */
  priceRupiah: RupiahText,
  amountRupiah: RupiahText,
};

export const PricedLine = z.object(pricedLine);
export type PricedLine = z.output<typeof PricedLine>;

/** A line of an invoice over a period, with the handover whose goods it claims; every other line, and older papers, do without. */
export const BilledLine = PricedLine.extend({
  handover: z
    .object({
      number: formalText(80),
      day: FormalDay,
      /** Which line of the Berita Acara it is, from 1. */
      line: z.int().min(1),
    })
    .nullable()
    .optional(),
});
export type BilledLine = z.output<typeof BilledLine>;

/** True when the amount of a line is what its quantity and price come to. */
export function lineAddsUp(line: PricedLine): boolean {
  return line.amountRupiah === priceOf(line.quantityBase, line.priceRupiah, line.unit.size);
}

/** The lines of a paper: at least one, and not more than a paper can carry. */
export function paperLines<Line extends z.ZodType>(line: Line) {
  return z.array(line).min(1).max(PAPER_LINES_MAX);
}
