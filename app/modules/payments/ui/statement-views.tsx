import { date, dateTime, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { statementLayouts } from "../statement-layouts.ts";
import type { LookedAt, Statement } from "../statement-reads.server.ts";
import type { StatementRow } from "../statement-sheet.ts";
import { faultWords, layoutLabel, senText } from "./bank-words.tsx";

type Errors = Readonly<Record<string, readonly string[]>>;

/** A file of the own bank, to be looked at before anything of it counts. */
export function StatementForm({
  idempotencyKey,
  account,
  errors,
  values,
}: {
  readonly idempotencyKey: string;
  readonly account: string | null;
  readonly errors: Errors;
  readonly values: Readonly<Record<string, string>>;
}) {
  return (
    <Form idempotencyKey={idempotencyKey} files>
      <ErrorSummary errors={errors} />
      <FileInput
        name="file"
        label={m.payments_bank_file()}
        hint={m.payments_bank_file_hint()}
        accept=".csv,.xlsx,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        error={[...(errors["file"] ?? [])]}
      />
      <FieldRow>
        <TextInput
          name="account"
          label={m.payments_bank_account()}
          hint={m.payments_bank_account_hint()}
          defaultValue={values["account"] ?? account ?? ""}
          inputMode="numeric"
          maxLength={40}
          optional
          error={[...(errors["account"] ?? [])]}
        />
        <Select
          name="layout"
          label={m.payments_bank_layout()}
          defaultValue={values["layout"] ?? "auto"}
          options={[
            { value: "auto", label: m.payments_bank_layout_auto() },
            ...statementLayouts.map((name) => ({ value: name, label: layoutLabel(name) })),
          ]}
        />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="search">{m.payments_bank_look()}</SubmitButton>
      </FormActions>
    </Form>
  );
}

export function StatementList({
  rows,
  zone,
  to,
}: {
  readonly rows: readonly Statement[];
  readonly zone: Zone;
  readonly to: (row: Statement) => string;
}) {
  return (
    <DataTable
      caption={m.payments_bank_before()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={to}
      empty={
        <EmptyState icon="upload" title={m.payments_bank_none_yet()}>
          {m.payments_bank_before_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "file", header: m.payments_bank_file(), cell: (row) => row.fileName },
        { key: "account", header: m.payments_bank_account(), cell: (row) => row.account },
        {
          key: "brought",
          header: m.payments_bank_brought_at(),
          cell: (row) => `${dateTime(row.broughtAt, zone)}, ${row.broughtByName}`,
        },
        {
          key: "state",
          header: m.payments_batch_state(),
          cell: (row) =>
            row.countedAt === null
              ? m.payments_bank_only_looked()
              : m.payments_bank_counted_sum({ added: whole(row.addedCount), count: whole(row.lineCount) }),
        },
      ]}
    />
  );
}

/** Which file this is, and what is in it at a glance. */
export function StatementFacts({
  statement,
  looked,
  zone,
}: {
  readonly statement: Statement;
  readonly looked: LookedAt;
  readonly zone: Zone;
}) {
  return (
    <>
      <Facts
        facts={[
          { label: m.payments_bank_account(), value: statement.account },
          { label: m.payments_bank_layout(), value: layoutLabel(statement.layout) },
          {
            label: m.payments_bank_period(),
            value:
              looked.fromDay && looked.untilDay ? `${date(looked.fromDay)} – ${date(looked.untilDay)}` : "–",
          },
          {
            label: m.payments_bank_sums(),
            value: `${senText(looked.cameSen)} / ${senText(looked.wentSen)}`,
          },
          {
            label: m.payments_bank_brought_at(),
            value: `${dateTime(statement.broughtAt, zone)}, ${statement.broughtByName}`,
          },
          {
            label: m.payments_bank_hash(),
            value: <code className="text-sm break-all">{statement.sha256}</code>,
          },
        ]}
      />
      <a
        href={`/berkas/${statement.fileId}`}
        className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700 underline"
      >
        <Icon name="download" size={18} />
        {m.payments_bank_open_file()}
      </a>
    </>
  );
}

/** Whether the balances carry on, and what was left out so that nothing counts twice. */
export function StatementWarnings({
  looked,
  elsewhere,
}: {
  readonly looked: LookedAt;
  /** Other accounts for which this very file was counted. */
  readonly elsewhere: readonly string[];
}) {
  const { continuity } = looked;
  return (
    <>
      {elsewhere.length > 0 ? (
        <Callout tone="brick" title={m.payments_bank_elsewhere_title()}>
          {m.payments_bank_elsewhere({ accounts: elsewhere.join(", ") })}
        </Callout>
      ) : null}
      {continuity.kind === "broken" ? (
        <Callout tone="brick" title={m.payments_bank_broken_title()}>
          {m.payments_bank_broken({
            breaks: whole(continuity.breaks),
            stopped: senText(continuity.stoppedSen),
            wentOn: senText(continuity.wentOnSen),
          })}
        </Callout>
      ) : continuity.kind === "whole" ? (
        <Callout tone="leaf">
          {m.payments_bank_whole({
            opening: senText(continuity.openingSen),
            closing: senText(continuity.closingSen),
          })}
        </Callout>
      ) : (
        <Callout>{m.payments_bank_unknown()}</Callout>
      )}
      {looked.endsOtherwise ? <Callout tone="brick">{m.payments_bank_ends_otherwise()}</Callout> : null}
      {looked.otherLayout.length === 0 ? null : (
        <Callout tone="rice">
          {m.payments_bank_other_layout({ count: whole(looked.otherLayout.length) })}
        </Callout>
      )}
    </>
  );
}

const SHOWN_MAX = 300;

/** What cannot be read, with its place and why, then what is new, then what is known and not booked again. */
export function StatementRows({ looked }: { readonly looked: LookedAt }) {
  return (
    <>
      {looked.faults.length === 0 ? null : (
        <Section tone="flush" title={m.payments_bank_faulty()}>
          <DataTable
            caption={m.payments_bank_faulty()}
            rows={looked.faults.slice(0, SHOWN_MAX)}
            rowKey={(row) => row.place}
            empty={null}
            columns={[
              { key: "place", header: m.payments_bank_place(), cell: (row) => row.place },
              { key: "said", header: m.payments_bank_said(), cell: (row) => row.said || "–" },
              { key: "why", header: m.payments_bank_why(), cell: (row) => faultWords[row.fault]() },
            ]}
          />
        </Section>
      )}
      <Section
        tone="flush"
        title={m.payments_bank_new_lines()}
        lead={
          looked.added.length > SHOWN_MAX
            ? m.payments_bank_shown_first({ count: whole(SHOWN_MAX) })
            : undefined
        }
      >
        <DataTable
          caption={m.payments_bank_new_lines()}
          rows={looked.added.slice(0, SHOWN_MAX)}
          rowKey={(row) => row.place}
          empty={
            <EmptyState icon="check" title={m.payments_bank_nothing_new()}>
              {m.payments_bank_none_open_text()}
            </EmptyState>
          }
          columns={lineColumns()}
        />
      </Section>
      {looked.known.length === 0 ? null : (
        <Section
          tone="flush"
          title={m.payments_bank_known_lines()}
          lead={
            looked.known.length > SHOWN_MAX
              ? m.payments_bank_known_first({ count: whole(SHOWN_MAX), all: whole(looked.known.length) })
              : m.payments_bank_known_lead()
          }
        >
          <DataTable
            caption={m.payments_bank_known_lines()}
            rows={looked.known.slice(0, SHOWN_MAX)}
            rowKey={(row) => row.place}
            empty={null}
            columns={lineColumns()}
          />
        </Section>
      )}
    </>
  );
}

function lineColumns(): Column<StatementRow>[] {
  return [
    { key: "words", header: m.payments_bank_words(), cell: (row) => row.words || "–" },
    { key: "day", header: m.payments_bank_day(), cell: (row) => date(row.onDay) },
    { key: "place", header: m.payments_bank_place(), cell: (row) => row.place },
    {
      key: "amount",
      header: m.payments_bank_amount(),
      align: "end",
      cell: (row) => senText(row.amountSen),
    },
  ];
}
