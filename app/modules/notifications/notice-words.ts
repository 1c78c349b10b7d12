import { date, rupiah } from "#app/i18n/format.ts";
import type { Locale } from "#app/i18n/locale.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { NoticeKind } from "./notice.ts";

type Params = Readonly<Record<string, string>>;
type Say = (params: Params, locale: Locale) => string;

const of = (params: Params, name: string) => params[name] ?? "";
const amount = (params: Params) => rupiah(BigInt(params["amount"] || "0"));
const day = (params: Params) => (params["day"] ? date(params["day"]) : "");

const sentences: Readonly<Record<NoticeKind, Say>> = {
  "commitment.offered": (p, locale) =>
    m.notifications_told_offered({ name: of(p, "name"), goods: of(p, "goods"), day: day(p) }, { locale }),
  "order.cancelled": (p, locale) =>
    m.notifications_told_cancelled({ name: of(p, "name"), day: day(p), reason: of(p, "reason") }, { locale }),
  "shipment.dispatched": (p, locale) =>
    m.notifications_told_dispatched({ name: of(p, "name"), number: of(p, "number") }, { locale }),
  "shipment.received": (p, locale) =>
    m.notifications_told_received({ name: of(p, "name"), number: of(p, "number") }, { locale }),
  "invoice.issued": (p, locale) =>
    m.notifications_told_invoice(
      { name: of(p, "name"), number: of(p, "number"), amount: amount(p), day: day(p) },
      { locale },
    ),
  "payment.reported": (p, locale) =>
    m.notifications_told_payment_reported({ name: of(p, "name"), amount: amount(p) }, { locale }),
  "payment.verified": (p, locale) =>
    m.notifications_told_payment_verified(
      { name: of(p, "name"), amount: amount(p), number: of(p, "number") },
      { locale },
    ),
  "payment.rejected": (p, locale) =>
    m.notifications_told_payment_rejected(
      { name: of(p, "name"), amount: amount(p), reason: of(p, "reason") },
      { locale },
    ),
  "allotment.published": (p, locale) =>
    m.notifications_told_allotment({ number: of(p, "number"), packs: of(p, "packs") }, { locale }),
};

/** A notice as one sentence, in the language of whoever reads it. */
export function saidNotice(kind: NoticeKind, params: Params, locale: Locale): string {
  return sentences[kind](params, locale);
}
