import { dateLong, quantity, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Facts } from "#app/ui/layout/facts.tsx";
import type { SettlementPeriod } from "../consignment.ts";
import type { ConsignmentShown } from "../consignment-reads.server.ts";

export const periodWords: Readonly<Record<SettlementPeriod, () => string>> = {
  cash: m.consignment_period_cash,
  weekly: m.consignment_period_weekly,
  fortnightly: m.consignment_period_fortnightly,
  monthly: m.consignment_period_monthly,
};

/** What was agreed, or is asked: how much, at what price or commission, until when, and when it is paid. */
export function ConsignmentTerms({ consignment }: { readonly consignment: ConsignmentShown }) {
  const { quantityBase, unit, basePerUnit, priceRupiah, commissionBasisPoints } = consignment;
  return (
    <Facts
      facts={[
        { label: m.consignment_quantity(), value: quantity(quantityBase, unit, basePerUnit) },
        priceRupiah === null
          ? {
              label: m.consignment_commission(),
              value: m.consignment_percent({
                percent: ((commissionBasisPoints ?? 0) / 100).toString().replace(".", ","),
              }),
            }
          : { label: m.consignment_price(), value: m.consignment_per({ price: rupiah(priceRupiah), unit }) },
        {
          label: m.consignment_sells_for(),
          value: m.consignment_per({ price: rupiah(consignment.sellsForRupiah), unit }),
        },
        { label: m.consignment_expires(), value: dateLong(consignment.expiresOn) },
        {
          label: m.consignment_settled(),
          value: m.consignment_settled_words({
            period: periodWords[consignment.period](),
            days: consignment.payDays,
          }),
        },
        ...(consignment.note === null ? [] : [{ label: m.consignment_note(), value: consignment.note }]),
      ]}
    />
  );
}

/** Where the goods are: every gram is in one of these. */
export function ConsignmentGoods({ consignment }: { readonly consignment: ConsignmentShown }) {
  const { book, unit, basePerUnit } = consignment;
  if (book === null) return null;
  const amount = (base: bigint) => quantity(base, unit, basePerUnit);
  return (
    <Facts
      facts={[
        { label: m.consignment_sold(), value: amount(book.soldBase) },
        { label: m.consignment_underway(), value: amount(book.underwayBase) },
        { label: m.consignment_damaged(), value: amount(book.damagedBase) },
        { label: m.consignment_returned(), value: amount(book.returnedBase) },
        { label: m.consignment_left(), value: amount(book.leftBase) },
      ]}
    />
  );
}
