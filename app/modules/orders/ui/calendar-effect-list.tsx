import { Link } from "@remix-run/react";
import { clockTime, dateLong, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { CalendarEffect } from "../calendar-effects.ts";
import { bearingWords } from "./bearing-words.ts";
import { OrderBadge } from "./order-badge.tsx";

/** What calendar and menu ask of open orders, order by order: what would go, who bears it, and one tap for all that is ticked. */
export function CalendarEffectList({
  effects,
  base,
  lateCancelPercent,
  mayApply,
  refusals,
  idempotencyKey,
}: {
  readonly effects: readonly CalendarEffect[];
  /** Where orders live in this workspace. */
  readonly base: string;
  /** What the rule of the region lets the kitchen bear of promised goods that it does not take any more. */
  readonly lateCancelPercent: number;
  readonly mayApply: boolean;
  /** Why one was not done just now, by its order. */
  readonly refusals: Readonly<Record<string, string>>;
  readonly idempotencyKey: string;
}) {
  if (effects.length === 0) return null;
  const isAnyOpen = mayApply && effects.some(({ deed }) => deed !== "keep");
  return (
    <Section title={m.orders_effects_title()} lead={m.orders_effects_lead()}>
      <Form idempotencyKey={idempotencyKey}>
        <ul className="grid gap-3">
          {effects.map((effect) => (
            <li
              key={effect.order.id}
              className="rounded-lg border border-rice-300 bg-rice-50 px-4 py-2 sm:px-6"
            >
              <Head
                effect={effect}
                isOpen={mayApply && effect.deed !== "keep"}
                refusal={refusals[effect.order.id] ?? null}
              />
              <ul className="tabular text-sm">
                {effect.changes.map(({ line, toBase }) => (
                  <li key={line.id} className="flex flex-wrap justify-between gap-x-4 py-1">
                    <span className="font-medium">{line.commodity}</span>
                    <span>
                      {quantity(line.quantityBase, line.unit, line.basePerUnit)} →{" "}
                      <b>{quantity(toBase, line.unit, line.basePerUnit)}</b>
                    </span>
                  </li>
                ))}
              </ul>
              <p className="mt-1 text-sm text-ink-soft">{bearingWords(effect.bearing, lateCancelPercent)}</p>
              <Link
                to={`${base}/${effect.order.id}`}
                className="inline-flex min-h-11 items-center text-sm font-semibold text-leaf-700 underline"
              >
                {effect.deed === "keep" ? m.orders_batch_open() : m.orders_effects_move()}
              </Link>
            </li>
          ))}
        </ul>
        {isAnyOpen ? (
          <FormActions>
            <SubmitButton icon="check" name="intent" value="apply">
              {m.orders_effects_apply()}
            </SubmitButton>
          </FormActions>
        ) : null}
      </Form>
    </Section>
  );
}

function Head({
  effect,
  isOpen,
  refusal,
}: {
  readonly effect: CalendarEffect;
  readonly isOpen: boolean;
  readonly refusal: string | null;
}) {
  const { order, deed } = effect;
  const label = (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-bold">
        {dateLong(order.deliveryDay)},{" "}
        {m.orders_list_window({ from: clockTime(order.windowStart), to: clockTime(order.windowEnd) })}
      </span>
      <OrderBadge state={order.state} />
    </span>
  );
  const said = {
    cancel: m.orders_effects_cancel(),
    reduce: m.orders_effects_reduce(),
    keep: m.orders_effects_keep(),
  }[deed];
  return isOpen ? (
    <Checkbox
      name="order"
      value={order.id}
      // What sellers have promised is taken from them only on purpose.
      defaultChecked={effect.bearing === "nobody"}
      label={label}
      hint={said}
      error={refusal}
    />
  ) : (
    <div className="py-2.5">
      {label}
      <p className="text-sm text-ink-soft">{said}</p>
    </div>
  );
}
