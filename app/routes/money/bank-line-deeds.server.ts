import { type Answered, type FormFields, formCommand } from "#app/http/form.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { bookLine, matchShare, undoBooking } from "#app/modules/payments/book-line.server.ts";
import { lineOf } from "#app/modules/payments/line-reads.server.ts";
import { matchEntries } from "#app/modules/payments/match-entries.server.ts";
import { matchReports, setLineAside, takeLineBack } from "#app/modules/payments/match-line.server.ts";
import { matchPayout, matchReturn } from "#app/modules/payments/match-payout.server.ts";
import { matchProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { matchRemittances } from "#app/modules/payments/match-remittances.server.ts";
import { partLine } from "#app/modules/payments/part-line.server.ts";
import { partProceeds } from "#app/modules/payments/part-proceeds.server.ts";
import { paymentVisibleTo } from "#app/modules/payments/payment-reads.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";

const proposed = (fields: FormFields) =>
  fields.rows("payments").map((row) => ({
    buyerId: row.text("buyerId"),
    allocations: row.rows("allocations").map((part) => ({
      invoiceId: part.text("invoiceId"),
      amountRupiah: part.text("amountRupiah"),
    })),
    depositRupiah: row.text("depositRupiah"),
    withheldRupiah: row.text("withheldRupiah"),
    vatKeptRupiah: row.text("vatKeptRupiah"),
    withholdingSlip: row.text("withholdingSlip"),
  }));

/** The one invoice that was chosen by hand, as a proposal. */
function byHand(fields: FormFields) {
  const [buyerId, invoiceId] = (fields.text("invoice") ?? "").split("/");
  return [
    {
      buyerId,
      allocations: [{ invoiceId, amountRupiah: fields.text("pays") }],
      depositRupiah: fields.text("deposit"),
      withheldRupiah: fields.text("withheld"),
      vatKeptRupiah: fields.text("vatKept"),
      withholdingSlip: fields.text("slip"),
    },
  ];
}

/** What came in place of a report: its own invoices, the first of them short of what is missing. */
async function asItCame(organisationId: string, lineId: string, paymentId: string) {
  const [line, payment] = await Promise.all([
    lineOf(organisationId, lineId),
    paymentVisibleTo(organisationId, paymentId),
  ]);
  if (!line || !payment) throw new Missing("payments.missing");
  let left = line.restRupiah ?? 0n;
  const allocations = payment.allocations.flatMap(({ invoiceId, amountRupiah }) => {
    const part = amountRupiah < left ? amountRupiah : left;
    left -= part;
    return part > 0n ? [{ invoiceId, amountRupiah: part.toString() }] : [];
  });
  return [{ buyerId: payment.payerId, allocations, depositRupiah: left.toString() }];
}

type Where = {
  readonly call: Call;
  readonly organisation: { readonly id: string; readonly slug: string };
  readonly lineId: string;
};

const lineAt = ({ organisation, lineId }: Where) => `/${organisation.slug}/rekening-koran/baris/${lineId}`;

/** The line is money that somebody spoke of: null where the button means something else. */
async function matchDeed(form: FormFields, where: Where): Promise<Answered | null> {
  const { call, lineId } = where;
  const to = () => lineAt(where);
  const reasons = form.texts("reason");
  const flash = () => m.payments_bank_matched_done();
  switch (form.text("intent")) {
    case "reports":
      return formCommand(form, {
        call,
        command: matchReports,
        input: (fields) => ({
          lineIds: fields.texts("lineId"),
          paymentIds: fields.texts("paymentId"),
          reasons,
        }),
        to,
        flash,
      });
    case "payout":
      return formCommand(form, {
        call,
        command: matchPayout,
        input: (fields) => ({ lineId, payoutIds: fields.texts("payoutId"), reasons }),
        to,
        flash,
      });
    case "return":
      return formCommand(form, {
        call,
        command: matchReturn,
        input: (fields) => ({ lineId, payoutId: fields.text("payoutId"), reasons }),
        to,
        flash: () => m.payments_bank_returned_done(),
      });
    case "entry":
      return formCommand(form, {
        call,
        command: matchEntries,
        input: (fields) => ({ lineId, entryIds: fields.texts("entryId"), reasons }),
        to,
        flash,
      });
    case "remittance":
      return formCommand(form, {
        call,
        command: matchRemittances,
        input: (fields) => ({ lineId, remittanceIds: fields.texts("remittanceId"), reasons }),
        to,
        flash,
      });
    case "proceeds":
      return formCommand(form, {
        call,
        command: matchProceeds,
        input: (fields) => ({ lineId, proceedsId: fields.text("proceedsId"), reasons }),
        to,
        flash,
      });
    case "share":
      return formCommand(form, {
        call,
        command: matchShare,
        input: (fields) => ({ lineId, cardShareId: fields.text("cardShareId") }),
        to,
        flash,
      });
    default:
      return null;
  }
}

/** The line is what the bank did, none of the trade, or not what it was taken for: null where the button means something else. */
async function bookDeed(form: FormFields, where: Where): Promise<Answered | null> {
  const { call, organisation, lineId } = where;
  const to = () => lineAt(where);
  switch (form.text("intent")) {
    case "book":
      return formCommand(form, {
        call,
        command: bookLine,
        input: (fields) => ({ lineId, as: fields.text("as"), isOtherMoney: fields.text("isOtherMoney") }),
        to: () => `/${organisation.slug}/rekening-koran`,
        flash: () => m.payments_bank_booked_done(),
      });
    case "undo":
      return formCommand(form, {
        call,
        command: undoBooking,
        input: (fields) => ({ matchId: fields.text("matchId"), reason: fields.text("reason") }),
        to,
        flash: () => m.payments_bank_reversed_done(),
      });
    case "part":
      return formCommand(form, {
        call,
        command: partProceeds,
        input: (fields) => ({ matchId: fields.text("matchId"), reason: fields.text("reason") }),
        to,
        flash: ({ isUnbooked }) =>
          isUnbooked ? m.payments_bank_part_done_booked() : m.payments_bank_part_done(),
      });
    case "partLine":
      return formCommand(form, {
        call,
        command: partLine,
        input: (fields) => ({ matchId: fields.text("matchId"), reason: fields.text("reason") }),
        to,
        flash: () => m.payments_bank_part_done(),
      });
    case "aside":
      return formCommand(form, {
        call,
        command: setLineAside,
        input: (fields) => ({ lineId, reason: fields.text("reason") }),
        to: () => `/${organisation.slug}/rekening-koran`,
        flash: () => m.payments_bank_aside_done(),
      });
    case "back":
      return formCommand(form, {
        call,
        command: takeLineBack,
        input: () => ({ lineId }),
        to,
        flash: () => m.payments_bank_back_done(),
      });
    default:
      return null;
  }
}

/** The line came in place of another sum that was reported. */
async function cameDeed(form: FormFields, where: Where): Promise<Answered> {
  const { call, organisation, lineId } = where;
  const to = () => lineAt(where);
  const replacesPaymentId = form.text("paymentId");
  return formCommand(form, {
    call,
    command: proposeMatch,
    input: async () => ({
      lineId,
      payments: await asItCame(organisation.id, lineId, replacesPaymentId ?? ""),
      replacesPaymentId,
      isOtherMoney: form.text("isOtherMoney"),
      reasons: ["differs"],
    }),
    to,
    flash: () => m.payments_bank_proposed_done(),
  });
}

/** The line pays invoices, as suggested or chosen by hand. */
async function proposeDeed(form: FormFields, where: Where): Promise<Answered> {
  const { call, lineId } = where;
  const to = () => lineAt(where);
  const reasons = form.texts("reason");
  const isHand = form.text("intent") === "hand";
  return formCommand(form, {
    call,
    command: proposeMatch,
    input: (fields) => ({
      lineId,
      payments: isHand ? byHand(fields) : proposed(fields),
      isOtherMoney: fields.text("isOtherMoney"),
      reasons,
    }),
    to,
    flash: () => m.payments_bank_proposed_done(),
    ...(isHand
      ? {
          fieldNames: {
            "payments[0].buyerId": "invoice",
            "payments[0].allocations[0].invoiceId": "invoice",
            "payments[0].allocations[0].amountRupiah": "pays",
            "payments[0].withholdingSlip": "slip",
          },
        }
      : {}),
  });
}

/** What somebody wants to do with a line of the own bank, by the button that was pressed. */
export async function bankLineDeed(form: FormFields, where: Where): Promise<Answered> {
  const done = (await matchDeed(form, where)) ?? (await bookDeed(form, where));
  if (done) return done;
  return form.text("intent") === "came" ? cameDeed(form, where) : proposeDeed(form, where);
}
