import { dateShort, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { FigureState } from "#app/kernel/dated.ts";
import { type FigureAnswer, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { FigureSource, FigureStateBadge } from "#app/modules/regions/ui/figure-state.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { WithoutMarks } from "#app/ui/form/field.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** A commodity or one grade of it, as a choice: "CRW/" or "BRS/M". */
export type SurveyGoods = { readonly value: string; readonly label: string };

export type SurveyFormProps = {
  readonly idempotencyKey: string;
  readonly answer: FigureAnswer;
  readonly today: string;
  readonly source: string;
  /** Surveys that reported this region before. */
  readonly surveys: readonly string[];
  readonly regionCode: string;
  /** What this survey reported before, each with the last price per kilogram, litre or piece. */
  readonly known: readonly {
    readonly goods: string;
    readonly label: string;
    readonly unit: string;
    readonly lastRupiah: bigint;
    readonly lastOn: string;
  }[];
  readonly goods: readonly SurveyGoods[];
};

/** Rows for goods that the survey did not report before. */
const NEW_ROWS = 3;

/** The sheet of one day's market prices: what was asked before, then what is new. Blank rows say nothing. */
export function SurveyForm({
  idempotencyKey,
  answer,
  today,
  source,
  surveys,
  regionCode,
  known,
  goods,
}: SurveyFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={answer?.errors} />
      <input type="hidden" name="regionCode" value={regionCode} />
      <FieldRow>
        <DateInput {...figureField(answer, "onDay", today)} label={m.catalogue_survey_day()} max={today} />
        <TextInput
          {...figureField(answer, "source", source)}
          label={m.catalogue_survey_source()}
          hint={m.catalogue_survey_source_hint()}
          suggestions={surveys}
          maxLength={120}
        />
      </FieldRow>
      <Select
        {...figureField(answer, "level", "market")}
        label={m.catalogue_import_level()}
        options={[
          { value: "market", label: m.catalogue_import_level_market() },
          { value: "farm", label: m.catalogue_import_level_farm() },
        ]}
      />
      <WithoutMarks>
        {known.length > 0 ? (
          <fieldset className="grid gap-4">
            <legend className="mb-3 font-bold">{m.catalogue_survey_known()}</legend>
            <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
              {known.map((row, at) => (
                <div key={row.goods}>
                  <input type="hidden" name={`prices[${at}].goods`} value={row.goods} />
                  <RupiahInput
                    {...figureField(answer, `prices[${at}].price`)}
                    label={row.label}
                    suffix={row.unit}
                    hint={m.catalogue_survey_last({
                      price: rupiah(row.lastRupiah),
                      day: dateShort(row.lastOn),
                    })}
                    optional
                  />
                </div>
              ))}
            </div>
          </fieldset>
        ) : null}
        <fieldset className="grid gap-4">
          <legend className="mb-3 font-bold">{m.catalogue_survey_more()}</legend>
          {Array.from({ length: NEW_ROWS }, (_, at) => known.length + at).map((at) => (
            <FieldRow key={at}>
              <Select
                {...figureField(answer, `prices[${at}].goods`)}
                label={m.catalogue_survey_goods()}
                placeholder="–"
                options={goods}
                optional
              />
              <RupiahInput
                {...figureField(answer, `prices[${at}].price`)}
                label={m.catalogue_survey_price()}
                suffix={m.operator_ceilings_per()}
                optional
              />
            </FieldRow>
          ))}
        </fieldset>
      </WithoutMarks>
      <FormActions>
        <SubmitButton icon="check">{m.catalogue_survey_save()}</SubmitButton>
      </FormActions>
    </Form>
  );
}

export type SurveyedShown = {
  readonly id: string;
  readonly goods: string;
  readonly priceRupiah: bigint;
  readonly unit: string;
  readonly onDay: string;
  readonly place: string;
  readonly source: string;
  readonly reason: string | null;
  /** Null while it simply stands. */
  readonly state: FigureState | null;
};

/** Surveyed prices as they were written, corrected ones included; a row opens where it can be corrected. */
export function SurveyTable({
  rows,
  to,
  isFiltered,
}: {
  readonly rows: readonly SurveyedShown[];
  readonly to: (row: SurveyedShown) => string;
  readonly isFiltered: boolean;
}) {
  return (
    <DataTable
      caption={m.catalogue_survey_history()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={to}
      empty={
        <EmptyState icon="money" title={isFiltered ? m.catalogue_survey_none() : m.catalogue_survey_empty()}>
          {m.catalogue_survey_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "goods", header: m.catalogue_survey_goods(), cell: (row) => row.goods },
        {
          key: "price",
          header: m.catalogue_survey_price(),
          align: "end",
          cell: (row) => <Money amount={row.priceRupiah} per={row.unit} />,
        },
        { key: "day", header: m.catalogue_survey_day(), cell: (row) => dateShort(row.onDay) },
        { key: "place", header: m.catalogue_survey_place(), deskOnly: true, cell: (row) => row.place },
        {
          key: "source",
          header: m.catalogue_survey_choose(),
          cell: (row) => <FigureSource source={row.source} reason={row.reason} />,
        },
        ...(rows.every((row) => row.state === null)
          ? []
          : [
              {
                key: "state",
                header: m.operator_rule_state(),
                cell: (row: SurveyedShown) =>
                  row.state === null ? null : <FigureStateBadge state={row.state} />,
              },
            ]),
      ]}
    />
  );
}
