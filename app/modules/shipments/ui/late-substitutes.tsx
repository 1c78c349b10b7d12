import { decimalOf, quantity, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";
import type { LateLine, Substitute } from "../late.ts";

/** Who leaves a line to whoever the market finds. */
const MARKET = "market";

export type LateLineShown = { readonly line: LateLine; readonly substitutes: readonly Substitute[] };

/** One line of a late delivery and who else could bring it: to choose among while it has not left, to call in any case. */
export function LateSubstitutes({
  shown: { line, substitutes },
  at,
  isChosen,
  value,
}: {
  readonly shown: LateLineShown;
  readonly at: number;
  /** Whether one of them can be asked from here. */
  readonly isChosen: boolean;
  readonly value: string | undefined;
}) {
  const amount = quantity(line.missingBase, line.unit, line.basePerUnit);
  const fits = substitutes.find((one) => one.isWithinPrice);
  return (
    <Section
      tone="card"
      title={`${amount} ${line.description}`}
      lead={m.shipments_late_paid({ price: rupiah(line.priceRupiah), unit: unitWords(line.unit) })}
    >
      {substitutes.length === 0 && !isChosen ? (
        <p className="text-ink-soft">{m.shipments_late_nobody()}</p>
      ) : null}
      {isChosen ? (
        <>
          <input type="hidden" name={`lines[${at}].shipmentLineId`} value={line.shipmentLineId} />
          <Choice
            name={`lines[${at}].lotId`}
            label={m.shipments_late_choose()}
            defaultValue={value ?? fits?.lotId ?? MARKET}
            options={[
              ...substitutes.map((one) => ({
                value: one.lotId,
                label: one.sellerName,
                hint: <SubstituteWords substitute={one} />,
                disabled: !one.isWithinPrice,
              })),
              {
                value: MARKET,
                label: m.shipments_late_market(),
                hint: substitutes.length === 0 ? m.shipments_late_nobody() : m.shipments_late_market_hint(),
              },
            ]}
          />
        </>
      ) : (
        <ul className="grid gap-3">
          {substitutes.map((one) => (
            <li key={one.lotId}>
              <span className="block font-semibold">{one.sellerName}</span>
              <SubstituteWords substitute={one} />
            </li>
          ))}
        </ul>
      )}
      <Callers substitutes={substitutes} amount={amount} goods={line.description} />
    </Section>
  );
}

function SubstituteWords({ substitute: one }: { readonly substitute: Substitute }) {
  return (
    <span className="tabular block text-sm text-ink-soft">
      <span className={one.isWithinPrice ? "" : "font-semibold text-brick-700"}>
        {m.shipments_late_price({ price: rupiah(one.priceRupiah), unit: unitWords(one.unit) })}
        {one.isWithinPrice ? "" : ` · ${m.shipments_late_too_dear()}`}
      </span>
      <span className="block">
        {m.shipments_late_has({ amount: quantity(one.availableBase, one.unit, one.basePerUnit) })}
        {one.metres === null
          ? ` · ${one.cityName}`
          : ` · ${m.shipments_late_far({ km: decimalOf(BigInt(Math.round(one.metres / 100)), 10n) })}`}
      </span>
      {one.isInTime ? null : (
        <span className="block font-semibold text-rice-700">
          {m.shipments_late_lead_time({ hours: one.leadTimeHours })}
        </span>
      )}
    </span>
  );
}

/** A tap to ring each of them, and one to write what is needed. */
function Callers({
  substitutes,
  amount,
  goods,
}: {
  readonly substitutes: readonly Substitute[];
  readonly amount: string;
  readonly goods: string;
}) {
  const reachable = substitutes.filter((one) => one.phone);
  if (reachable.length === 0) return null;
  return (
    <ul className="mt-4 grid gap-3 border-t border-line pt-4">
      {reachable.map((one) => (
        <li key={one.sellerId} className="flex flex-wrap items-center justify-between gap-2">
          <span className="min-w-0">
            <span className="block font-semibold">{one.sellerName}</span>
            <span className="tabular block text-sm text-ink-soft">{one.phone}</span>
          </span>
          <span className="flex gap-2">
            <ButtonLink to={`tel:${one.phone}`} variant="secondary" size="small" icon="phone" external>
              {m.shipments_late_call()}
              <span className="sr-only"> {one.sellerName}</span>
            </ButtonLink>
            <ButtonLink
              to={waLink(m.shipments_late_message({ amount, goods }), one.phone)}
              variant="secondary"
              size="small"
              icon="chat"
              external
            >
              WhatsApp
              <span className="sr-only"> {one.sellerName}</span>
            </ButtonLink>
          </span>
        </li>
      ))}
    </ul>
  );
}
