import { dateShort, dateTime, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { mayBeTakenBack } from "../stock.ts";
import type { StockEntryRow } from "../stock-reads.server.ts";
import { kindWord, stockReasonWord } from "./stock-words.ts";

type EntryTableProps = {
  readonly entries: readonly StockEntryRow[];
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly zone: TimeZone;
  /** Null for whoever only looks. */
  readonly idempotencyKey: string | null;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Every movement of some goods, the newest first, with what was there after it. */
export function EntryTable({ entries, unit, basePerUnit, zone, ...form }: EntryTableProps) {
  if (entries.length === 0) return null;
  const amount = (base: bigint) => quantity(base, unit, basePerUnit);
  return (
    <Section tone="flush" title={m.stock_card_entries()}>
      <DataTable
        caption={m.stock_card_entries()}
        rows={entries}
        rowKey={(entry) => entry.id}
        empty={null}
        columns={[
          { key: "what", header: m.stock_card_what(), cell: (entry) => <What entry={entry} /> },
          {
            key: "change",
            header: m.stock_card_change(),
            align: "end",
            cell: (entry) => `${entry.quantityBase > 0n ? "+" : ""}${amount(entry.quantityBase)}`,
          },
          {
            key: "after",
            header: m.stock_card_after(),
            align: "end",
            cell: (entry) => amount(entry.afterBase),
          },
          { key: "when", header: m.stock_card_when(), cell: (entry) => dateTime(entry.recordedAt, zone) },
          { key: "by", header: m.stock_card_by(), cell: (entry) => entry.by },
          {
            key: "correct",
            header: m.stock_card_correct(),
            speaks: true,
            cell: (entry) =>
              form.idempotencyKey !== null && mayBeTakenBack(entry) && !entry.isAnswered ? (
                <CorrectForm entryId={entry.id} {...form} idempotencyKey={form.idempotencyKey} />
              ) : null,
          },
        ]}
      />
    </Section>
  );
}

function What({ entry }: { readonly entry: StockEntryRow }) {
  const more = [
    entry.cookedOn === null ? null : m.stock_card_meal({ day: dateShort(entry.cookedOn) }),
    entry.reason === null ? null : stockReasonWord(entry.reason),
    entry.note,
    entry.isAnswered ? m.stock_card_answered() : null,
  ].filter((text) => text !== null && text !== "");
  return (
    <>
      {kindWord(entry.kind)}
      {more.length === 0 ? null : (
        <span className="block text-sm font-normal text-ink-soft">{more.join(" · ")}</span>
      )}
    </>
  );
}

function CorrectForm({
  entryId,
  idempotencyKey,
  errors,
  values,
}: Pick<EntryTableProps, "errors" | "values"> & {
  readonly entryId: string;
  readonly idempotencyKey: string;
}) {
  const isThis = values["entryId"] === entryId;
  const own = isThis ? errors : {};
  return (
    <details open={isThis} className="text-left">
      <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-leaf-700">
        {m.stock_card_correct()}
      </summary>
      <Form idempotencyKey={`${idempotencyKey}${entryId.slice(-8)}`} keepScroll>
        <ErrorSummary errors={own} />
        <input type="hidden" name="entryId" value={entryId} />
        <TextInput
          name="note"
          label={m.stock_card_correct_note()}
          error={own["note"] ?? null}
          maxLength={200}
        />
        <FormActions>
          <SubmitButton variant="secondary" name="intent" value="correct">
            {m.stock_card_correct_save()}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}
