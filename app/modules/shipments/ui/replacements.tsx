import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { quantity, rupiah, unitWords, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Countdown } from "#app/ui/feedback/countdown.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ReplacementLot, ReplacementShown } from "../replacement-reads.server.ts";

/** Refused goods that are to be brought anew, and how each stands; both sides look at the same clock. */
export function Replacements<Row extends ReplacementShown>({
  rows,
  now,
  zone,
  slug,
  children,
}: {
  readonly rows: readonly Row[];
  readonly now: Date;
  readonly zone: Zone;
  readonly slug: string;
  /** What the seller can do about one that is asked for. */
  readonly children?: (row: Row) => ReactNode;
}) {
  if (rows.length === 0) return null;
  return (
    <Section tone="card" title={m.shipments_again_title()}>
      <ul className="grid gap-5">
        {rows.map((row) => (
          <li key={row.replacement.shipmentLineId} className="min-w-0">
            <p className="font-semibold">
              {quantity(row.replacement.askedBase, row.unit, row.basePerUnit)} {row.description}
            </p>
            <Standing row={row} now={now} zone={zone} slug={slug} isSeller={children !== undefined} />
            {row.replacement.state === "asked" && now <= row.replacement.dueAt ? children?.(row) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Standing({
  row: { replacement, unit, basePerUnit, comingId },
  now,
  zone,
  slug,
  isSeller,
}: {
  readonly row: ReplacementShown;
  readonly now: Date;
  readonly zone: Zone;
  readonly slug: string;
  readonly isSeller: boolean;
}) {
  switch (replacement.state) {
    case "asked":
      return (
        <Countdown
          label={isSeller ? m.shipments_again_until() : m.shipments_again_wait()}
          until={replacement.dueAt}
          now={now}
          zone={zone}
        />
      );
    case "promised":
      return (
        <p>
          {m.shipments_again_promised({
            amount: quantity(replacement.promisedBase ?? 0n, unit, basePerUnit),
          })}{" "}
          {comingId === null ? null : (
            <Link
              to={`/${slug}/${isSeller ? "kirim" : "terima"}/${comingId}`}
              className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
            >
              {m.shipments_again_open()}
            </Link>
          )}
        </p>
      );
    case "lapsed":
      return <p className="text-ink-soft">{m.shipments_again_lapsed()}</p>;
  }
}

/** The seller says from which lot, in one tap where there is one. */
export function ReplacementForm({
  row,
  idempotencyKey,
  errors,
}: {
  readonly row: ReplacementShown & { readonly lots: readonly ReplacementLot[] };
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}) {
  if (row.lots.length === 0) return <p className="mt-2 text-ink-soft">{m.shipments_again_none()}</p>;
  return (
    <div className="mt-3">
      <Form idempotencyKey={idempotencyKey}>
        <input type="hidden" name="shipmentLineId" value={row.replacement.shipmentLineId} />
        <Choice
          name="lotId"
          label={m.shipments_again_lot()}
          hint={m.shipments_again_price({ price: rupiah(row.priceRupiah), unit: unitWords(row.unit) })}
          error={errors["lotId"] ?? null}
          defaultValue={row.lots[0]?.lotId}
          options={row.lots.map((lot) => ({
            value: lot.lotId,
            label: lot.title,
            hint: m.shipments_again_lot_has({
              amount: quantity(lot.availableBase, row.unit, row.basePerUnit),
            }),
          }))}
        />
        <SubmitButton icon="check" name="intent" value="again">
          {m.shipments_again_action()}
        </SubmitButton>
      </Form>
    </div>
  );
}
