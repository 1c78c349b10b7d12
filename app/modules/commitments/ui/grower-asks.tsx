import { clockTime, dateLong, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";

export type GrowerAsksProps = {
  readonly growers: readonly {
    readonly producerId: string;
    readonly name: string;
    readonly phone: string | null;
    /** Their part of what was promised. */
    readonly partBase: bigint;
  }[];
  readonly commodity: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly deliveryDay: string;
  readonly windowStart: string;
  readonly sellerName: string;
};

/** Asks each producer by WhatsApp to get their part ready: the text is written, one tap sends it. */
export function GrowerAsks({ growers, deliveryDay, windowStart, ...goods }: GrowerAsksProps) {
  if (growers.length === 0) return null;
  return (
    <Section tone="card" title={m.commitments_growers_title()} lead={m.commitments_growers_lead()}>
      <ul className="flex flex-col divide-y divide-line">
        {growers.map((grower) => {
          const part = quantity(grower.partBase, goods.unit, goods.basePerUnit);
          const text = m.commitments_growers_text({
            name: grower.name,
            quantity: part,
            commodity: goods.commodity,
            day: dateLong(deliveryDay),
            time: clockTime(windowStart),
            seller: goods.sellerName,
          });
          return (
            <li
              key={grower.producerId}
              className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
            >
              <span className="min-w-0">
                <span className="block font-semibold">{grower.name}</span>
                <span className="tabular block text-sm text-ink-soft">{part}</span>
              </span>
              <ButtonLink
                to={waLink(text, grower.phone)}
                variant="secondary"
                size="small"
                icon="chat"
                external
              >
                {m.commitments_growers_send()}
              </ButtonLink>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
