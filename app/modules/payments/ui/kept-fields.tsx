import { m } from "#app/i18n/paraglide/messages.js";
import type { Rupiah } from "#app/kernel/money.ts";
import { FieldGroup } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

type Answer = {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** What a treasurer of the government keeps of a payment, and the paper that says so; filled with what the rules of the day come to. */
export function KeptFields({
  kept,
  answer,
}: {
  readonly kept: { readonly vatKeptRupiah: Rupiah; readonly withheldRupiah: Rupiah };
  readonly answer: Answer | undefined;
}) {
  const errors = answer?.errors ?? {};
  return (
    <FieldGroup legend={m.payments_kept_title()} hint={m.payments_kept_hint()}>
      <RupiahInput
        name="vatKeptRupiah"
        label={m.payments_vat_kept()}
        optional
        defaultValue={answer?.values["vatKeptRupiah"] ?? kept.vatKeptRupiah}
        error={[...(errors["vatKeptRupiah"] ?? [])]}
      />
      <RupiahInput
        name="withheldRupiah"
        label={m.payments_bank_withheld()}
        optional
        defaultValue={answer?.values["withheldRupiah"] ?? kept.withheldRupiah}
        error={[...(errors["withheldRupiah"] ?? [])]}
      />
      <TextInput
        name="withholdingSlip"
        label={m.payments_bank_slip()}
        maxLength={60}
        optional
        defaultValue={answer?.values["withholdingSlip"]}
        error={[...(errors["withholdingSlip"] ?? [])]}
      />
    </FieldGroup>
  );
}
