import { percent, percentOf, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { guidedMargin } from "../../catalogue/margin-guide.ts";

export type PromiseWorthProps = {
  readonly unit: string;
  readonly priceRupiah: bigint;
  /** The price of the seller's own listing now. */
  readonly listedRupiah: bigint | null;
  readonly totalRupiah: bigint;
  /** To the producers, for all of it; null when the seller keeps no cost. */
  readonly costRupiah: bigint | null;
  /** What is usually added to the cost of such goods, in basis points; null where nothing is said. */
  readonly guideBasisPoints: number | null;
};

/** What an order brings: price, why that price, and what is left when the producers are paid. */
export function PromiseWorth({
  unit,
  priceRupiah,
  listedRupiah,
  totalRupiah,
  costRupiah,
  guideBasisPoints,
}: PromiseWorthProps) {
  const margin = costRupiah === null ? null : totalRupiah - costRupiah;
  const guided =
    costRupiah === null || guideBasisPoints === null ? null : guidedMargin(costRupiah, guideBasisPoints);
  const facts = [
    { label: m.commitments_worth_price(), value: <Money amount={priceRupiah} per={unit} strong /> },
    { label: m.commitments_worth_total(), value: <Money amount={totalRupiah} strong /> },
    ...(costRupiah === null
      ? []
      : [{ label: m.commitments_worth_cost(), value: <Money amount={costRupiah} /> }]),
  ];
  return (
    <>
      <Facts facts={facts} />
      {margin === null ? (
        <p className="mt-3 text-sm text-ink-soft">{m.commitments_worth_no_cost()}</p>
      ) : (
        <p className="mt-3">
          <Badge
            tone={margin <= 0n ? "brick" : guided !== null && margin < guided ? "rice" : "leaf"}
            icon="money"
          >
            {margin > 0n
              ? m.commitments_worth_margin({
                  amount: rupiah(margin),
                  share: percentOf(margin, totalRupiah),
                })
              : m.commitments_worth_loss({ amount: rupiah(-margin) })}
          </Badge>
        </p>
      )}
      {guided === null ? null : (
        <p className="mt-2 text-sm text-ink-soft">
          {m.commitments_worth_guide({
            share: percent(BigInt(guideBasisPoints ?? 0)),
            amount: rupiah(guided),
          })}
        </p>
      )}
      <p className="mt-3 text-sm text-ink-soft">{whyPrice(priceRupiah, listedRupiah, unit)}</p>
    </>
  );
}

function whyPrice(price: bigint, listed: bigint | null, unit: string): string {
  if (listed === null || listed === price) return m.commitments_worth_why_listed();
  return m.commitments_worth_why_then({ now: `${rupiah(listed)}/${unit}` });
}
