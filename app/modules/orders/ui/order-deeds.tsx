import { dueTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { OrderTimes } from "../cut-off.ts";
import type { PriceHurdle } from "../price-words.ts";

/** What this person may do to this order now; decided by the loader, never by the screen. */
export type OrderDeeds = {
  readonly submit: boolean;
  readonly approve: boolean;
  readonly withdraw: boolean;
  readonly match: boolean;
  readonly cancel: boolean;
  /** The approver is the one who submitted. */
  readonly needsSecondPerson: boolean;
};

export type OrderDeedsProps = {
  readonly deeds: OrderDeeds;
  readonly idempotencyKey: string;
  readonly worstRupiah: bigint;
  readonly fund: string | null;
  /** Until when a draft can be submitted; null for what is no draft. */
  readonly hours: SubmitHoursProps | null;
  /** What its prices lack before it can be submitted, and where that is mended. */
  readonly priceHurdle: PriceHurdle;
  readonly pricesTo: string;
  /** Lines that lack a supplier. */
  readonly openLines: number;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** The next step of an order in one card: the main deed first, what undoes it last. */
export function OrderDeedsCard(props: OrderDeedsProps) {
  const { deeds, idempotencyKey, priceHurdle, pricesTo, errors } = props;
  const hasMain = deeds.submit || deeds.approve || deeds.withdraw || deeds.match;
  if (!hasMain && !deeds.cancel && !deeds.needsSecondPerson && priceHurdle === null) return null;
  return (
    <Section tone="card" title={m.orders_do_title()}>
      <div className="flex flex-col gap-4">
        <ErrorSummary errors={errors} />
        {deeds.needsSecondPerson ? <Callout tone="rice" title={m.orders_do_second_person()} /> : null}
        {priceHurdle === null ? null : (
          <Callout
            tone="rice"
            title={priceHurdle.title}
            actions={
              <ButtonLink to={pricesTo} variant="secondary" icon="camera">
                {priceHurdle.action}
              </ButtonLink>
            }
          >
            {priceHurdle.text}
          </Callout>
        )}
        {hasMain ? <MainDeeds {...props} /> : null}
        {deeds.cancel ? (
          <details open={errors["reason"] !== undefined}>
            <summary className="inline-flex min-h-11 items-center font-semibold text-brick-700">
              {m.orders_do_cancel_summary()}
            </summary>
            <Form idempotencyKey={`${idempotencyKey}-c`}>
              <TextInput
                name="reason"
                label={m.orders_do_cancel_reason()}
                hint={m.orders_do_cancel_hint()}
                maxLength={300}
                error={errors["reason"] ?? null}
              />
              <FormActions>
                <SubmitButton variant="danger" icon="x" name="intent" value="cancel">
                  {m.orders_do_cancel()}
                </SubmitButton>
              </FormActions>
            </Form>
          </details>
        ) : null}
      </div>
    </Section>
  );
}

function MainDeeds({
  deeds,
  idempotencyKey,
  worstRupiah,
  fund,
  hours,
  openLines,
  priceHurdle,
}: OrderDeedsProps) {
  const isLate = hours !== null && hours.now > hours.times.lastCall;
  return (
    <Form idempotencyKey={idempotencyKey}>
      {deeds.submit ? (
        <div className="text-ink-soft">
          {isLate ? null : (
            <p>
              {fund === null
                ? m.orders_do_submit_no_budget()
                : m.orders_do_submit_note({ amount: rupiah(worstRupiah), fund })}
            </p>
          )}
          {hours === null ? null : <SubmitHours {...hours} />}
        </div>
      ) : null}
      {deeds.approve && openLines > 0 ? (
        <p className="text-ink-soft">{m.orders_do_approve_gap({ count: openLines })}</p>
      ) : null}
      <div className="flex flex-col gap-2">
        {deeds.submit && fund !== null && !isLate && priceHurdle === null ? (
          <SubmitButton icon="upload" wide name="intent" value="submit">
            {m.orders_do_submit()}
          </SubmitButton>
        ) : null}
        {deeds.approve ? (
          <>
            <SubmitButton icon="check" wide name="intent" value="approve">
              {m.orders_do_approve()}
            </SubmitButton>
            <p className="text-sm text-ink-soft">{m.orders_do_approve_note()}</p>
          </>
        ) : null}
        {deeds.match ? (
          <>
            <SubmitButton variant="secondary" icon="search" wide name="intent" value="match">
              {m.orders_do_match()}
            </SubmitButton>
            <p className="text-sm text-ink-soft">{m.orders_do_match_note()}</p>
          </>
        ) : null}
        {deeds.withdraw ? (
          <SubmitButton variant="quiet" icon="undo" wide name="intent" value="withdraw">
            {m.orders_do_withdraw()}
          </SubmitButton>
        ) : null}
      </div>
    </Form>
  );
}

type SubmitHoursProps = { readonly times: OrderTimes; readonly now: Date; readonly zone: TimeZone };

/** Until when a draft joins the common market, and what becomes of it after that. */
function SubmitHours({ times: { marketCloses, lastCall }, now, zone }: SubmitHoursProps) {
  const at = (moment: Date) => dueTime(moment, now, zone);
  if (now > lastCall)
    return <Callout tone="rice">{m.orders_do_submit_too_late({ at: at(lastCall) })}</Callout>;
  if (now > marketCloses)
    return (
      <Callout tone="rice">
        {m.orders_do_submit_alone({ closed: at(marketCloses), last: at(lastCall) })}
      </Callout>
    );
  return (
    <>
      <p className="mt-2 font-semibold text-ink">{m.orders_do_submit_until({ at: at(marketCloses) })}</p>
      {lastCall > marketCloses ? <p>{m.orders_do_submit_after({ last: at(lastCall) })}</p> : null}
    </>
  );
}
