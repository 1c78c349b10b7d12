import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationKind } from "#app/kernel/call.ts";

/** "2026-07" as "Juli 2026", "2026" as itself. */
export function periodName(key: string): string {
  return key.length === 4 ? key : date(`${key}-01`).replace(/^1 /, "");
}

type StatementWords = {
  readonly income: string;
  readonly result: string;
  readonly thisYear: string;
  readonly earlier: string;
};

/** What each kind of organisation calls its earnings: a koperasi shares a surplus, a kitchen uses what it was given. */
export function statementWords(kind: OrganisationKind): StatementWords {
  if (kind === "koperasi")
    return {
      income: m.ledger_statement_koperasi(),
      result: m.ledger_statement_koperasi_result(),
      thisYear: m.ledger_statement_koperasi_year(),
      earlier: m.ledger_statement_koperasi_earlier(),
    };
  if (kind === "kitchen" || kind === "foundation")
    return {
      income: m.ledger_statement_kitchen(),
      result: m.ledger_statement_kitchen_result(),
      thisYear: m.ledger_statement_kitchen_year(),
      earlier: m.ledger_statement_kitchen_earlier(),
    };
  return {
    income: m.ledger_statement_trader(),
    result: m.ledger_statement_trader_result(),
    thisYear: m.ledger_statement_trader_year(),
    earlier: m.ledger_statement_trader_earlier(),
  };
}
