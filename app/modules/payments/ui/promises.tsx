import { date, dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Promised = {
  readonly id: string;
  readonly promisedOn: BusinessDay;
  readonly amountRupiah: bigint;
  readonly note: string | null;
  readonly byName: string;
  readonly forName: string;
  readonly recordedAt: Date;
};

/** What was promised of an invoice, and a form for whoever may write down another promise. */
export function PromiseSection({
  promises,
  openRupiah,
  mayPromise,
  today,
  zone,
  idempotencyKey,
  errors,
}: {
  readonly promises: readonly Promised[];
  readonly openRupiah: bigint;
  readonly mayPromise: boolean;
  readonly today: BusinessDay;
  readonly zone: TimeZone;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}) {
  if (!mayPromise && promises.length === 0) return null;
  return (
    <Section
      tone="card"
      title={m.payments_promise_title()}
      fold={promises.length === 0 ? "closed" : undefined}
    >
      {promises.length === 0 ? (
        <p className="text-ink-soft">{m.payments_promise_lead()}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {promises.map((promise) => (
            <li key={promise.id} className="py-3 first:pt-0">
              <span className="tabular block font-bold">
                {m.payments_promise_of({
                  amount: rupiah(promise.amountRupiah),
                  day: date(promise.promisedOn),
                })}
              </span>
              {promise.note === null ? null : <span className="block break-words">{promise.note}</span>}
              <span className="block text-sm text-ink-soft">
                {promise.byName}, {promise.forName} · {dateTime(promise.recordedAt, zone)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayPromise ? (
        <Form idempotencyKey={`${idempotencyKey}-promise`}>
          <FieldRow>
            <DateInput
              name="promisedOn"
              label={m.payments_promise_day()}
              min={today}
              error={[...(errors["promisedOn"] ?? [])]}
            />
            <RupiahInput
              name="promised"
              label={m.payments_amount()}
              defaultValue={openRupiah}
              error={[...(errors["promised"] ?? [])]}
            />
          </FieldRow>
          <TextInput
            // The objection to a line, on the same page, has a note too.
            name="promiseNote"
            label={m.payments_promise_note()}
            maxLength={200}
            optional
            error={[...(errors["promiseNote"] ?? [])]}
          />
          <FormActions>
            <SubmitButton variant="secondary" icon="clock" name="intent" value="promise">
              {m.payments_promise_record()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </Section>
  );
}
