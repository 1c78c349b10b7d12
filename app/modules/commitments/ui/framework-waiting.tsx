import { date, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import type { FrameworkSummary } from "../framework-reads.server.ts";

/** Whom the reader agrees with. */
export function partnerOf(framework: FrameworkSummary, ownId: string): string {
  return framework.sellerId === ownId ? framework.buyerName : framework.sellerName;
}

/** What was proposed: which goods, with whom, at which price, how much and until when. */
export function ProposedFramework({
  framework,
  ownId,
}: {
  readonly framework: FrameworkSummary;
  readonly ownId: string;
}) {
  const { title, priceRupiah, unit, basePerUnit, leastBase, mostBase, validFrom, validTo, basis } = framework;
  return (
    <>
      <span className="block font-bold">{title}</span>
      <span className="block">{partnerOf(framework, ownId)}</span>
      <Money amount={priceRupiah} per={unit} strong />
      <span className="tabular block">
        {m.commitments_framework_volume({
          least: quantity(leastBase, unit, basePerUnit),
          most: quantity(mostBase, unit, basePerUnit),
        })}
      </span>
      <span className="block text-sm break-words text-ink-soft">
        {m.commitments_framework_days({ from: date(validFrom), to: date(validTo) })} · {basis}
      </span>
    </>
  );
}
