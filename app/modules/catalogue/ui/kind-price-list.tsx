import { Money } from "#app/ui/feedback/money.tsx";
import { buyerKinds, type KindPrices } from "../kind-prices.ts";
import { buyerKindWords } from "./buyer-kind-words.ts";

export type KindPriceListProps = { readonly kindPrices: KindPrices; readonly unit: string };

/** What kinds of buyers pay instead, one below the other, for the seller; nothing where all pay the same. */
export function KindPriceList({ kindPrices, unit }: KindPriceListProps) {
  const priced = buyerKinds.flatMap((kind) => {
    const price = kindPrices[kind];
    return price === undefined ? [] : [{ kind, price }];
  });
  if (priced.length === 0) return null;
  return (
    <span className="block text-sm text-ink-soft">
      {priced.map(({ kind, price }) => (
        <span key={kind} className="tabular block">
          {buyerKindWords[kind]()} <Money amount={price} per={unit} />
        </span>
      ))}
    </span>
  );
}
