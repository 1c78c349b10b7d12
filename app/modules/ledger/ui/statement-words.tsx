import { monthName } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationKind } from "#app/kernel/call.ts";

/** "2026-07" as "Juli 2026", "2026" as itself. */
export function periodName(key: string): string {
  return key.length === 4 ? key : monthName(key);
}

type StatementWords = {
  readonly income: string;
  readonly result: string;
  readonly thisYear: string;
  readonly earlier: string;
};

/** What each kind of organisation calls its earnings: a koperasi shares a surplus, a kitchen uses what it was given. */
export function statementWords(
  kind: OrganisationKind,
  options: { readonly locale?: "id" | "en" } = {},
): StatementWords {
  if (kind === "koperasi")
    return {
      income: m.ledger_statement_koperasi({}, options),
      result: m.ledger_statement_koperasi_result({}, options),
      thisYear: m.ledger_statement_koperasi_year({}, options),
      earlier: m.ledger_statement_koperasi_earlier({}, options),
    };
  if (kind === "kitchen" || kind === "foundation")
    return {
      income: m.ledger_statement_kitchen({}, options),
      result: m.ledger_statement_kitchen_result({}, options),
      thisYear: m.ledger_statement_kitchen_year({}, options),
      earlier: m.ledger_statement_kitchen_earlier({}, options),
    };
  return {
    income: m.ledger_statement_trader({}, options),
    result: m.ledger_statement_trader_result({}, options),
    thisYear: m.ledger_statement_trader_year({}, options),
    earlier: m.ledger_statement_trader_earlier({}, options),
  };
}
