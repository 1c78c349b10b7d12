import { date, percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

type Given = {
  readonly id: string;
  readonly keeperName: string;
  readonly goods: string | null;
  readonly commissionMaxBasisPoints: number;
  readonly validUntil: BusinessDay;
};

/** Who may sell one's goods onward, each with a button that ends it. */
export function GrantList({
  grants,
  mayEnd,
  idempotencyKey,
}: {
  readonly grants: readonly Given[];
  readonly mayEnd: boolean;
  readonly idempotencyKey: string;
}) {
  if (grants.length === 0) return <p className="text-ink-soft">{m.consignment_grant_empty()}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line">
      {grants.map((grant) => (
        <li key={grant.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
          <span>
            <span className="block font-bold">{grant.keeperName}</span>
            <span className="block text-sm text-ink-soft">
              {m.consignment_grant_line({
                goods: grant.goods ?? m.consignment_grant_all(),
                percent: percent(BigInt(grant.commissionMaxBasisPoints)),
                day: date(grant.validUntil),
              })}
            </span>
          </span>
          {mayEnd ? (
            <Form idempotencyKey={`${idempotencyKey}-${grant.id}`}>
              <input type="hidden" name="grantId" value={grant.id} />
              <SubmitButton name="intent" value="end" variant="secondary" size="small">
                {m.consignment_grant_end()}
              </SubmitButton>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

type Sent = {
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Lets one seller more sell one's goods onward. */
export function GrantForm({
  sellers,
  goods,
  today,
  until,
  idempotencyKey,
  errors,
  values,
}: {
  readonly sellers: readonly Option[];
  readonly goods: readonly Option[];
  readonly today: BusinessDay;
  readonly until: BusinessDay;
  readonly idempotencyKey: string;
} & Sent) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <Select
        name="keeperId"
        label={m.consignment_grant_keeper()}
        options={sellers}
        placeholder={m.consignment_grant_keeper()}
        defaultValue={values["keeperId"]}
        error={errors["keeperId"] ?? null}
      />
      <Select
        name="goods"
        label={m.consignment_grant_goods()}
        options={goods}
        placeholder={m.consignment_grant_all()}
        defaultValue={values["goods"]}
        error={errors["goods"] ?? null}
        optional
      />
      <NumberStepper
        name="percent"
        label={m.consignment_grant_most()}
        unit="%"
        min={1}
        max={50}
        defaultValue={values["percent"] ?? "10"}
        error={errors["percent"] ?? null}
      />
      <DateInput
        name="until"
        label={m.consignment_grant_until()}
        min={today}
        defaultValue={values["until"] ?? until}
        error={errors["until"] ?? null}
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="give">
          {m.consignment_grant_give()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
