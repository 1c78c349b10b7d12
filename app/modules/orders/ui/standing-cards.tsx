import { Link } from "@remix-run/react";
import { dateLong, quantity, weekday } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import type { StandingOutcome } from "../standing.ts";
import type { OrderTemplateView } from "../standing-reads.server.ts";

const SHEET = "rounded-lg border border-line bg-card px-4 py-3 shadow-card sm:px-6";

/** A template: what is in it, and what can be done with it. */
export function TemplateCard({
  template,
  base,
  idempotencyKey,
}: {
  readonly template: OrderTemplateView;
  readonly base: string;
  readonly idempotencyKey: string;
}) {
  return (
    <li className={SHEET}>
      <h3 className="font-bold">{template.name}</h3>
      <p className="tabular text-sm text-ink-soft">
        {template.lines
          .map((line) => `${line.commodity} ${quantity(line.quantityBase, line.unit, line.basePerUnit)}`)
          .join(" · ")}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <ButtonLink to={`${base}/baru?template=${template.id}`} icon="plus" size="small">
          {m.orders_template_use()}
        </ButtonLink>
        <Form idempotencyKey={`${idempotencyKey}-${template.id}`}>
          <input type="hidden" name="templateId" value={template.id} />
          <SubmitButton variant="quiet" size="small" icon="x" name="intent" value="remove">
            {m.orders_template_remove()}
          </SubmitButton>
        </Form>
      </div>
    </li>
  );
}

type Day = {
  readonly deliveryDay: BusinessDay;
  readonly outcome: StandingOutcome;
  readonly orderId: string | null;
  readonly reason: string | null;
};

/** A Monday, for the names of the days of the week. */
const SOME_MONDAY = "2026-07-06" as BusinessDay;

/** A standing order: its rhythm, and what became of its newest days. */
export function StandingCard({
  standing,
  base,
  idempotencyKey,
}: {
  readonly standing: {
    readonly id: string;
    readonly name: string;
    readonly weekdays: string;
    readonly daysAhead: number;
    readonly startsOn: BusinessDay;
    readonly days: readonly Day[];
  };
  readonly base: string;
  readonly idempotencyKey: string;
}) {
  const names = [...standing.weekdays].map((digit) => weekday(addDays(SOME_MONDAY, Number(digit) - 1)));
  return (
    <li className={SHEET}>
      <h3 className="font-bold">{standing.name}</h3>
      <p className="text-sm text-ink-soft">
        {m.orders_standing_rhythm({ days: names.join(", "), ahead: standing.daysAhead })}
      </p>
      {standing.days.length === 0 ? (
        <p className="mt-2 text-sm">{m.orders_standing_first({ day: dateLong(standing.startsOn) })}</p>
      ) : (
        <ul className="mt-2 divide-y divide-line">
          {standing.days.map((day) => (
            <li key={day.deliveryDay} className="py-2">
              <DayWords day={day} base={base} standingOrderId={standing.id} idempotencyKey={idempotencyKey} />
            </li>
          ))}
        </ul>
      )}
      <Form idempotencyKey={`${idempotencyKey}-${standing.id}`}>
        <input type="hidden" name="standingOrderId" value={standing.id} />
        <div>
          <SubmitButton variant="quiet" size="small" icon="x" name="intent" value="end">
            {m.orders_standing_end()}
          </SubmitButton>
        </div>
      </Form>
    </li>
  );
}

const TONES = {
  due: "neutral",
  drafted: "leaf",
  paused: "neutral",
  failed: "brick",
  missed: "brick",
} as const;

function outcomeWord(outcome: StandingOutcome): string {
  return {
    due: m.orders_standing_due(),
    drafted: m.orders_standing_drafted(),
    paused: m.orders_standing_paused(),
    failed: m.orders_standing_failed(),
    missed: m.orders_standing_missed(),
  }[outcome];
}

function DayWords({
  day,
  base,
  standingOrderId,
  idempotencyKey,
}: {
  readonly day: Day;
  readonly base: string;
  readonly standingOrderId: string;
  readonly idempotencyKey: string;
}) {
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        {day.orderId === null ? (
          <span className="font-semibold">{dateLong(day.deliveryDay)}</span>
        ) : (
          <Link
            to={`${base}/${day.orderId}`}
            className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
          >
            {dateLong(day.deliveryDay)}
          </Link>
        )}
        <Badge tone={TONES[day.outcome]}>{outcomeWord(day.outcome)}</Badge>
      </div>
      {day.reason === null ? null : <p className="text-sm text-brick-700">{day.reason}</p>}
      {day.outcome === "failed" || day.outcome === "paused" ? (
        <Form idempotencyKey={`${idempotencyKey}-${standingOrderId}-${day.deliveryDay}`}>
          <input type="hidden" name="standingOrderId" value={standingOrderId} />
          <input type="hidden" name="deliveryDay" value={day.deliveryDay} />
          <div>
            <SubmitButton variant="secondary" size="small" icon="undo" name="intent" value="retry">
              {m.orders_standing_retry()}
            </SubmitButton>
          </div>
        </Form>
      ) : null}
    </>
  );
}
