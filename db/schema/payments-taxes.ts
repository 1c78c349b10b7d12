import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { taxKinds } from "#app/modules/payments/tax-remittance.ts";
import { day, id, oneOf, rupiah, word } from "./columns.ts";
import { organisations } from "./identity.ts";
import { checked, checkedByTwo } from "./payments-checked.ts";
import { storedFiles } from "./platform.ts";

/** Tax that an organisation paid to the state for one tax month: said by one person, checked by another. */
export const taxRemittances = pgTable(
  "tax_remittances",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    kind: word(taxKinds).notNull(),
    /** The tax month (masa pajak), by its first day. */
    month: day().notNull(),
    amountRupiah: rupiah().notNull(),
    paidOn: day().notNull(),
    /** The state's own number of the payment (NTPN). */
    ntpn: text().notNull(),
    /** The account that it was paid from, where somebody wrote that down. */
    paidFrom: text(),
    proofId: id().references(() => storedFiles.id),
    ...checked(),
    /** The day of its mirror. */
    reversedOn: day(),
  },
  (t) => [
    index("tax_remittances_organisation").on(t.organisationId, t.kind, t.month),
    // One billing code, hence one number, may pay several taxes and months, each once. Another organisation's numbers are nobody's business here.
    uniqueIndex("tax_remittances_ntpn")
      .on(t.organisationId, t.ntpn, t.kind, t.month)
      .where(sql`state not in ('rejected', 'reversed')`),
    ...checkedByTwo("tax_remittances", t),
    check("tax_remittances_kind", oneOf(t.kind, taxKinds)),
    check("tax_remittances_amount", sql`${t.amountRupiah} > 0`),
    check("tax_remittances_month", sql`extract(day from ${t.month}) = 1 and ${t.paidOn} >= ${t.month}`),
    check("tax_remittances_ntpn_shape", sql`${t.ntpn} ~ '^[0-9A-Z]{16}$'`),
    check(
      "tax_remittances_reversed",
      sql`(${t.state} = 'reversed') = (${t.reversedOn} is not null) and (${t.state} <> 'reversed' or ${t.settledAt} is not null)`,
    ),
  ],
);
