import type { Member } from "#app/http/actor.server.ts";
import { type Answered, type FormFields, formCommand } from "#app/http/form.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { answerObjection } from "#app/modules/invoicing/answer-objection.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { withdrawObjection } from "#app/modules/invoicing/withdraw-objection.server.ts";

export const objectionIntents = ["object", "answer-objection", "withdraw-objection"] as const;
export type ObjectionIntent = (typeof objectionIntents)[number];

/** Which of the deeds around an objection a form means; null for every other. */
export function objectionIntent(form: FormFields): ObjectionIntent | null {
  return objectionIntents.find((intent) => intent === form.text("intent")) ?? null;
}

/** A deed around an objection, on the page of its invoice. */
export async function objectionDeed(
  { call, organisation }: Member,
  asked: { readonly intent: ObjectionIntent; readonly invoiceId: string; readonly here: string },
  form: FormFields,
): Promise<Answered> {
  const to = () => asked.here;
  switch (asked.intent) {
    case "object": {
      const invoice = await invoiceVisibleTo(organisation.id, asked.invoiceId);
      const lineId = form.text("objectedLine") ?? "";
      const unit = invoice?.lines.find((line) => line.id === lineId)?.basePerUnit ?? 1n;
      const objected = form.text("objected");
      return formCommand(form, {
        call,
        command: openObjection,
        input: (fields) => ({
          invoiceLineId: lineId,
          note: fields.text("note"),
          cause: fields.text("cause"),
          quantityBase: objected ? (parseQuantity(objected, unit)?.toString() ?? objected) : undefined,
          rightPriceRupiah: fields.text("rightPrice"),
        }),
        fieldNames: {
          invoiceLineId: "objectedLine",
          quantityBase: "objected",
          rightPriceRupiah: "rightPrice",
        },
        to,
        flash: () => m.invoicing_objection_done(),
      });
    }
    case "answer-objection":
      return formCommand(form, {
        call,
        command: answerObjection,
        input: (fields) => ({
          objectionId: fields.text("objectionId"),
          grantedRupiah: fields.text("granted"),
          answer: fields.text("answer"),
        }),
        fieldNames: { grantedRupiah: "granted" },
        to,
        flash: ({ number }) =>
          number === null
            ? m.invoicing_objection_refused_done()
            : m.invoicing_objection_credited_done({ number }),
      });
    case "withdraw-objection":
      return formCommand(form, {
        call,
        command: withdrawObjection,
        input: (fields) => ({ objectionId: fields.text("objectionId") }),
        to,
        flash: () => m.invoicing_objection_withdrawn_done(),
      });
  }
}
