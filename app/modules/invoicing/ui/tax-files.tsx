import { m } from "#app/i18n/paraglide/messages.js";
import type { DocumentSummary } from "#app/modules/documents/document-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { TaxNumbered } from "../tax-number-reads.server.ts";

type Props = {
  readonly fileAt: string;
  /** The months that can be taken, the newest first, with their names. */
  readonly periods: readonly { readonly key: string; readonly name: string }[];
};

/** The month's tax invoices for Coretax. A plain form: the browser keeps what comes as a file. */
export function TaxFiles({ fileAt, periods }: Props) {
  return (
    <Section tone="card" title={m.invoicing_tax_title()} lead={m.invoicing_tax_lead()}>
      <form method="post" action={fileAt} className="flex flex-wrap items-end gap-2">
        <Select
          name="period"
          label={m.invoicing_tax_month()}
          options={periods.map(({ key, name }) => ({ value: key, label: name }))}
          defaultValue={periods[0]?.key}
        />
        <SubmitButton variant="secondary" icon="doc" name="format" value="xml">
          {m.invoicing_tax_xml()}
        </SubmitButton>
        <SubmitButton variant="secondary" icon="doc" name="format" value="xlsx">
          {m.invoicing_tax_xlsx()}
        </SubmitButton>
      </form>
    </Section>
  );
}

/** The tax invoice of one invoice: its files, or why there is none. */
export function TaxFileOf({
  fileAt,
  invoiceId,
  period,
  isVatRegistered,
}: {
  readonly fileAt: string;
  readonly invoiceId: string;
  readonly period: string;
  readonly isVatRegistered: boolean;
}) {
  if (!isVatRegistered)
    return (
      <Section tone="card" title={m.invoicing_tax_title()}>
        <p>{m.invoicing_error_notVatRegistered()}</p>
      </Section>
    );
  return (
    <Section tone="card" title={m.invoicing_tax_title()} lead={m.invoicing_tax_check()}>
      <form method="post" action={fileAt} className="flex flex-wrap gap-2">
        <input type="hidden" name="invoiceId" value={invoiceId} />
        <input type="hidden" name="period" value={period} />
        <SubmitButton variant="secondary" icon="doc" name="format" value="xml">
          {m.invoicing_tax_xml()}
        </SubmitButton>
        <SubmitButton variant="secondary" icon="doc" name="format" value="xlsx">
          {m.invoicing_tax_xlsx()}
        </SubmitButton>
      </form>
    </Section>
  );
}

/** The invoice, and each credit note of it, for a program that keeps books. */
export function UblLinks({
  papers,
  at,
}: {
  readonly papers: readonly DocumentSummary[];
  readonly at: string;
}) {
  const told = papers.filter(({ kind }) => kind === "INV" || kind === "NK");
  if (told.length === 0) return null;
  return (
    <Section tone="card" title={m.invoicing_files_title()}>
      <ul className="flex flex-col gap-3">
        {told.map(({ id, kind, number }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-2">
            <span className="tabular min-w-0 break-words">{number}</span>
            <ButtonLink
              to={kind === "NK" ? `${at}?nota=${id}` : at}
              variant="secondary"
              size="small"
              icon="doc"
              external
            >
              UBL 2.1<span className="sr-only"> {number}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function numbered(one: TaxNumbered): string {
  return one.code === null
    ? m.invoicing_tax_number_return({ number: one.noteNumber })
    : m.invoicing_tax_number_invoice({ code: one.code });
}

/** What Coretax knows of this invoice by a number, and a form to write one down; `own` are those that its reader may write. */
export function TaxNumbers({
  numbers,
  own,
  idempotencyKey,
  errors,
  values,
}: {
  readonly numbers: readonly TaxNumbered[];
  readonly own: readonly TaxNumbered[];
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  if (numbers.length === 0) return null;
  const idOf = (one: TaxNumbered) => one.code ?? one.creditNoteId;
  return (
    <Section
      tone="card"
      title={m.invoicing_tax_numbers_title()}
      lead={own.length === 0 ? undefined : m.invoicing_tax_numbers_lead()}
    >
      <dl className="tabular flex flex-col gap-2">
        {numbers.map((one) => (
          <div key={idOf(one)}>
            <dt className="text-sm text-ink-soft break-words">{numbered(one)}</dt>
            <dd className="break-all">{one.number ?? m.invoicing_tax_number_none()}</dd>
          </div>
        ))}
      </dl>
      {own.length === 0 ? null : (
        <Form idempotencyKey={`${idempotencyKey}-tax-number`}>
          <Select
            name="numberOf"
            label={m.invoicing_tax_number_about()}
            options={own.map((one) => ({ value: idOf(one), label: numbered(one) }))}
            defaultValue={values["numberOf"] ?? own.find((one) => one.number === null)?.code ?? undefined}
            error={errors["numberOf"]}
          />
          <TextInput
            name="taxNumber"
            label={m.invoicing_tax_number_number()}
            hint={m.invoicing_tax_number_hint()}
            maxLength={60}
            defaultValue={values["taxNumber"]}
            error={errors["taxNumber"]}
          />
          <FormActions>
            <SubmitButton variant="secondary" icon="check" name="intent" value="tax-number">
              {m.invoicing_tax_number_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      )}
    </Section>
  );
}
