import { Form as GetForm } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Choice } from "#app/ui/form/choice.tsx";
import { FormActions } from "#app/ui/form/form.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type DraftStartProps = {
  readonly buyers: readonly Option[];
  readonly commodities: readonly Option[];
};

/** The first three answers of a contract; the rest of the form depends on them. */
export function DraftStart({ buyers, commodities }: DraftStartProps) {
  return (
    <GetForm method="get" className="flex flex-col gap-5">
      <Select
        name="pembeli"
        label={m.contracts_buyer()}
        placeholder={m.contracts_buyer_choose()}
        options={buyers}
      />
      <Select
        name="barang"
        label={m.contracts_goods()}
        placeholder={m.contracts_goods_choose()}
        options={commodities}
      />
      <RuleChoice />
      <FormActions>
        <SubmitButton icon="arrow">{m.kit_next()}</SubmitButton>
      </FormActions>
    </GetForm>
  );
}

/** The first two answers of one more line. */
export function LineStart({ commodities }: Pick<DraftStartProps, "commodities">) {
  return (
    <GetForm method="get" className="flex flex-col gap-5">
      <Select
        name="barang"
        label={m.contracts_goods()}
        placeholder={m.contracts_goods_choose()}
        options={commodities}
      />
      <RuleChoice />
      <FormActions>
        <SubmitButton icon="arrow">{m.kit_next()}</SubmitButton>
      </FormActions>
    </GetForm>
  );
}

function RuleChoice() {
  return (
    <Choice
      name="rumus"
      label={m.contracts_rule_choose()}
      hint={m.contracts_rule_choose_hint()}
      defaultValue="reference_plus"
      options={[
        {
          value: "reference_plus",
          label: m.contracts_rulekind_reference_plus(),
          hint: m.contracts_rulekind_reference_plus_hint(),
        },
        {
          value: "reference_share",
          label: m.contracts_rulekind_reference_share(),
          hint: m.contracts_rulekind_reference_share_hint(),
        },
        {
          value: "ceiling_less",
          label: m.contracts_rulekind_ceiling_less(),
          hint: m.contracts_rulekind_ceiling_less_hint(),
        },
        {
          value: "fixed",
          label: m.contracts_rulekind_fixed(),
          hint: m.contracts_rulekind_fixed_hint(),
        },
      ]}
    />
  );
}
