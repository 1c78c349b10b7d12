import { type ApiRequest, pageRequest } from "#app/http/api.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { agreeToClosing, askClosing, refuseClosing } from "#app/modules/accountability/close-books.server.ts";
import { clockOf } from "#app/modules/identity/organisation-reads.server.ts";
import { finalTaxOf } from "#app/modules/invoicing/final-tax-reads.server.ts";
import { turnoverOf } from "#app/modules/invoicing/turnover-reads.server.ts";
import { proveBook } from "#app/modules/ledger/book-proof-reads.server.ts";
import { accountNamed } from "#app/modules/ledger/chart.ts";
import { closingsOf } from "#app/modules/ledger/closing-reads.server.ts";
import { ReportFilter } from "#app/modules/ledger/ledger.schema.ts";
import { entriesOf, trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { monthOf, type ReportPeriod, reportPeriod } from "#app/modules/ledger/report-period.ts";
import { bookSealOf, sealedDays } from "#app/modules/ledger/seal-reads.server.ts";
import { statementsOf } from "#app/modules/ledger/statement-reads.server.ts";
import { accountPage, accountsOf } from "#app/modules/oversight/account-book-reads.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

const SEALS_SHOWN = 200;

async function periodAsked(api: ApiRequest): Promise<ReportPeriod> {
  const { period } = queryOf(ReportFilter, api);
  const asked = period === undefined ? null : reportPeriod(period);
  return asked ?? monthOf(dayOf(api.call.at, await clockOf(api.actor.organisationId)));
}

async function accountsAsked(api: ApiRequest) {
  const account = accountNamed(api.params["code"] ?? "");
  if (account === null) throw new Missing("ledger.missing");
  const period = await periodAsked(api);
  return { period, accounts: await accountsOf(api.actor.organisationId, account, period) };
}

export const ledgerOperations = operationsOf("money", ({ get, deed }) => {
  get("/ledger/balance", {
    summary: "Trial balance, debit positive",
    permission: "books.read",
    run: async ({ actor }) => ({ rows: await trialBalance(actor.organisationId), next: null }),
  });
  get("/ledger/entries", {
    summary: "Entries of the books, newest first",
    permission: "books.read",
    run: (api) => entriesOf(api.actor.organisationId, pageRequest(api.query)),
  });
  get("/ledger/statements", {
    summary: "Income statement, balance sheet, cash flow and trial balance of a month or a year",
    permission: "books.read",
    query: ReportFilter,
    run: async (api) => statementsOf(api.actor.organisationId, await periodAsked(api)),
  });
  get("/ledger/accounts/{code}", {
    summary: "The accounts of one code, each with what was moved on it in the period",
    permission: "books.read",
    query: ReportFilter,
    run: async (api) => ({ rows: (await accountsAsked(api)).accounts, next: null }),
  });
  get("/ledger/accounts/{code}/{accountId}", {
    summary: "The lines of one account in the period, newest first, each with the balance that it left",
    permission: "books.read",
    query: ReportFilter,
    run: async (api) => {
      const { period, accounts } = await accountsAsked(api);
      const page = await accountPage(accounts, api.params["accountId"] ?? "", period, pageRequest(api.query));
      if (page === null) throw new Missing("ledger.missing");
      return page;
    },
  });
  get("/ledger/turnover", {
    summary:
      "Turnover of the running year beside the threshold of VAT registration, and the final income tax of each month",
    permission: "books.read",
    run: async ({ actor, call }) => {
      const today = dayOf(call.at, await clockOf(actor.organisationId));
      return {
        turnover: await turnoverOf(actor.organisationId, today),
        finalTax: await finalTaxOf(actor.organisationId, today),
      };
    },
  });
  get("/ledger/proof", {
    summary:
      "Adds up every line of the books anew until the end of the period, and names the first difference",
    permission: "books.read",
    query: ReportFilter,
    run: async (api) => proveBook(api.actor.organisationId, (await periodAsked(api)).to),
  });
  get("/ledger/closings", {
    summary: "Months that were closed, are asked to be, or were refused, the newest first",
    permission: "books.read",
    run: async ({ actor }) => ({ rows: await closingsOf(actor.organisationId), next: null }),
  });
  deed("/ledger/closings", {
    summary: "Ask for the next month of the books to be closed",
    permission: "closings.ask",
    command: askClosing,
  });
  deed("/ledger/closings/{closingId}/agree", {
    summary: "Close the month, as a second person; there is no way back",
    permission: "closings.agree",
    command: agreeToClosing,
  });
  deed("/ledger/closings/{closingId}/refuse", {
    summary: "Say no to a closing, with a reason: whoever may ask or agree",
    permission: "books.read",
    command: refuseClosing,
  });
  get("/ledger/seals", {
    summary: "The days whose books are sealed, newest first, and where the chain of the own books stands",
    permission: "books.read",
    run: async ({ actor }) => ({
      rows: await sealedDays(SEALS_SHOWN, null),
      own: await bookSealOf(actor.organisationId),
      next: null,
    }),
  });
});
