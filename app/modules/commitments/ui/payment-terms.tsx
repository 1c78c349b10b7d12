import { date, percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { type Collection, collections } from "../collection.ts";
import type { PaymentTermsState, TermsBounds, TradePartner } from "../payment-terms.ts";
import { partnerOptions } from "./partner-options.ts";

type Errors = Readonly<Record<string, readonly string[]>>;

type TermsRow = {
  readonly id: string;
  readonly state: PaymentTermsState;
  readonly sellerId: string;
  readonly sellerName: string;
  readonly buyerName: string;
  readonly proposedFor: string;
  readonly termDays: number;
  readonly collection: Collection;
  readonly validFrom: BusinessDay;
  readonly lateFeeBasisPoints: number | null;
  readonly lateFeeCapBasisPoints: number | null;
  readonly basis: string;
  readonly reason: string | null;
};

function daysWords(days: number): string {
  return days === 0 ? m.commitments_terms_at_once() : m.commitments_terms_days_of({ days });
}

const collectionWords: Readonly<Record<Collection, () => string>> = {
  each: m.commitments_terms_each,
  weekly: m.commitments_terms_weekly,
  halfMonthly: m.commitments_terms_half_monthly,
  monthly: m.commitments_terms_monthly,
};

/** When goods are paid: counted from the handover, or from the end of the period that is invoiced at once. */
function termWords({ termDays: days, collection }: TermsRow): string {
  return collection === "each" ? daysWords(days) : m.commitments_terms_days_after_period({ days });
}

function feeWords(terms: TermsRow): string {
  const { lateFeeBasisPoints: day, lateFeeCapBasisPoints: cap } = terms;
  return day === null || cap === null
    ? m.commitments_terms_fee_none()
    : m.commitments_terms_fee_of({ percent: percent(day), cap: percent(cap) });
}

const partnerName = (terms: TermsRow, ownId: string) =>
  terms.sellerId === ownId ? terms.buyerName : terms.sellerName;

/** What was proposed: with whom, when goods are paid, on how many invoices, and what being late costs. */
export function ProposedTerms({ terms, ownId }: { readonly terms: TermsRow; readonly ownId: string }) {
  return (
    <>
      <span className="block font-bold">{partnerName(terms, ownId)}</span>
      <span className="block">{termWords(terms)}</span>
      <span className="block">{collectionWords[terms.collection]()}</span>
      <span className="block">{feeWords(terms)}</span>
      <span className="block text-sm break-words text-ink-soft">
        {m.commitments_terms_from()} {date(terms.validFrom)} · {terms.basis}
      </span>
    </>
  );
}

function StateBadge({ terms }: { readonly terms: TermsRow }) {
  if (terms.state === "agreed")
    return <Badge tone="leaf">{m.commitments_terms_state_agreed({ day: date(terms.validFrom) })}</Badge>;
  return (
    <Badge tone="neutral">
      {terms.state === "refused"
        ? m.commitments_terms_state_refused()
        : m.commitments_terms_state_withdrawn()}
    </Badge>
  );
}

/** What was agreed on, and what was not, the latest day first. */
export function TermsTable({
  terms,
  ownId,
}: {
  readonly terms: readonly TermsRow[];
  readonly ownId: string;
}) {
  return (
    <DataTable
      caption={m.commitments_terms_agreed()}
      rows={[...terms]}
      empty={null}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "partner",
          header: m.commitments_terms_partner(),
          cell: (row) => partnerName(row, ownId),
        },
        { key: "days", header: m.commitments_terms_title(), cell: termWords },
        {
          key: "collection",
          header: m.commitments_terms_collection(),
          cell: (row) => collectionWords[row.collection](),
        },
        { key: "fee", header: m.commitments_terms_fee(), cell: feeWords },
        { key: "basis", header: m.commitments_terms_basis_short(), cell: (row) => row.reason ?? row.basis },
        { key: "state", header: m.commitments_terms_from(), cell: (row) => <StateBadge terms={row} /> },
      ]}
    />
  );
}

/** A wish for one partner: when to pay, from when on, and what being late costs, if anything. */
export function ProposeTerms({
  partners,
  bounds,
  tomorrow,
  idempotencyKey,
  values,
  errors,
}: {
  readonly partners: readonly TradePartner[];
  readonly bounds: TermsBounds;
  readonly tomorrow: BusinessDay;
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Errors;
}) {
  if (partners.length === 0)
    return (
      <Section tone="card" title={m.commitments_terms_propose_title()}>
        <p className="text-ink-soft">{m.commitments_terms_no_partner()}</p>
      </Section>
    );
  const errorOf = (name: string) => [...(errors[name] ?? [])];
  return (
    <Section tone="card" title={m.commitments_terms_propose_title()}>
      <Form idempotencyKey={`${idempotencyKey}-propose`}>
        <Select
          name="partner"
          label={m.commitments_terms_partner()}
          placeholder={m.commitments_terms_partner_pick()}
          options={partnerOptions(partners)}
          defaultValue={values["partner"]}
          error={errorOf("partner")}
        />
        <FieldRow>
          <Select
            name="termDays"
            label={m.commitments_terms_days()}
            options={bounds.termsDays.map((days) => ({ value: days.toString(), label: daysWords(days) }))}
            defaultValue={values["termDays"] ?? bounds.termsDays[0]?.toString()}
            error={errorOf("termDays")}
          />
          <DateInput
            name="validFrom"
            label={m.commitments_terms_from()}
            min={tomorrow}
            defaultValue={values["validFrom"] ?? tomorrow}
            error={errorOf("validFrom")}
          />
        </FieldRow>
        <Select
          name="collection"
          label={m.commitments_terms_collection()}
          hint={m.commitments_terms_collection_hint()}
          options={collections.map((value) => ({ value, label: collectionWords[value]() }))}
          defaultValue={values["collection"] ?? "each"}
          error={errorOf("collection")}
        />
        <FieldRow>
          <TextInput
            name="lateFeePercent"
            label={m.commitments_terms_fee_day()}
            hint={m.commitments_terms_fee_day_hint({ percent: percent(bounds.lateFeeMost.basisPoints) })}
            inputMode="decimal"
            optional
            defaultValue={values["lateFeePercent"]}
            error={errorOf("lateFeePercent")}
          />
          <TextInput
            name="lateFeeCapPercent"
            label={m.commitments_terms_fee_cap()}
            hint={m.commitments_terms_fee_cap_hint({ percent: percent(bounds.lateFeeMost.capBasisPoints) })}
            inputMode="decimal"
            optional
            defaultValue={values["lateFeeCapPercent"]}
            error={errorOf("lateFeeCapPercent")}
          />
        </FieldRow>
        <TextInput
          name="basis"
          label={m.commitments_terms_basis()}
          maxLength={200}
          defaultValue={values["basis"]}
          error={errorOf("basis")}
        />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="propose">
            {m.commitments_terms_propose()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
