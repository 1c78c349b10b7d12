import { date, dateShort, decimalOf, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { leftOf, missingOf } from "../framework.ts";
import type { FrameworkSummary } from "../framework-reads.server.ts";
import type { OpenLine } from "../open-line.ts";
import { partnerOf } from "./framework-waiting.tsx";

type ShownFramework = FrameworkSummary & { readonly lines: readonly OpenLine[] };

export type FrameworkListProps = {
  readonly frameworks: readonly ShownFramework[];
  readonly ownId: string;
  readonly today: BusinessDay;
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

function StateBadge({
  framework,
  today,
}: {
  readonly framework: FrameworkSummary;
  readonly today: BusinessDay;
}) {
  if (framework.state === "refused") return <Badge>{m.commitments_terms_state_refused()}</Badge>;
  if (framework.state === "withdrawn") return <Badge>{m.commitments_terms_state_withdrawn()}</Badge>;
  if (framework.validTo < today) return <Badge>{m.commitments_framework_state_over()}</Badge>;
  return leftOf(framework) === 0n ? (
    <Badge tone="rice">{m.commitments_framework_state_drawn()}</Badge>
  ) : (
    <Badge tone="leaf">{m.commitments_framework_state_holds()}</Badge>
  );
}

/** What was agreed on, a card for each: its price, how much was drawn and is left, and for its buyer a form to draw on it. */
export function FrameworkList({ frameworks, ownId, today, ...form }: FrameworkListProps) {
  return frameworks.map((one) => {
    const say = (base: bigint) => quantity(base, one.unit, one.basePerUnit);
    const missing = missingOf(one);
    return (
      <Section key={one.id} tone="card" title={one.title} lead={partnerOf(one, ownId)}>
        <p className="mb-2">
          <StateBadge framework={one} today={today} />
        </p>
        <Facts
          facts={[
            {
              label: m.commitments_framework_price(),
              value: <Money amount={one.priceRupiah} per={one.unit} strong />,
            },
            ...(one.state === "agreed"
              ? [
                  { label: m.commitments_framework_left(), value: say(leftOf(one)) },
                  {
                    label: m.commitments_framework_drawn(),
                    value: m.commitments_framework_of({ drawn: say(one.drawnBase), most: say(one.mostBase) }),
                  },
                  ...(missing === 0n
                    ? []
                    : [
                        {
                          label: m.commitments_framework_missing({ least: say(one.leastBase) }),
                          value: say(missing),
                        },
                      ]),
                ]
              : [{ label: m.commitments_terms_reason(), value: one.reason ?? "" }]),
            {
              label: m.commitments_framework_period(),
              value: m.commitments_framework_days({ from: date(one.validFrom), to: date(one.validTo) }),
            },
            { label: m.commitments_terms_basis_short(), value: one.basis },
          ]}
        />
        {one.lines.length === 0 ? null : <DrawForm framework={one} {...form} />}
      </Section>
    );
  });
}

function DrawForm({
  framework,
  idempotencyKey,
  values,
  errors,
}: { readonly framework: ShownFramework } & Pick<
  FrameworkListProps,
  "idempotencyKey" | "values" | "errors"
>) {
  const { id, unit, basePerUnit, lines } = framework;
  const isAsked = values["frameworkId"] === id;
  const errorOf = (name: string) => (isAsked ? [...(errors[name] ?? [])] : []);
  const [first] = lines;
  const usual = [first?.missingBase ?? 0n, first?.availableBase ?? 0n, leftOf(framework)].reduce(
    (least, each) => (each < least ? each : least),
  );
  return (
    <Form idempotencyKey={`${idempotencyKey}-${id}-draw`}>
      <input type="hidden" name="frameworkId" value={id} />
      <Select
        name="line"
        label={m.commitments_framework_line()}
        options={lines.map((line) => ({
          value: `${line.orderLineId}:${basePerUnit}`,
          label: m.commitments_framework_line_of({
            day: dateShort(line.deliveryDay),
            goods: line.commodity,
            missing: quantity(line.missingBase, line.lineUnit, line.lineBasePerUnit),
          }),
        }))}
        defaultValue={isAsked ? values["line"] : undefined}
        error={errorOf("line")}
      />
      <QuantityInput
        name="quantity"
        label={m.commitments_framework_take()}
        unit={unit}
        defaultValue={(isAsked && values["quantity"]) || decimalOf(usual, basePerUnit).replaceAll(".", "")}
        error={errorOf("quantity")}
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="draw">
          {m.commitments_framework_draw()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
