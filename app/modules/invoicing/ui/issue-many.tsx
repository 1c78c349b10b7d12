import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Props = {
  readonly waiting: { readonly count: number; readonly ids: readonly string[]; readonly totalRupiah: bigint };
  readonly idempotencyKey: string;
};

/** All drafts that wait, with one tap. It names each: what came since the screen was drawn is not issued with them. */
export function IssueMany({ waiting, idempotencyKey }: Props) {
  const { count, ids, totalRupiah } = waiting;
  const isAll = ids.length === count;
  return (
    <Section
      tone="card"
      title={m.invoicing_issue_many_title({ count })}
      lead={isAll ? m.invoicing_issue_many_lead() : m.invoicing_issue_many_oldest()}
    >
      <Form idempotencyKey={idempotencyKey}>
        {ids.map((id) => (
          <input key={id} type="hidden" name="invoice" value={id} />
        ))}
        <SubmitButton icon="check">
          {m.invoicing_issue_many_action({ count: ids.length, amount: rupiah(totalRupiah) })}
        </SubmitButton>
      </Form>
    </Section>
  );
}
