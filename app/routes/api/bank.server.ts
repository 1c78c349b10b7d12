import { z } from "zod";
import type { ApiRequest } from "#app/http/api.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Invalid, Missing } from "#app/kernel/errors.ts";
import { clockOf } from "#app/modules/identity/organisation-reads.server.ts";
import { bookLine, matchShare, undoBooking } from "#app/modules/payments/book-line.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { matchEntries } from "#app/modules/payments/match-entries.server.ts";
import { setLineAside, takeLineBack } from "#app/modules/payments/match-line.server.ts";
import { matchPayout, matchReturn } from "#app/modules/payments/match-payout.server.ts";
import { matchProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { matchRemittances } from "#app/modules/payments/match-remittances.server.ts";
import { partLine } from "#app/modules/payments/part-line.server.ts";
import { partProceeds } from "#app/modules/payments/part-proceeds.server.ts";
import { statementLayouts } from "#app/modules/payments/statement-layouts.ts";
import {
  lookAt,
  sheetsOfStatement,
  statementFile,
  statementOf,
  statementsBrought,
} from "#app/modules/payments/statement-reads.server.ts";
import { type Operation, operationsOf } from "./operation.server.ts";

/** A statement as a file: its template and its account are found in it where they are left out. */
const StatementBody = z.object({
  fileName: z.string().min(1).max(120),
  base64: z.base64(),
  layout: z.enum(statementLayouts).optional(),
  account: z.string().max(60).optional(),
});

async function brought(api: ApiRequest) {
  const body = StatementBody.safeParse(api.body);
  if (!body.success) throw new Invalid({ base64: ["kernel.badValue"] });
  const { base64, fileName, layout, account } = body.data;
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  const today = dayOf(api.call.at, await clockOf(api.actor.organisationId));
  const found = await statementFile(bytes, { layout: layout ?? null, account: account ?? null }, today);
  return bringStatement(api.call, { account: found.account ?? "", layout: found.layout, fileName, bytes });
}

/** Statements of the own bank, and what its lines turn out to be: as on the screens. */
export const bankOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/bank-statements",
    tag: "money",
    summary: "Keep a statement of the own bank (CSV or XLSX); none of its lines counts yet",
    permission: "statements.keep",
    body: StatementBody,
    run: brought,
  },
  {
    method: "post",
    path: "/bank-statements/{statementId}/count",
    tag: "money",
    summary: "Let the lines of a statement count that its account does not know yet",
    permission: "statements.keep",
    run: (api) => countStatement(api.call, api.params["statementId"] ?? ""),
  },
  ...operationsOf("money", ({ get, deed }) => {
    get("/bank-statements", {
      summary: "Statements that were brought, the latest first",
      permission: "statements.keep",
      run: async ({ actor }) => ({ rows: await statementsBrought(actor.organisationId), next: null }),
    });
    get("/bank-statements/{statementId}", {
      summary:
        "A statement beside what its account knows: new lines, known ones, and rows that cannot be read",
      permission: "statements.keep",
      run: async ({ actor, call, params }) => {
        const statement = await statementOf(actor.organisationId, params["statementId"] ?? "");
        if (!statement) throw new Missing("payments.statementMissing");
        const today = dayOf(call.at, await clockOf(actor.organisationId));
        const looked = await lookAt(await sheetsOfStatement(statement.id), { ...statement, today });
        return { ...statement, ...looked };
      },
    });
    deed("/bank-lines/{lineId}/payout", {
      summary:
        "Say that a line of the bank is the transfer of a payout, or of several that were sent in one sum",
      permission: "statements.keep",
      command: matchPayout,
    });
    deed("/bank-lines/{lineId}/return", {
      summary: "Say that a line of the bank is a payout that the bank gave back; what it paid is open again",
      permission: "statements.keep",
      command: matchReturn,
    });
    deed("/bank-lines/{lineId}/entries", {
      summary: "Say that a line of the bank is cash that the own books moved already; nothing is booked",
      permission: "statements.keep",
      command: matchEntries,
    });
    deed("/bank-lines/{lineId}/remittances", {
      summary:
        "Find tax or levies that wait for a second person on a line of the bank; they are booked by it",
      permission: "statements.keep",
      command: matchRemittances,
    });
    deed("/bank-matches/{matchId}/part", {
      summary:
        "Part a line of the bank from a payout or an entry of the own books, with a reason; no book moves",
      permission: "statements.keep",
      command: partLine,
    });
    deed("/bank-lines/{lineId}/book", {
      summary: "Book a line of the bank as what it is by itself: a fee, interest or tax on it",
      permission: "statements.keep",
      command: bookLine,
    });
    deed("/bank-matches/{matchId}/undo", {
      summary: "Take back what a line of the bank was booked as",
      permission: "statements.keep",
      command: undoBooking,
    });
    deed("/bank-lines/{lineId}/aside", {
      summary: "Set a line of the bank aside, with a reason",
      permission: "statements.keep",
      command: setLineAside,
    });
    deed("/bank-lines/{lineId}/back", {
      summary: "Look for the money of a line that was set aside again",
      permission: "statements.keep",
      command: takeLineBack,
    });
    deed("/bank-lines/{lineId}/proceeds", {
      summary: "Say that a line of the bank is the money that went for an assigned receivable",
      permission: "statements.keep",
      command: matchProceeds,
    });
    deed("/bank-matches/{matchId}/part-proceeds", {
      summary: "Part a line of the bank from the money that went for an assigned receivable, with a reason",
      permission: "statements.keep",
      command: partProceeds,
    });
    deed("/bank-lines/{lineId}/card-share", {
      summary: "Say that a line of the bank is what the card provider sent, or fetched",
      permission: "statements.keep",
      command: matchShare,
    });
  }),
];
