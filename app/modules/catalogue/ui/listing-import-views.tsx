import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { dateTime, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Progress } from "#app/ui/feedback/progress.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Cluster } from "#app/ui/layout/stack.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { ImportOutcome, ListingImportState } from "../listing-import.ts";
import type { ListingImport, OutcomeCounts } from "../listing-import-reads.server.ts";

type Errors = Readonly<Record<string, readonly string[]>>;

const LOOK_AGAIN_MS = 1_500;

/** A file of goods, to be looked at before any of it is listed, and the empty one to fill in. */
export function ListingFileForm({
  idempotencyKey,
  errors,
  templateTo,
}: {
  readonly idempotencyKey: string;
  readonly errors: Errors | undefined;
  readonly templateTo: string;
}) {
  return (
    <div className="grid gap-4">
      <ButtonLink to={templateTo} variant="secondary" icon="download" external>
        {m.catalogue_bulk_template()}
      </ButtonLink>
      <Form idempotencyKey={idempotencyKey} files>
        <ErrorSummary errors={errors} />
        <FileInput
          name="file"
          error={errors?.["file"]}
          label={m.catalogue_bulk_choose()}
          hint={m.catalogue_bulk_choose_hint()}
          accept=".csv,.xlsx,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        />
        <FormActions>
          <SubmitButton icon="search">{m.catalogue_import_check()}</SubmitButton>
        </FormActions>
      </Form>
    </div>
  );
}

function stateBadge(state: ListingImportState) {
  switch (state) {
    case "waiting":
      return <Badge tone="neutral">{m.catalogue_bulk_state_waiting()}</Badge>;
    case "looked":
      return <Badge tone="rice">{m.catalogue_bulk_state_looked()}</Badge>;
    case "asked":
      return <Badge tone="neutral">{m.catalogue_bulk_state_asked()}</Badge>;
    case "kept":
      return <Badge tone="leaf">{m.catalogue_bulk_state_kept()}</Badge>;
    case "unreadable":
      return <Badge tone="brick">{m.catalogue_bulk_state_unreadable()}</Badge>;
  }
}

/** The files of goods that were brought last, each with what came of it. */
export function ListingFiles({
  rows,
  zone,
  to,
}: {
  readonly rows: readonly ListingImport[];
  readonly zone: Zone;
  readonly to: (row: ListingImport) => string;
}) {
  return (
    <DataTable
      caption={m.catalogue_import_before()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={to}
      empty={
        <EmptyState icon="upload" title={m.catalogue_bulk_none()}>
          {m.catalogue_bulk_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "file", header: m.catalogue_bulk_file(), cell: (row) => row.fileName },
        {
          key: "brought",
          header: m.catalogue_import_brought_at(),
          cell: (row) => `${dateTime(row.broughtAt, zone)}, ${row.broughtByName}`,
        },
        {
          key: "listed",
          header: m.catalogue_bulk_listed(),
          align: "end",
          cell: (row) => (row.askedAt === null ? null : whole(row.opened + row.updated)),
        },
        { key: "state", header: m.operator_rule_state(), cell: (row) => stateBadge(row.state) },
      ]}
    />
  );
}

/** How far the worker is with a file; the page looks again by itself, and by a link where there is no JavaScript. */
export function ImportProgress({ file, here }: { readonly file: ListingImport; readonly here: string }) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [revalidate, state]);
  const { workDone, workTotal } = file;
  return (
    <div className="flex flex-col gap-3">
      <Progress
        label={file.state === "asked" ? m.catalogue_bulk_listing() : m.catalogue_bulk_looking()}
        value={workDone}
        max={workTotal}
        display={
          workTotal === 0
            ? m.catalogue_bulk_queued()
            : m.catalogue_bulk_of({ done: whole(workDone), total: whole(workTotal) })
        }
        note={m.catalogue_bulk_leave()}
      />
      <ButtonLink to={here} variant="secondary" size="small" icon="arrow">
        {m.accountability_bundle_look()}
      </ButtonLink>
    </div>
  );
}

/** What came of a file, and what may be done with it now. */
export function ImportDecision({
  file,
  refusal,
  counts,
  reportTo,
  listTo,
  keys,
  errors,
}: {
  readonly file: ListingImport;
  readonly refusal: string | null;
  readonly counts: OutcomeCounts;
  readonly reportTo: string;
  readonly listTo: string;
  readonly keys: { readonly keep: string; readonly again: string };
  readonly errors: Errors | undefined;
}) {
  const good = counts.new + counts.changed;
  return (
    <div className="grid gap-4">
      <ErrorSummary errors={errors} />
      {refusal === null ? null : (
        <Callout tone="brick" title={m.catalogue_bulk_unreadable()}>
          {refusal}
        </Callout>
      )}
      {file.state === "kept" ? (
        <Callout
          tone="leaf"
          title={m.catalogue_bulk_done({ opened: whole(file.opened), updated: whole(file.updated) })}
          actions={<ButtonLink to={listTo}>{m.catalogue_list_title()}</ButtonLink>}
        >
          {m.catalogue_bulk_done_text({ lots: whole(file.lotsBrought), bad: whole(counts.bad) })}
        </Callout>
      ) : null}
      {file.state === "looked" ? (
        <Facts
          facts={[
            { label: m.catalogue_bulk_new(), value: whole(counts.new) },
            { label: m.catalogue_bulk_changed(), value: whole(counts.changed) },
            { label: m.catalogue_bulk_known(), value: whole(counts.known) },
            { label: m.catalogue_bulk_bad(), value: whole(counts.bad) },
          ]}
        />
      ) : null}
      {file.state === "looked" && good > 0 ? (
        <Form idempotencyKey={keys.keep}>
          <FormActions>
            <SubmitButton icon="check" name="intent" value="keep">
              {m.catalogue_bulk_keep({ count: whole(good) })}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
      {file.state === "looked" && good === 0 ? (
        <p className="font-semibold">{m.catalogue_bulk_nothing()}</p>
      ) : null}
      <Cluster>
        {refusal === null ? (
          <ButtonLink to={reportTo} variant="secondary" size="small" icon="download" external>
            {m.catalogue_bulk_report()}
          </ButtonLink>
        ) : null}
        <Form idempotencyKey={keys.again}>
          <SubmitButton variant="quiet" size="small" name="intent" value="again">
            {m.catalogue_bulk_again()}
          </SubmitButton>
        </Form>
      </Cluster>
    </div>
  );
}

const outcomeWords: Readonly<Record<ImportOutcome, () => string>> = {
  new: m.catalogue_bulk_outcome_new,
  changed: m.catalogue_bulk_outcome_changed,
  known: m.catalogue_bulk_outcome_known,
  bad: m.catalogue_bulk_outcome_bad,
  opened: m.catalogue_bulk_outcome_opened,
  updated: m.catalogue_bulk_outcome_updated,
};

export function outcomeWord(outcome: ImportOutcome): string {
  return outcomeWords[outcome]();
}

/** A row of the report, its reason already in words. */
export type ReportRow = {
  readonly rowNumber: number;
  readonly place: string;
  readonly name: string;
  readonly said: string;
  readonly outcome: ImportOutcome;
  readonly why: string | null;
  readonly listingId: string | null;
};

const tones = {
  new: "leaf",
  changed: "leaf",
  known: "neutral",
  bad: "brick",
  opened: "leaf",
  updated: "leaf",
} as const;

/** Row by row: what becomes of it, and why not. */
export function ImportRows({ rows, base }: { readonly rows: readonly ReportRow[]; readonly base: string }) {
  return (
    <DataTable
      caption={m.catalogue_bulk_rows()}
      rows={rows}
      rowKey={(row) => String(row.rowNumber)}
      empty={
        <EmptyState icon="search" title={m.catalogue_bulk_rows_none()}>
          {m.catalogue_bulk_rows_none_text()}
        </EmptyState>
      }
      columns={[
        {
          key: "name",
          header: m.catalogue_survey_goods(),
          cell: (row) =>
            row.listingId === null ? (
              row.name || "–"
            ) : (
              <a className="font-semibold text-leaf-700 underline" href={`${base}/${row.listingId}`}>
                {row.name}
              </a>
            ),
        },
        {
          key: "place",
          header: m.catalogue_import_place(),
          cell: (row) =>
            row.outcome === "bad" ? row.place : m.catalogue_bulk_row({ row: whole(row.rowNumber) }),
        },
        { key: "said", header: m.catalogue_import_said(), cell: (row) => row.said || null },
        {
          key: "outcome",
          header: m.catalogue_bulk_outcome(),
          cell: (row) => <Badge tone={tones[row.outcome]}>{outcomeWord(row.outcome)}</Badge>,
        },
        { key: "why", header: m.catalogue_import_why(), cell: (row) => row.why },
      ]}
    />
  );
}
