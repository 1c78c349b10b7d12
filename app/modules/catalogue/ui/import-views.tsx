import { dateShort, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type FigureAnswer, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { JudgedPrice } from "../price-import.ts";
import type { PriceFault } from "../price-sheet.ts";

export type ImportFormProps = {
  readonly idempotencyKey: string;
  readonly answer: FigureAnswer;
  readonly today: string;
  readonly surveys: readonly string[];
  /** The region that an operator may change; null for an agency, which imports for its own city. */
  readonly regionCode: string | null;
  /** How many new prices the file was found to hold; null before it was looked at. */
  readonly goodRows: number | null;
};

/** A survey's file: looked at first, kept when it is what was meant. */
export function ImportForm(props: ImportFormProps) {
  const { idempotencyKey, answer, today, surveys, regionCode, goodRows } = props;
  return (
    <Form idempotencyKey={idempotencyKey} files>
      <ErrorSummary errors={answer?.errors} />
      <FileInput
        {...figureField(answer, "file")}
        label={m.catalogue_import_choose()}
        hint={m.catalogue_import_choose_hint()}
        accept=".csv,.xlsx,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      />
      <FieldRow>
        <TextInput
          {...figureField(answer, "source", surveys[0] ?? "")}
          label={m.catalogue_survey_source()}
          hint={m.catalogue_survey_source_hint()}
          suggestions={surveys}
          maxLength={120}
        />
        <DateInput
          {...figureField(answer, "givenDay")}
          label={m.catalogue_import_day()}
          hint={m.catalogue_import_day_hint()}
          max={today}
          optional
        />
      </FieldRow>
      <FieldRow>
        <Select
          {...figureField(answer, "level", "market")}
          label={m.catalogue_import_level()}
          options={[
            { value: "market", label: m.catalogue_import_level_market() },
            { value: "farm", label: m.catalogue_import_level_farm() },
          ]}
        />
        {regionCode === null ? null : (
          <TextInput
            {...figureField(answer, "regionCode", regionCode)}
            label={m.catalogue_survey_region()}
            maxLength={13}
          />
        )}
      </FieldRow>
      <FormActions>
        <SubmitButton icon="search" variant="secondary" name="intent" value="check">
          {m.catalogue_import_check()}
        </SubmitButton>
        <SubmitButton icon="check" name="intent" value="keep">
          {goodRows === null ? m.catalogue_import_keep() : m.catalogue_import_keep_count({ count: goodRows })}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

const faultWords: Readonly<Record<PriceFault, () => string>> = {
  noName: m.catalogue_import_fault_noName,
  unknownName: m.catalogue_import_fault_unknownName,
  formula: m.catalogue_import_fault_formula,
  noPrice: m.catalogue_import_fault_noPrice,
  notPrice: m.catalogue_import_fault_notPrice,
  outOfRange: m.catalogue_import_fault_outOfRange,
  noDay: m.catalogue_import_fault_noDay,
  notDay: m.catalogue_import_fault_notDay,
  dayNotCome: m.catalogue_import_fault_dayNotCome,
  unit: m.catalogue_import_fault_unit,
  twice: m.catalogue_import_fault_twice,
  differs: m.catalogue_import_fault_differs,
  farOff: m.catalogue_import_fault_farOff,
};

const SHOWN_MAX = 300;

/** What a file holds: what could not be taken, with its place and why, then what could. */
export function ImportReport({
  rows,
  recorded,
  fileName,
}: {
  readonly rows: readonly JudgedPrice[];
  /** How many were kept; null when the file was only looked at. */
  readonly recorded: number | null;
  readonly fileName: string;
}) {
  const bad = rows.flatMap((row) =>
    row.outcome.kind === "bad" ? [{ ...row, fault: row.outcome.fault }] : [],
  );
  const fit = rows.flatMap((row) => (row.outcome.kind === "bad" ? [] : [{ ...row, price: row.outcome }]));
  const known = fit.filter(({ price }) => price.kind === "known").length;
  const counts = { good: fit.length - known, known, bad: bad.length };
  return (
    <>
      <Callout
        tone={recorded === null ? "neutral" : "leaf"}
        title={
          recorded === null
            ? m.catalogue_import_looked({ file: fileName })
            : m.catalogue_import_kept({ count: recorded, file: fileName })
        }
      >
        {m.catalogue_import_counts(counts)}
      </Callout>
      {bad.length === 0 ? null : (
        <Section tone="flush" title={m.catalogue_import_bad()}>
          <DataTable
            caption={m.catalogue_import_bad()}
            rows={bad.slice(0, SHOWN_MAX)}
            rowKey={(row) => row.place}
            empty={null}
            columns={[
              { key: "place", header: m.catalogue_import_place(), cell: (row) => row.place },
              { key: "name", header: m.catalogue_survey_goods(), cell: (row) => row.name || "–" },
              { key: "said", header: m.catalogue_import_said(), cell: (row) => row.said || "–" },
              { key: "why", header: m.catalogue_import_why(), cell: (row) => faultWords[row.fault]() },
            ]}
          />
        </Section>
      )}
      <Section tone="flush" title={m.catalogue_import_good()}>
        <DataTable
          caption={m.catalogue_import_good()}
          rows={fit.slice(0, SHOWN_MAX)}
          rowKey={(row) => row.place}
          empty={
            <EmptyState icon="money" title={m.catalogue_import_none()}>
              {m.catalogue_import_none_text()}
            </EmptyState>
          }
          columns={[
            { key: "goods", header: m.catalogue_survey_goods(), cell: (row) => row.price.label },
            {
              key: "price",
              header: m.catalogue_survey_price(),
              align: "end",
              cell: (row) => rupiah(row.price.priceRupiah),
            },
            { key: "day", header: m.catalogue_survey_day(), cell: (row) => dateShort(row.price.onDay) },
            {
              key: "state",
              header: m.operator_rule_state(),
              cell: (row) =>
                row.price.kind === "known" ? m.catalogue_import_known() : m.catalogue_import_new(),
            },
          ]}
        />
      </Section>
    </>
  );
}
