import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { stateProceeds } from "#app/modules/payments/state-proceeds.server.ts";
import type { banking } from "./banking.ts";
import type { Member } from "./rows.ts";

type Banking = ReturnType<typeof banking>;
type Invoiced = Awaited<ReturnType<Banking["invoiced"]>>;

type Given = {
  readonly deal: Pick<Invoiced["deal"], "town">;
  readonly assignmentId: string;
};

/** Claims that were assigned, and what is said to have gone between seller and assignee for them. */
export function assignedClaims(invoiced: Banking["invoiced"]) {
  /** A delivery whose invoice was assigned, to a BUMD or to a bank outside, with the buyer's knowledge. */
  async function assigned(to: "bumd" | "bank") {
    const one = await invoiced();
    const { town, seller, kitchen } = one.deal;
    const bumd = await town.bumd();
    const { receivableId } = await verifyReceivable(town.callOf(seller.secretary), {
      invoiceId: one.invoiceId,
    });
    const { assignmentId } = await proposeAssignment(town.callOf(seller.treasurer), {
      receivableId,
      basis: "Perjanjian pengalihan 7/2026",
      ...(to === "bumd"
        ? { holderId: bumd.id }
        : {
            institution: "Bank Contoh",
            bankName: "Bank Contoh",
            bankAccount: "700-1",
            bankHolder: "Bank Contoh",
          }),
    });
    await checkAssignment(town.callOf(seller.chair), { assignmentId });
    if (to === "bumd") await takeAssignment(town.callOf(bumd.finance), { assignmentId });
    await acknowledgeAssignment(town.callOf(kitchen.finance), { assignmentId });
    return { ...one, bumd, receivableId, assignmentId };
  }

  /** `money` and `fee` as somebody says that they went; each with a proof of its own unless one is named. */
  async function stated(
    one: Given,
    person: Member,
    said: {
      money: bigint;
      fee?: bigint;
      direction?: "given" | "back";
      mark?: string;
      isOtherMoney?: boolean;
    },
  ) {
    const { town } = one.deal;
    const mark = said.mark ?? `${said.direction}${said.money}/${said.fee}`;
    const { fileId: proofId } = await uploadFile(town.callOf(person), {
      purpose: "payment_proof",
      fileName: "transfer.pdf",
      bytes: new TextEncoder().encode(`%PDF-1.7 ${one.assignmentId} ${mark}`),
    });
    return stateProceeds(town.callOf(person), {
      assignmentId: one.assignmentId,
      direction: said.direction ?? "given",
      moneyRupiah: said.money.toString(),
      feeRupiah: (said.fee ?? 0n).toString(),
      paidOn: town.today,
      bankReference: "TRX-CESSIE",
      proofId,
      isOtherMoney: said.isOtherMoney ?? false,
    });
  }

  return { assigned, stated };
}
