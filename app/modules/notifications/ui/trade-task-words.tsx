import { m } from "#app/i18n/paraglide/messages.js";
import { periodName } from "../../ledger/ui/statement-words.tsx";
import { taxKinds } from "../../payments/tax-remittance.ts";
import { taxKindLabel } from "../../payments/ui/tax-words.ts";
import type { Task, TaskKind } from "../task.ts";
import { amount, day, of, type TaskWords } from "./task-word-parts.tsx";

function tax(task: Task): string {
  const kind = taxKinds.find((one) => one === task.params["tax"]);
  return kind ? taxKindLabel(kind) : "";
}

/** Tasks of contracts, rides, divisions, trips and claims, in the words of whoever is to do them. */
export const tradeTaskWords = {
  "contract.sign": (task) => ({
    icon: "contract",
    title: m.notifications_contract_sign(),
    detail: `${of(task, "number")} · ${of(task, "buyer")}`,
    action: m.notifications_act_check(),
  }),
  "contract.renew": (task) => ({
    icon: "clock",
    title: m.notifications_contract_renew({ number: of(task, "number"), day: day(task) }),
    detail: of(task, "party"),
    action: m.notifications_act_see(),
  }),
  "contract.end": (task) => ({
    icon: "contract",
    title: m.notifications_contract_end({ number: of(task, "number"), day: day(task) }),
    detail: of(task, "party"),
    action: m.notifications_act_check(),
  }),
  "advance.ask": (task) => ({
    icon: "invoice",
    title: m.notifications_advance_ask({ amount: amount(task) }),
    detail: of(task, "number"),
    action: m.notifications_act_issue(),
  }),
  "ride.answer": (task) => ({
    icon: "truck",
    title: m.notifications_ride_answer({ name: of(task, "name") }),
    detail: day(task),
    action: m.notifications_act_answer(),
  }),
  "producer.answer": (task) => ({
    icon: "chat",
    title: m.notifications_producer_answer({ name: of(task, "name") }),
    detail: of(task, "said"),
    action: m.notifications_act_answer(),
  }),
  "ride.pay": (task) => ({
    icon: "money",
    title: m.notifications_ride_pay({ amount: amount(task) }),
    detail: of(task, "name"),
    action: m.notifications_act_pay(),
  }),
  "invitation.answer": (task) => ({
    icon: "people",
    title: m.notifications_invitation_answer({ packs: of(task, "packs") }),
    detail: `${of(task, "hub")} · ${of(task, "number")}`,
    action: m.notifications_act_answer(),
  }),
  "levy.remit": (task) => ({
    icon: "money",
    title: m.notifications_levy_remit({ amount: amount(task) }),
    detail: m.notifications_levy_count({ count: of(task, "count") }),
    action: m.notifications_act_propose(),
  }),
  "tax.remit": (task) => ({
    icon: "money",
    title: m.notifications_tax_remit({ tax: tax(task), amount: amount(task) }),
    detail: m.notifications_tax_remit_due({ month: periodName(of(task, "month")), day: day(task) }),
    action: m.notifications_act_record(),
  }),
  "tax.confirm": (task) => ({
    icon: "shield",
    title:
      of(task, "state") === "doubted"
        ? m.notifications_tax_doubted({ amount: amount(task) })
        : m.notifications_tax_confirm({ amount: amount(task) }),
    detail: `${tax(task)} · ${periodName(of(task, "month"))}`,
    action: m.notifications_act_check(),
  }),
  "levy.confirm": (task) => ({
    icon: "check",
    title:
      of(task, "state") === "doubted"
        ? m.notifications_levy_doubted({ amount: amount(task) })
        : m.notifications_levy_confirm({ amount: amount(task) }),
    detail: of(task, "treasury"),
    action: m.notifications_act_record(),
  }),
  "callOff.allot": (task) => ({
    icon: "split",
    title: m.notifications_call_off_allot({ packs: of(task, "packs") }),
    detail: of(task, "number"),
    action: m.notifications_act_allot(),
  }),
  "callOff.short": (task) => ({
    icon: "alert",
    title: m.notifications_call_off_short({ packs: of(task, "packs") }),
    detail: of(task, "number"),
    action: m.notifications_act_decide(),
  }),
  "round.publish": (task) => ({
    icon: "doc",
    title: m.notifications_round_publish({ round: of(task, "round") }),
    detail: of(task, "number"),
    action: m.notifications_act_check(),
  }),
  "gate.weigh": (task) => ({
    icon: "scale",
    title: m.notifications_gate_weigh({ count: of(task, "count") }),
    detail: of(task, "number"),
    action: m.notifications_act_weigh(),
  }),
  "trip.depart": (task) => ({
    icon: "truck",
    title: m.notifications_trip_depart(),
    detail: of(task, "number"),
    action: m.notifications_act_depart(),
  }),
  "trip.handOver": (task) => ({
    icon: "clipboard",
    title: m.notifications_trip_hand_over(),
    detail: `${of(task, "hub")} · ${of(task, "number")}`,
    action: m.notifications_act_record(),
  }),
  "dispute.decide": (task) => ({
    icon: "alert",
    title: m.notifications_dispute_decide({ amount: amount(task) }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_decide(),
  }),
  "dispute.answer": (task) => ({
    icon: "alert",
    title: m.notifications_dispute_answer({ amount: amount(task) }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_answer(),
  }),
  "debitNote.answer": (task) => ({
    icon: "alert",
    title: m.notifications_debit_note_answer({ amount: amount(task) }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_answer(),
  }),
  "debitNote.pay": (task) => ({
    icon: "money",
    title: m.notifications_debit_note_pay({ amount: amount(task) }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_pay(),
  }),
  "receivable.check": (task) => ({
    icon: "shield",
    title: m.notifications_receivable_check({ amount: amount(task) }),
    detail: `${of(task, "payee")} · ${of(task, "number")}`,
    action: m.notifications_act_check(),
  }),
  "receivable.take": (task) => ({
    icon: "shield",
    title: m.notifications_receivable_take({ amount: amount(task) }),
    detail: `${of(task, "hub")} · ${of(task, "number")}`,
    action: m.notifications_act_answer(),
  }),
  "receivable.acknowledge": (task) => ({
    icon: "shield",
    title: m.notifications_receivable_acknowledge({ amount: amount(task) }),
    detail: `${of(task, "payee")} · ${of(task, "number")}`,
    action: m.notifications_act_answer(),
  }),
  "proceeds.answer": (task) => ({
    icon: "money",
    title: m.notifications_proceeds_answer({ amount: amount(task) }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_check(),
  }),
  "netting.answer": (task) => ({
    icon: "money",
    title: m.notifications_netting_answer({ amount: amount(task) }),
    detail: of(task, "name"),
    action: m.notifications_act_answer(),
  }),
} satisfies Partial<Record<TaskKind, (task: Task) => TaskWords>>;
