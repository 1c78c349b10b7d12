import { type FormFields, formCommand, uploadOf } from "#app/http/form.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Actor, Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { refuseProceeds, withdrawProceeds } from "#app/modules/invoicing/answer-proceeds.server.ts";
import { mayAnswerProceeds, mayStateProceeds } from "#app/modules/invoicing/assignment-proceeds.policy.ts";
import { proceedsDirections, statableDirections } from "#app/modules/invoicing/assignment-proceeds.ts";
import { proceedsVisibleTo } from "#app/modules/invoicing/receivable-reads.server.ts";
import type { Proceeds } from "#app/modules/invoicing/ui/proceeds-section.tsx";
import { acknowledgeProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { lineBookedLike } from "#app/modules/payments/proceeds-ground-reads.server.ts";
import { stateProceeds } from "#app/modules/payments/state-proceeds.server.ts";

type Assignment = {
  readonly id: string;
  readonly sellerId: string;
  readonly holderId: string | null;
  readonly state: string;
  readonly acknowledgedAt: Date | null;
};

/** What went between seller and assignee, as one of the two sees it, with what it may do; null before a claim was ever assigned. */
export async function proceedsFor(
  actor: Actor,
  organisationId: string,
  assignment: Assignment | null,
): Promise<Proceeds | null> {
  if (assignment === null || assignment.acknowledgedAt === null) return null;
  const found = await proceedsVisibleTo(organisationId, assignment.id);
  if (found === null) return null;
  const { parts, standing } = found;
  const asked = parts.find((part) => part.state === "stated" && mayAnswerProceeds(actor, assignment, part));
  const bookedLine = asked ? await lineBookedLike(organisationId, { ...asked, came: true }) : null;
  return {
    standing,
    parts: parts.map((part) => ({
      id: part.id,
      state: part.state,
      direction: part.direction,
      moneyRupiah: part.moneyRupiah,
      feeRupiah: part.feeRupiah,
      paidOn: part.paidOn,
      bankReference: part.bankReference,
      proofId: part.proofId,
      reason: part.reason,
      mayAnswer: part.state === "stated" && mayAnswerProceeds(actor, assignment, part),
      bookedLine: part === asked ? bookedLine : null,
      mayWithdraw: part.state === "stated" && mayStateProceeds(actor, assignment, part.direction),
    })),
    mayState:
      assignment.state === "effective"
        ? statableDirections(standing, parts).filter((direction) =>
            mayStateProceeds(actor, assignment, direction),
          )
        : [],
  };
}

const ENDINGS = {
  "refuse-proceeds": { command: refuseProceeds, flash: () => m.invoicing_proceeds_refused_done() },
  "withdraw-proceeds": { command: withdrawProceeds, flash: () => m.invoicing_proceeds_withdrawn_done() },
} as const;

export function isProceedsIntent(intent: string): boolean {
  return intent.endsWith("-proceeds");
}

/** States, acknowledges, refuses or takes back what went between seller and assignee. */
export async function proceedsDeed(
  form: FormFields,
  deed: { readonly call: Call; readonly assignment: Assignment; readonly to: () => string },
) {
  const { call, assignment, to } = deed;
  const intent = form.text("intent") ?? "";
  if (intent === "state-proceeds") {
    const direction = proceedsDirections.find((one) => one === form.text("direction")) ?? "given";
    // Before the proof is kept: whoever may not state it leaves no file behind.
    if (!mayStateProceeds(call.actor, assignment, direction)) throw new Forbidden("invoicing.forbidden");
    const proof = await uploadOf(form.file("proof"));
    const key = form.text("_key") ?? null;
    return formCommand(form, {
      call,
      command: stateProceeds,
      input: async (fields) => {
        const kept = proof && (await uploadFile({ ...call, key }, { purpose: "payment_proof", ...proof }));
        return {
          assignmentId: assignment.id,
          direction: fields.text("direction"),
          moneyRupiah: fields.text("money"),
          feeRupiah: fields.text("fee"),
          paidOn: fields.text("paidOn"),
          bankReference: fields.text("bankReference"),
          proofId: kept?.fileId,
          isOtherMoney: fields.text("isOtherMoney"),
        };
      },
      fieldNames: { moneyRupiah: "money", feeRupiah: "fee", proofId: "proof" },
      to,
      flash: () => m.invoicing_proceeds_stated_done(),
    });
  }
  if (intent === "refuse-proceeds" || intent === "withdraw-proceeds")
    return formCommand(form, {
      call,
      ...ENDINGS[intent],
      input: (fields) => ({ proceedsId: fields.text("proceedsId"), reason: fields.text("reason") }),
      to,
    });
  return formCommand(form, {
    call,
    command: acknowledgeProceeds,
    input: (fields) => ({
      proceedsId: fields.text("proceedsId"),
      isOtherMoney: fields.text("isOtherMoney"),
    }),
    to,
    flash: () => m.invoicing_proceeds_acknowledged_done(),
  });
}
