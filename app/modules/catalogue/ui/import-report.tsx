import { dateShort, dateTime, rupiah, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { JudgedPrice } from "../price-import.ts";
import type { BroughtFile } from "../price-import-reads.server.ts";
import type { PriceFault } from "../price-sheet.ts";

/** Which file this is: who brought it and when, its hash, and what of it counts by now. */
export function BroughtFacts({ file, zone }: { readonly file: BroughtFile; readonly zone: Zone }) {
  return (
    <>
      <Facts
        facts={[
          {
            label: m.catalogue_import_brought_at(),
            value: `${dateTime(file.broughtAt, zone)}, ${file.broughtByName}`,
          },
          {
            label: m.catalogue_import_hash(),
            value: <code className="text-sm break-all">{file.sha256}</code>,
          },
          {
            label: m.catalogue_import_state(),
            value:
              file.keptAt === null
                ? m.catalogue_import_state_looked()
                : m.catalogue_import_state_sum({
                    recorded: whole(file.recorded),
                    corrected: whole(file.corrected),
                    at: dateTime(file.keptAt, zone),
                  }),
          },
        ]}
      />
      <a
        href={`/berkas/${file.fileId}`}
        className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700 underline"
      >
        <Icon name="download" size={18} />
        {m.catalogue_import_open_file()}
      </a>
    </>
  );
}

const countOf = (rows: readonly JudgedPrice[], kind: JudgedPrice["outcome"]["kind"]) =>
  rows.filter(({ outcome }) => outcome.kind === kind).length;

/** Lets what is good count, with how much that is on the button; says so where nothing is left to count. */
export function KeepForm({
  idempotencyKey,
  rows,
  file,
  errors,
}: {
  readonly idempotencyKey: string;
  readonly rows: readonly JudgedPrice[];
  readonly file: BroughtFile;
  readonly errors: Readonly<Record<string, readonly string[]>> | undefined;
}) {
  const good = countOf(rows, "good");
  const corrects = countOf(rows, "corrects");
  const counts = m.catalogue_import_counts({
    good: whole(good),
    known: whole(countOf(rows, "known")),
    corrects: whole(corrects),
    bad: whole(countOf(rows, "bad")),
  });
  return (
    <div className="mt-4 grid gap-3">
      <ErrorSummary errors={errors} />
      <p>{counts}</p>
      {good + corrects > 0 ? (
        <Form idempotencyKey={idempotencyKey}>
          <FormActions>
            <SubmitButton icon="check" name="intent" value="keep">
              {m.catalogue_import_keep_count({ count: whole(good + corrects) })}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : (
        <p className="font-semibold">
          {file.keptAt === null ? m.catalogue_import_nothing() : m.catalogue_import_all_kept()}
        </p>
      )}
    </div>
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
export function ImportReport({ rows }: { readonly rows: readonly JudgedPrice[] }) {
  const bad = rows.flatMap((row) =>
    row.outcome.kind === "bad" ? [{ ...row, fault: row.outcome.fault }] : [],
  );
  const fit = rows.flatMap((row) => (row.outcome.kind === "bad" ? [] : [{ ...row, price: row.outcome }]));
  return (
    <>
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
            { key: "place", header: m.catalogue_import_place(), deskOnly: true, cell: (row) => row.place },
            {
              key: "price",
              header: m.catalogue_survey_price(),
              align: "end",
              cell: (row) => rupiah(row.price.priceRupiah),
            },
            { key: "day", header: m.catalogue_survey_day(), cell: (row) => dateShort(row.price.onDay) },
            { key: "state", header: m.operator_rule_state(), cell: (row) => <Standing price={row.price} /> },
          ]}
        />
      </Section>
    </>
  );
}

type Fit = Exclude<JudgedPrice["outcome"], { readonly kind: "bad" }>;

function Standing({ price }: { readonly price: Fit }) {
  switch (price.kind) {
    case "good":
      return m.catalogue_import_new();
    case "known":
      return m.catalogue_import_known();
    case "corrects":
      return (
        <Badge tone="rice">{m.catalogue_import_corrects({ before: rupiah(price.before.priceRupiah) })}</Badge>
      );
  }
}
