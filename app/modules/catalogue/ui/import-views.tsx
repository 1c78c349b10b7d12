import { dateTime, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type FigureAnswer, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { BroughtFile } from "../price-import-reads.server.ts";

export type ImportFormProps = {
  readonly idempotencyKey: string;
  readonly answer: FigureAnswer;
  readonly today: string;
  readonly surveys: readonly string[];
  /** The region that an operator may change; null for an agency, which imports for its own city. */
  readonly regionCode: string | null;
};

/** A survey's file, to be looked at before anything of it counts. */
export function ImportForm(props: ImportFormProps) {
  const { idempotencyKey, answer, today, surveys, regionCode } = props;
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
        <SubmitButton icon="search">{m.catalogue_import_check()}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The files that were brought last, each with what came of it. */
export function BroughtFiles({
  rows,
  zone,
  to,
}: {
  readonly rows: readonly BroughtFile[];
  readonly zone: Zone;
  readonly to: (row: BroughtFile) => string;
}) {
  return (
    <DataTable
      caption={m.catalogue_import_before()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={to}
      empty={
        <EmptyState icon="upload" title={m.catalogue_import_before_none()}>
          {m.catalogue_import_before_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "file", header: m.catalogue_import_file(), cell: (row) => row.fileName },
        { key: "source", header: m.catalogue_survey_source(), cell: (row) => row.source },
        {
          key: "brought",
          header: m.catalogue_import_brought_at(),
          cell: (row) => `${dateTime(row.broughtAt, zone)}, ${row.broughtByName}`,
        },
        {
          key: "state",
          header: m.operator_rule_state(),
          cell: (row) =>
            row.keptAt === null ? (
              <Badge tone="rice">{m.catalogue_import_state_looked()}</Badge>
            ) : (
              <Badge tone="leaf">
                {m.catalogue_import_state_kept({ count: whole(row.recorded + row.corrected) })}
              </Badge>
            ),
        },
      ]}
    />
  );
}
