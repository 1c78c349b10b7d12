import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { FrameworkGoods } from "../framework-reads.server.ts";
import type { TradePartner } from "../payment-terms.ts";
import { partnerOptions } from "./partner-options.ts";

/** With whom: chosen first, because whose goods there are to agree on depends on it. */
export function PartnerChoice({ partners }: { readonly partners: readonly TradePartner[] }) {
  return (
    <Section tone="card" title={m.commitments_framework_new()}>
      <Form method="get">
        <Select
          name="mitra"
          label={m.commitments_terms_partner()}
          placeholder={m.commitments_terms_partner_pick()}
          options={partnerOptions(partners)}
        />
        <FormActions>
          <SubmitButton variant="secondary" icon="chevron">
            {m.commitments_framework_next()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** Of which goods: chosen next, so that price and amounts are asked in their own unit. */
export function GoodsChoice({
  partner,
  goods,
}: {
  readonly partner: TradePartner;
  readonly goods: readonly FrameworkGoods[];
}) {
  const title = m.commitments_framework_with({ name: partner.name });
  if (goods.length === 0)
    return (
      <Section tone="card" title={title}>
        <EmptyState icon="basket" title={m.commitments_framework_no_goods()}>
          {m.commitments_framework_no_goods_text()}
        </EmptyState>
      </Section>
    );
  return (
    <Section tone="card" title={title}>
      <Form method="get">
        <input type="hidden" name="mitra" value={`${partner.side}:${partner.id}`} />
        <Select
          name="barang"
          label={m.commitments_framework_goods()}
          options={goods.map(({ id, title: name, unit }) => ({ value: id, label: `${name} (${unit})` }))}
        />
        <FormActions>
          <SubmitButton variant="secondary" icon="chevron">
            {m.commitments_framework_next()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

export type ProposeFrameworkFormProps = {
  readonly partner: TradePartner;
  readonly goods: FrameworkGoods;
  readonly today: BusinessDay;
  readonly lastDay: BusinessDay;
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** A wish for one partner and its goods: at which price until when, and how much of them. */
export function ProposeFrameworkForm({
  partner,
  goods: { id, title, unit, basePerUnit },
  today,
  lastDay,
  idempotencyKey,
  values,
  errors,
}: ProposeFrameworkFormProps) {
  const errorOf = (name: string) => [...(errors[name] ?? [])];
  return (
    <Section tone="card" title={title} lead={m.commitments_framework_with({ name: partner.name })}>
      <Form idempotencyKey={`${idempotencyKey}-propose`}>
        <input type="hidden" name="partner" value={`${partner.side}:${partner.id}`} />
        <input type="hidden" name="goods" value={`${id}:${basePerUnit}`} />
        <RupiahInput
          name="price"
          label={m.commitments_framework_price()}
          suffix={`/${unitWords(unit)}`}
          hint={m.commitments_framework_price_hint()}
          defaultValue={values["price"]}
          error={errorOf("price")}
        />
        <FieldRow>
          <QuantityInput
            name="least"
            label={m.commitments_framework_least()}
            unit={unit}
            optional
            defaultValue={values["least"]}
            error={errorOf("least")}
          />
          <QuantityInput
            name="most"
            label={m.commitments_framework_most()}
            unit={unit}
            defaultValue={values["most"]}
            error={errorOf("most")}
          />
        </FieldRow>
        <FieldRow>
          <DateInput
            name="validFrom"
            label={m.commitments_framework_from()}
            min={today}
            defaultValue={values["validFrom"] ?? today}
            error={errorOf("validFrom")}
          />
          <DateInput
            name="validTo"
            label={m.commitments_framework_to()}
            min={today}
            defaultValue={values["validTo"] ?? lastDay}
            error={errorOf("validTo")}
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
