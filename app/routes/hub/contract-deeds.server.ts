import type { Member } from "#app/http/actor.server.ts";
import { type Answered, type FormFields, formAnswer, formCommand, uploadOf } from "#app/http/form.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { deadlineText } from "#app/modules/contracts/deadline-text.ts";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { openSchedule } from "#app/modules/contracts/open-schedule.server.ts";
import { recordContractPaper } from "#app/modules/contracts/record-contract-paper.server.ts";
import { recordRate } from "#app/modules/contracts/record-rate.server.ts";
import { renewContract } from "#app/modules/contracts/renew-contract.server.ts";
import { resumeContract } from "#app/modules/contracts/resume-contract.server.ts";
import { signContract } from "#app/modules/contracts/sign-contract.server.ts";
import { suspendContract } from "#app/modules/contracts/suspend-contract.server.ts";
import { terminateContract } from "#app/modules/contracts/terminate-contract.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { issueAdvance } from "#app/modules/invoicing/issue-advance.server.ts";
import { rateFieldNames, rateOf } from "./contract-form.ts";

const prefixed = (prefix: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `${prefix}.${name}`]));

/** What a person may do on the page of a contract, by the button that was pressed. */
export async function contractDeed(member: Member, contractId: string, form: FormFields): Promise<Answered> {
  const { call, organisation } = member;
  const to = () => `/${organisation.slug}/kontrak/${contractId}`;
  const input = () => ({ contractId });
  switch (form.text("intent")) {
    case "sign": {
      const flash = () => m.contracts_signed_done();
      return formCommand(form, { call, command: signContract, input, to, flash });
    }
    case "end": {
      const flash = () => m.contracts_ended_done();
      return formCommand(form, { call, command: endContract, input, to, flash });
    }
    case "terminate":
      return formCommand(form, {
        call,
        command: terminateContract,
        input: (fields) => ({ contractId, reason: fields.text("reason") }),
        to,
        flash: () => m.contracts_terminated_done(),
      });
    case "renew":
      return formCommand(form, {
        call,
        command: renewContract,
        input: (fields) => ({ contractId, number: fields.text("renewalNumber") }),
        fieldNames: { number: "renewalNumber" },
        to: (drafted) => `/${organisation.slug}/kontrak/${drafted.contractId}`,
        flash: () => m.contracts_renew_done(),
      });
    case "paper":
      return paperDeed(member, contractId, form);
    case "rate":
      return rateDeed(member, contractId, form);
    case "suspend":
      return suspendDeed(member, contractId, form);
    case "advance":
      return formCommand(form, {
        call,
        command: issueAdvance,
        input: (fields) => ({ callOffId: fields.text("callOffId") }),
        to: () => `${to()}#uang-muka`,
        flash: () => m.invoicing_advances_done(),
      });
    case "resume":
      return formCommand(form, {
        call,
        command: resumeContract,
        input: (fields) => ({ suspensionId: fields.text("suspensionId") }),
        to,
        flash: () => m.contracts_resume_done(),
      });
    default:
      return callOffDeed(member, contractId, form);
  }
}

/** One delivery day or several; lines that were left blank are no waves. */
async function callOffDeed({ call, organisation }: Member, contractId: string, form: FormFields) {
  const isMeasured = form.text("countedIn") === "measure";
  const measureBase = /^\d{1,6}$/.test(form.text("measureBase") ?? "")
    ? BigInt(form.text("measureBase") ?? "")
    : 1n;
  const amountOf = (amount: string | undefined) => {
    if (!isMeasured) return { packs: amount };
    return { quantityBase: amount && (parseQuantity(amount, measureBase)?.toString() ?? amount) };
  };
  return formCommand(form, {
    call,
    command: openSchedule,
    input: (fields) => ({
      contractId,
      contractLineId: fields.text("contractLineId"),
      waves: fields
        .rows("waves")
        .filter((wave, at) => at === 0 || wave.text("deliveryDay") || wave.text("amount"))
        .map((wave) => ({ deliveryDay: wave.text("deliveryDay"), ...amountOf(wave.text("amount")) })),
      answerBy: deadlineText(fields.text("answerDay"), fields.text("answerTime"), organisation.timeZone),
      cooling: fields.text("cooling"),
      note: fields.text("note"),
    }),
    fieldNames: { answerBy: "answerDay", packs: "amount", quantityBase: "amount" },
    to: ({ callOffId }) => `/${organisation.slug}/panggilan/${callOffId}`,
    flash: () => m.contracts_calloff_opened(),
  });
}

async function paperDeed({ call, organisation }: Member, contractId: string, form: FormFields) {
  const rung = form.text("rung") ?? "";
  const names = prefixed(rung, ["number", "datedOn", "hubSignatory", "buyerSignatory", "fileId"]);
  const upload = await uploadOf(form.file(`${rung}.fileId`));
  let fileId: string | undefined;
  if (upload) {
    try {
      ({ fileId } = await uploadFile({ ...call, key: null }, { purpose: "contract_paper", ...upload }));
    } catch (error) {
      return formAnswer(error, form, { bytes: `${rung}.fileId` });
    }
  }
  return formCommand(form, {
    call,
    command: recordContractPaper,
    input: (fields) => ({
      contractId,
      rung,
      number: fields.text(`${rung}.number`),
      datedOn: fields.text(`${rung}.datedOn`),
      hubSignatory: fields.text(`${rung}.hubSignatory`),
      buyerSignatory: fields.text(`${rung}.buyerSignatory`),
      fileId,
    }),
    fieldNames: names,
    to: () => `/${organisation.slug}/kontrak/${contractId}#dokumen`,
    flash: () => m.contracts_paper_done(),
  });
}

async function rateDeed({ call, organisation }: Member, contractId: string, form: FormFields) {
  return formCommand(form, {
    call,
    command: recordRate,
    input: (fields) => ({
      contractId,
      ...rateOf(fields),
      kind: fields.text("rate.kind"),
      fromOn: fields.text("rate.fromOn"),
    }),
    fieldNames: rateFieldNames,
    to: () => `/${organisation.slug}/kontrak/${contractId}#tarif`,
    flash: () => m.contracts_rate_done(),
  });
}

async function suspendDeed({ call, organisation }: Member, contractId: string, form: FormFields) {
  return formCommand(form, {
    call,
    command: suspendContract,
    input: (fields) => ({
      contractId,
      cause: fields.text("fm.cause"),
      happenedAt: deadlineText(
        fields.text("fm.happenedDay"),
        fields.text("fm.happenedTime"),
        organisation.timeZone,
      ),
      startsOn: fields.text("fm.startsOn"),
      endsOn: fields.text("fm.endsOn"),
      note: fields.text("fm.note"),
    }),
    fieldNames: {
      ...prefixed("fm", ["cause", "startsOn", "endsOn", "note"]),
      happenedAt: "fm.happenedDay",
    },
    to: () => `/${organisation.slug}/kontrak/${contractId}`,
    flash: () => m.contracts_suspend_done(),
  });
}
