import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";
import type { consignedLossReasons, consignedReturnReasons } from "../consignment.ts";
import type { ConsignmentShown } from "../consignment-reads.server.ts";

type Reason = (typeof consignedLossReasons)[number] | (typeof consignedReturnReasons)[number];

const reasonWords: Readonly<Record<Reason, () => string>> = {
  damaged: m.consignment_reason_damaged,
  spoiled: m.consignment_reason_spoiled,
  missing: m.consignment_reason_missing,
  unsold: m.consignment_reason_unsold,
  expired: m.consignment_reason_expired,
  defective: m.consignment_reason_defective,
  asked: m.consignment_reason_asked,
};

type Refused = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** A consignor's yes or no to the terms. */
export function AnswerForm({ idempotencyKey, errors }: Omit<Refused, "values">) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <div className="flex flex-col gap-3">
        <SubmitButton name="intent" value="agree" icon="check" wide>
          {m.consignment_agree()}
        </SubmitButton>
        <SubmitButton name="intent" value="decline" variant="secondary" wide>
          {m.consignment_decline()}
        </SubmitButton>
      </div>
    </Form>
  );
}

/** Terms that wait: the link to hand on, a yes at the counter, or taking them back. */
export function OfferedForms({
  consignment,
  address,
  idempotencyKey,
  errors,
}: Refused & { readonly consignment: ConsignmentShown; readonly address: string | null }) {
  const { consignor, keeper, phone, hasLink, quantityBase, unit, basePerUnit, commodity } = consignment;
  const amount = quantity(quantityBase, unit, basePerUnit);
  return (
    <Section tone="card" title={m.consignment_waits()}>
      <ErrorSummary errors={errors} />
      <div className="flex flex-wrap items-start gap-2">
        {address === null ? null : (
          <ButtonLink
            to={waLink(
              m.consignment_text({ name: consignor, keeper, quantity: amount, commodity, link: address }),
              phone,
            )}
            icon="chat"
            external
          >
            {m.catalogue_ask_send()}
          </ButtonLink>
        )}
        {hasLink ? (
          <Form idempotencyKey={`${idempotencyKey}-agree`}>
            <SubmitButton name="intent" value="agree" variant="secondary">
              {m.consignment_agree_here()}
            </SubmitButton>
          </Form>
        ) : null}
        <Form idempotencyKey={`${idempotencyKey}-withdraw`}>
          <SubmitButton name="intent" value="withdraw" variant="quiet">
            {m.catalogue_ask_withdraw()}
          </SubmitButton>
        </Form>
      </div>
    </Section>
  );
}

/** So much goes back to the maker, or was lost in custody, and why. */
export function MoveConsignedForm({
  intent,
  unit,
  reasons,
  idempotencyKey,
  errors,
  values,
}: Refused & {
  readonly intent: "return" | "lose";
  readonly unit: string;
  readonly reasons: readonly Reason[];
}) {
  const isRefused = values["intent"] === intent;
  const shown = isRefused ? errors : {};
  return (
    <Section
      tone="card"
      title={intent === "return" ? m.consignment_return_title() : m.consignment_lose_title()}
      lead={intent === "return" ? m.consignment_return_lead() : m.consignment_lose_lead()}
    >
      <Form idempotencyKey={idempotencyKey}>
        <ErrorSummary errors={shown} />
        <QuantityInput
          name="quantity"
          label={m.consignment_quantity()}
          unit={unit}
          decimals={3}
          defaultValue={isRefused ? values["quantity"] : undefined}
          error={shown["quantity"]}
        />
        <Select
          name="reason"
          label={m.consignment_reason()}
          options={reasons.map((reason) => ({ value: reason, label: reasonWords[reason]() }))}
          defaultValue={isRefused ? values["reason"] : undefined}
          error={shown["reason"]}
        />
        <SubmitButton name="intent" value={intent} variant={intent === "return" ? "secondary" : "danger"}>
          {intent === "return" ? m.consignment_return_action() : m.consignment_lose_action()}
        </SubmitButton>
      </Form>
    </Section>
  );
}
