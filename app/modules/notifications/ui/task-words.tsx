import { quantity, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { generalPapers } from "../../catalogue/needed-papers.ts";
import type { PaperKind } from "../../identity/organisation.schema.ts";
import { paperName } from "../../identity/ui/names.tsx";
import type { Task, TaskKind } from "../task.ts";
import { amount, asked, day, of, type TaskWords } from "./task-word-parts.tsx";
import { tradeTaskWords } from "./trade-task-words.tsx";

/** A task in the words of whoever is to do it. */
const words: Readonly<Record<TaskKind, (task: Task) => TaskWords>> = {
  "week.order": (task) => ({
    icon: "basket",
    title: m.notifications_week_order(),
    detail: m.notifications_week_order_detail({ day: day(task), count: of(task, "count") }),
    action: m.notifications_act_order(),
  }),
  "order.submit": (task) => ({
    icon: "edit",
    title:
      "count" in task.params
        ? m.notifications_orders_submit({ count: of(task, "count") })
        : m.notifications_order_submit(),
    detail: m.notifications_for_day({ day: day(task) }),
    action: m.notifications_act_continue(),
  }),
  "order.approve": (task) => ({
    icon: "check",
    title:
      "count" in task.params
        ? m.notifications_orders_approve({ count: of(task, "count") })
        : m.notifications_order_approve(),
    detail: `${m.notifications_for_day({ day: day(task) })} · ${amount(task)}`,
    action: m.notifications_act_check(),
  }),
  "order.end": (task) => ({
    icon: "alert",
    title: m.notifications_order_end({ count: of(task, "count") }),
    detail: m.notifications_order_end_detail({ day: day(task) }),
    action: m.notifications_act_check(),
  }),
  "order.prices": (task) => ({
    icon: "scale",
    title: m.notifications_order_prices({ count: of(task, "count") }),
    detail: m.notifications_for_day({ day: day(task) }),
    action: m.notifications_act_check(),
  }),
  "standing.mend": (task) => ({
    icon: "alert",
    title:
      "orderId" in task.params
        ? m.notifications_standing_complete({ name: of(task, "name"), day: day(task) })
        : m.notifications_standing_mend({ name: of(task, "name"), day: day(task) }),
    detail: of(task, "reason"),
    action: m.notifications_act_see(),
  }),
  "order.unfilled": (task) => ({
    icon: "alert",
    title: m.notifications_order_unfilled({ count: of(task, "lines") }),
    detail: m.notifications_for_day({ day: day(task) }),
    action: m.notifications_act_see(),
  }),
  "shipment.receive": (task) => ({
    icon: "scale",
    title: m.notifications_shipment_receive(),
    detail: `${of(task, "seller")} · ${of(task, "number")}`,
    action: m.notifications_act_receive(),
  }),
  "replacement.promise": (task) => ({
    icon: "undo",
    title: m.notifications_replacement_promise({ goods: of(task, "goods") }),
    detail: of(task, "buyer"),
    action: m.notifications_act_answer(),
  }),
  "appeal.open": (task) => ({
    icon: "scale",
    title: m.notifications_appeal_open({ goods: of(task, "goods") }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_see(),
  }),
  "appeal.answer": (task) => ({
    icon: "scale",
    title: m.notifications_appeal_answer({ goods: of(task, "goods") }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_answer(),
  }),
  "weighing.compare": (task) => ({
    icon: "scale",
    title: m.notifications_weighing_compare(),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_see(),
  }),
  "store.tell": (task) => ({
    icon: "box",
    title: m.notifications_store_tell({ days: of(task, "days") }),
    detail: m.notifications_store_tell_why(),
    action: m.notifications_act_record(),
  }),
  "shipment.late": (task) => ({
    icon: "alert",
    title: m.notifications_shipment_late(),
    detail: of(task, "seller"),
    action: m.notifications_act_see(),
  }),
  "invoice.pay": (task) => ({
    icon: "money",
    title: m.notifications_invoice_pay({ amount: amount(task) }),
    detail: `${of(task, "seller")} · ${of(task, "number")}`,
    action: m.notifications_act_pay(),
  }),
  "invoice.late": (task) => ({
    icon: "alert",
    title: m.notifications_invoice_late({ amount: amount(task), days: of(task, "days") }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_see(),
  }),
  "invoice.chase": (task) => ({
    icon: "alert",
    title: m.notifications_invoice_chase({ amount: amount(task), days: of(task, "days") }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_see(),
  }),
  "funding.report": (task) => ({
    icon: "alert",
    title: m.notifications_funding_report(),
    detail: m.notifications_funding_report_why({ name: of(task, "name"), amount: amount(task) }),
    action: m.notifications_act_record(),
  }),
  "funding.confirm": (task) => ({
    icon: "shield",
    title:
      of(task, "state") === "doubted"
        ? m.notifications_funding_doubted({ amount: amount(task) })
        : m.notifications_funding_confirm({ amount: amount(task) }),
    detail: of(task, "number"),
    action: m.notifications_act_check(),
  }),
  "commitment.answer": (task) => ({
    icon: "basket",
    title: m.notifications_commitment_answer({ goods: asked(task) }),
    detail: of(task, "buyer"),
    action: m.notifications_act_answer(),
  }),
  "shipment.dispatch": (task) => ({
    icon: "truck",
    title: m.notifications_shipment_dispatch(),
    detail: `${of(task, "buyer")} · ${day(task)}`,
    action: m.notifications_act_send(),
  }),
  "objection.answer": (task) => ({
    icon: "alert",
    title: m.notifications_objection_answer({ amount: amount(task) }),
    detail: `${of(task, "name")} · ${of(task, "number")}`,
    action: m.notifications_act_answer(),
  }),
  "invoice.issue": (task) => ({
    icon: "invoice",
    title: m.notifications_invoice_issue({ amount: amount(task) }),
    detail: of(task, "buyer"),
    action: m.notifications_act_issue(),
  }),
  "payment.verify": (task) => ({
    icon: "shield",
    title: m.notifications_payment_verify({ amount: amount(task) }),
    detail: of(task, "payer"),
    action: m.notifications_act_check(),
  }),
  "payment.silent": (task) => ({
    icon: "alert",
    title: m.notifications_payment_silent({ amount: amount(task), days: of(task, "days") }),
    detail: of(task, "name"),
    action: m.notifications_act_see(),
  }),
  "cardRefund.approve": (task) => ({
    icon: "check",
    title: m.notifications_card_refund_approve({ amount: amount(task) }),
    detail: of(task, "name"),
    action: m.notifications_act_check(),
  }),
  "cardRefund.see": (task) => ({
    icon: "alert",
    title: m.notifications_card_refund_see({ amount: amount(task) }),
    detail: of(task, "name"),
    action: m.notifications_act_check(),
  }),
  "terms.answer": (task) => ({
    icon: "clock",
    title: m.notifications_terms_answer({ name: of(task, "name"), days: of(task, "days") }),
    detail: m.notifications_terms_answer_detail(),
    action: m.notifications_act_answer(),
  }),
  "framework.answer": (task) => ({
    icon: "contract",
    title: m.notifications_framework_answer({ name: of(task, "name"), title: of(task, "title") }),
    detail: m.notifications_framework_answer_detail(),
    action: m.notifications_act_answer(),
  }),
  "closing.agree": (task) => ({
    icon: "check",
    title: m.notifications_closing_agree({ day: day(task) }),
    detail: m.notifications_closing_agree_detail(),
    action: m.notifications_act_check(),
  }),
  "cardDispute.answer": (task) => ({
    icon: "alert",
    title: m.notifications_card_dispute_answer({ amount: amount(task) }),
    detail: of(task, "name"),
    action: m.notifications_act_see(),
  }),
  "bank.match": (task) => ({
    icon: "money",
    title: m.notifications_bank_match({ count: of(task, "count") }),
    detail: m.notifications_bank_match_detail(),
    action: m.notifications_act_see(),
  }),
  "payout.approve": (task) => ({
    icon: "check",
    title: m.notifications_payout_approve({ amount: amount(task) }),
    detail: of(task, "payee"),
    action: m.notifications_act_check(),
  }),
  "payout.confirm": (task) => ({
    icon: "money",
    title: m.notifications_payout_confirm({ amount: amount(task) }),
    detail: of(task, "payee"),
    action: m.notifications_act_record(),
  }),
  "producer.pay": (task) => ({
    icon: "leaf",
    title: m.notifications_producer_pay({ amount: amount(task) }),
    detail: of(task, "payee"),
    action: m.notifications_act_propose(),
  }),
  "consignment.answer": (task) => ({
    icon: "box",
    title: m.notifications_consignment_answer({ commodity: of(task, "commodity") }),
    detail: of(task, "name"),
    action: m.notifications_act_answer(),
  }),
  "consignment.pay": (task) => ({
    icon: "money",
    title: m.notifications_consignment_pay({ amount: amount(task) }),
    detail: `${of(task, "payee")} · ${day(task)}`,
    action: m.notifications_act_propose(),
  }),
  "statement.pay": (task) => ({
    icon: "split",
    title: m.notifications_statement_pay({ amount: amount(task) }),
    detail: of(task, "payee"),
    action: m.notifications_act_propose(),
  }),
  "allotment.answer": (task) => ({
    icon: "split",
    title: m.notifications_allotment_answer({ packs: of(task, "packs") }),
    detail: of(task, "number"),
    action: m.notifications_act_answer(),
  }),
  "stock.price": (task) => ({
    icon: "money",
    title: m.notifications_stock_price({ goods: of(task, "title") }),
    detail: m.notifications_stock_price_detail({
      quantity: quantity(BigInt(of(task, "quantity")), of(task, "unit"), BigInt(of(task, "basePerUnit"))),
    }),
    action: m.notifications_act_price(),
  }),
  "listing.renew": (task) => ({
    icon: "clock",
    title: m.notifications_listing_renew(),
    detail: `${of(task, "title")} · ${day(task)}`,
    action: m.notifications_act_renew(),
  }),
  "day.list": (task) => ({
    icon: "leaf",
    title: m.notifications_day_list(),
    detail: m.notifications_day_list_detail({ count: of(task, "count"), day: day(task) }),
    action: m.notifications_act_list(),
  }),
  "licence.renew": (task) => ({
    icon: "shield",
    title: m.notifications_licence_over({
      paper: paperName(of(task, "licence") as PaperKind),
      day: day(task),
    }),
    detail: generalPapers.some((paper) => paper === of(task, "licence"))
      ? m.notifications_licence_why_all()
      : m.notifications_licence_why(),
    action: m.notifications_act_renew(),
  }),
  "paper.bring": (task) => ({
    icon: "shield",
    title: m.notifications_paper_bring({
      paper: paperName(of(task, "paper") as PaperKind),
      day: day(task),
    }),
    detail: m.notifications_paper_bring_why({ goods: of(task, "goods") }),
    action: m.notifications_act_hand_in(),
  }),
  "cooperative.decide": (task) => ({
    icon: "people",
    title: m.notifications_cooperative_decide(),
    detail: m.notifications_cooperative_decide_detail({
      leavings: of(task, "leavings"),
      payments: of(task, "payments"),
    }),
    action: m.notifications_act_check(),
  }),
  "cooperative.divide": (task) => ({
    icon: "split",
    title: m.notifications_cooperative_divide({ year: of(task, "year") }),
    detail: m.notifications_cooperative_divide_detail(),
    action: m.notifications_act_check(),
  }),
  "turnover.watch": (task) => ({
    icon: "chart",
    title:
      of(task, "standing") === "above"
        ? m.notifications_turnover_above({ amount: amount(task) })
        : m.notifications_turnover_near({ amount: amount(task) }),
    detail: m.notifications_turnover_detail({ threshold: rupiah(BigInt(of(task, "threshold"))) }),
    action: m.notifications_act_see(),
  }),
  "radar.glut": (task) => ({
    icon: "chart",
    title: m.notifications_radar_glut({ goods: of(task, "goods") }),
    detail: m.notifications_radar_glut_detail({ day: day(task) }),
    action: m.notifications_act_see(),
  }),
  "radar.floor": (task) => ({
    icon: "alert",
    title: m.notifications_radar_floor({
      goods: of(task, "goods"),
      paid: rupiah(BigInt(of(task, "paid"))),
    }),
    detail: m.notifications_radar_floor_detail({ floor: rupiah(BigInt(of(task, "floor"))) }),
    action: m.notifications_act_see(),
  }),
  ...tradeTaskWords,
  "organisation.verify": (task) => ({
    icon: "shield",
    title: m.notifications_organisation_verify(),
    detail: of(task, "name"),
    action: m.notifications_act_check(),
  }),
  "recovery.decide": (task) => ({
    icon: "key",
    title: m.notifications_recovery_decide(),
    detail: `${of(task, "name")} · ${of(task, "asker")}`,
    action: m.notifications_act_check(),
  }),
  "job.mend": (task) => ({
    icon: "gear",
    title: m.notifications_job_mend(),
    detail: of(task, "job"),
    action: m.notifications_act_see(),
  }),
};

export function wordsFor(task: Task): TaskWords {
  return words[task.kind](task);
}
