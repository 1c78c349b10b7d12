import { date, percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink, buttonClass } from "#app/ui/form/button.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { RateKind } from "../contract-rate.ts";

export type RateShown = {
  readonly id: string;
  readonly kind: RateKind;
  readonly basisPoints: number;
  readonly rupiahPerUnit: bigint;
  readonly legalBasis: string | null;
  readonly fromOn: string;
  readonly correctsId: string | null;
  readonly reason: string | null;
  readonly annuls: boolean;
};

type Props = {
  readonly rates: readonly RateShown[];
  readonly mayKeep: boolean;
  readonly today: string;
  /** Where a wrong rate is corrected. */
  readonly correctTo: (rateId: string) => string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

export function kindWord(kind: RateKind): string {
  return kind === "levy" ? m.contracts_levy() : m.contracts_fee();
}

export function amountWords(rate: RateShown): string {
  if (rate.annuls) return m.contracts_rate_annulled();
  if (rate.rupiahPerUnit > 0n) return m.contracts_rate_per_unit({ amount: rupiah(rate.rupiahPerUnit) });
  return rate.basisPoints === 0 ? m.contracts_none() : percent(rate.basisPoints);
}

/** Levy and service fee with the day from which each holds; nothing is overwritten, a wrong one is answered by another. */
export function ContractRates({ rates, mayKeep, today, correctTo, idempotencyKey, errors, values }: Props) {
  const corrected = new Set(rates.map((rate) => rate.correctsId));
  const isAnswered = values["intent"] === "rate";
  return (
    <Section tone="card" title={m.contracts_rates()} lead={m.contracts_rates_lead()} id="tarif">
      <DataTable
        caption={m.contracts_rates()}
        rows={rates}
        rowKey={(rate) => rate.id}
        empty={<p className="p-4 text-ink-soft">{m.contracts_rates_none()}</p>}
        columns={[
          { key: "kind", header: m.contracts_rate_kind(), cell: (rate) => kindWord(rate.kind) },
          { key: "amount", header: m.contracts_rate_amount(), align: "end", cell: amountWords },
          { key: "from", header: m.contracts_starts(), cell: (rate) => date(rate.fromOn) },
          {
            key: "basis",
            header: m.contracts_rate_basis(),
            cell: (rate) => rate.reason ?? rate.legalBasis ?? "–",
          },
          {
            key: "state",
            header: m.contracts_state(),
            cell: (rate) =>
              corrected.has(rate.id) ? (
                <Badge>{m.contracts_rate_corrected()}</Badge>
              ) : rate.fromOn > today ? (
                <Badge tone="rice">{m.contracts_rate_coming()}</Badge>
              ) : (
                <Badge tone="leaf">{m.contracts_rate_holds()}</Badge>
              ),
          },
          ...(mayKeep
            ? [
                {
                  key: "correct",
                  header: m.contracts_rate_correct(),
                  speaks: true,
                  cell: (rate: RateShown) =>
                    corrected.has(rate.id) || rate.annuls ? null : (
                      <ButtonLink to={correctTo(rate.id)} variant="quiet" size="small" icon="edit">
                        {m.contracts_rate_correct()}
                      </ButtonLink>
                    ),
                },
              ]
            : []),
        ]}
      />
      {mayKeep ? (
        <details open={isAnswered}>
          <summary className={buttonClass("secondary", "small")}>
            <Icon name="plus" /> {m.contracts_rate_new()}
          </summary>
          <RateForm
            today={today}
            idempotencyKey={idempotencyKey}
            errors={isAnswered ? errors : {}}
            values={isAnswered ? values : {}}
          />
        </details>
      ) : null}
    </Section>
  );
}

function RateForm({
  today,
  idempotencyKey,
  errors,
  values,
}: Pick<Props, "today" | "idempotencyKey" | "errors" | "values">) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-rate`}>
      <ErrorSummary errors={errors} />
      <Choice
        name="rate.kind"
        label={m.contracts_rate_kind()}
        layout="row"
        defaultValue={values["rate.kind"] ?? "service_fee"}
        error={errors["rate.kind"]}
        options={[
          { value: "service_fee", label: m.contracts_fee() },
          { value: "levy", label: m.contracts_levy() },
        ]}
      />
      <RateAmount errors={errors} values={values} />
      <FieldRow>
        <DateInput
          name="rate.fromOn"
          label={m.contracts_starts()}
          defaultValue={values["rate.fromOn"] ?? today}
          error={errors["rate.fromOn"]}
        />
        <RateBasis errors={errors} values={values} />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="rate">
          {m.contracts_rate_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

type RateFieldsProps = Pick<Props, "errors" | "values">;

/** How much a rate takes: a part of the value, or rupiah per kilogram. */
export function RateAmount({ errors, values }: RateFieldsProps) {
  return (
    <FieldRow>
      <QuantityInput
        name="rate.basisPoints"
        label={m.contracts_rate_share()}
        unit="%"
        decimals={2}
        optional
        defaultValue={values["rate.basisPoints"]}
        error={errors["rate.basisPoints"]}
      />
      <RupiahInput
        name="rate.rupiahPerUnit"
        label={m.contracts_rate_each()}
        hint={m.contracts_rate_each_hint()}
        optional
        defaultValue={values["rate.rupiahPerUnit"]}
        error={errors["rate.rupiahPerUnit"]}
      />
    </FieldRow>
  );
}

/** The regulation that a levy stands on. */
export function RateBasis({ errors, values }: RateFieldsProps) {
  return (
    <TextInput
      name="rate.legalBasis"
      label={m.contracts_levy_basis()}
      hint={m.contracts_levy_basis_hint()}
      maxLength={200}
      optional
      defaultValue={values["rate.legalBasis"]}
      error={errors["rate.legalBasis"]}
    />
  );
}
