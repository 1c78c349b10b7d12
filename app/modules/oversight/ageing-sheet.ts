import { m } from "#app/i18n/paraglide/messages.js";
import { type AgedAccount, type AgeingSide, ageBands } from "./aged-accounts.ts";
import type { Sheet, SheetCell } from "./sheet.ts";
import { bandLabel, sideLabel } from "./ui/aged-accounts.tsx";

const rupiah = (value: bigint): SheetCell => ({ kind: "rupiah", value });

/** A side with its counterparties and their ages, as typed cells that can be added up. */
export function ageingSheet(rows: readonly AgedAccount[], side: AgeingSide): Sheet {
  return {
    name: sideLabel(side),
    head: [
      m.ledger_statement_code(),
      m.oversight_ageing_who(),
      ...ageBands.map(({ key }) => bandLabel(key)),
      m.oversight_ageing_open(),
      m.oversight_ageing_late(),
      m.oversight_ageing_held(),
    ],
    rows: rows.map((row) => [
      { kind: "text", value: row.code },
      { kind: "text", value: row.name },
      ...ageBands.map(({ key }) => rupiah(row.ages[key])),
      rupiah(row.openRupiah),
      rupiah(row.lateRupiah),
      rupiah(row.heldRupiah),
    ]),
  };
}
