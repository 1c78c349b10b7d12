import { date, dateTime, quantity, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { LineHandover } from "../line-handover-reads.server.ts";
import { type ObjectionCause, objectionCauses } from "../objection.ts";
import type { ObjectionShown } from "../objection-reads.server.ts";

const causeWords: Readonly<Record<ObjectionCause, () => string>> = {
  short: m.invoicing_objection_short,
  broken: m.invoicing_objection_broken,
  quality: m.invoicing_objection_quality,
  price: m.invoicing_objection_price,
};

type Said = {
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

export type ObjectionSectionProps = Said & {
  readonly objections: readonly ObjectionShown[];
  readonly lines: readonly {
    readonly id: string;
    readonly description: string;
    readonly unit: string;
    readonly handover: LineHandover | null;
  }[];
  readonly mayObject: boolean;
  readonly mayAnswer: boolean;
  readonly zone: TimeZone;
  readonly idempotencyKey: string;
};

/** What of an invoice is held because its buyer objects to a line, what became of earlier objections, and the deeds of both sides. */
export function ObjectionSection(props: ObjectionSectionProps) {
  const { objections, mayObject, mayAnswer, zone, idempotencyKey } = props;
  if (objections.length === 0 && !mayObject) return null;
  return (
    <Section
      tone="card"
      title={m.invoicing_objection_title()}
      lead={m.invoicing_objection_lead()}
      fold={objections.length === 0 ? "closed" : undefined}
    >
      <ul className="flex flex-col divide-y divide-line">
        {objections.map((one) => (
          <li key={one.id} className="flex flex-col gap-3 py-4 first:pt-0">
            <Objection objection={one} zone={zone} />
            {one.state === "open" && mayAnswer ? (
              <AnswerObjectionForm
                objection={one}
                idempotencyKey={`${idempotencyKey}-${one.id}`}
                errors={props.errors}
                values={props.values}
              />
            ) : null}
            {one.state === "open" && mayObject ? (
              <WithdrawObjectionForm objection={one} idempotencyKey={`${idempotencyKey}-${one.id}`} />
            ) : null}
          </li>
        ))}
      </ul>
      {mayObject ? <OpenObjectionForm {...props} /> : null}
    </Section>
  );
}

function about(one: ObjectionShown): string {
  if (one.quantityBase !== null) return quantity(one.quantityBase, one.unit, one.basePerUnit);
  return m.invoicing_objection_right_price({ price: rupiah(one.rightPriceRupiah ?? 0n), unit: one.unit });
}

function Objection({
  objection: one,
  zone,
}: {
  readonly objection: ObjectionShown;
  readonly zone: TimeZone;
}) {
  const held = one.goodsRupiah + one.taxRupiah;
  const granted = one.grantedRupiah + one.grantedTaxRupiah;
  return (
    <div>
      {one.state === "open" ? (
        <Badge tone="rice" icon="clock">
          {m.invoicing_objection_held({ amount: rupiah(held) })}
        </Badge>
      ) : one.state === "withdrawn" ? (
        <Badge icon="undo">{m.invoicing_objection_withdrawn()}</Badge>
      ) : (
        <Badge tone={granted > 0n ? "leaf" : "neutral"}>
          {m.invoicing_objection_granted({ amount: rupiah(granted) })}
        </Badge>
      )}
      <span className="mt-2 block font-bold break-words">
        {one.description} · {causeWords[one.cause]()} · {about(one)}
      </span>
      <span className="block break-words">{one.note}</span>
      <span className="block text-sm text-ink-soft">
        {one.openedByName} · {dateTime(one.openedAt, zone)}
      </span>
      {one.answer === null ? null : <span className="mt-2 block break-words">{one.answer}</span>}
      {one.dueOn === null ? null : (
        <span className="block font-semibold">
          {m.invoicing_objection_stands({ amount: rupiah(one.standsRupiah), day: date(one.dueOn) })}
        </span>
      )}
    </div>
  );
}

/** What a line sells, and by which handover where the invoice collects several. */
function lineNamed({ description, unit, handover }: ObjectionSectionProps["lines"][number]): string {
  const goods = `${description} (${unit})`;
  if (handover === null) return goods;
  return `${goods} · ${m.invoicing_line_handover({ number: handover.number, day: date(handover.day) })}`;
}

function OpenObjectionForm({ lines, idempotencyKey, errors, values }: ObjectionSectionProps) {
  const [first] = lines;
  const unit = first && lines.every((line) => line.unit === first.unit) ? first.unit : "";
  return (
    <Form idempotencyKey={`${idempotencyKey}-object`}>
      <Select
        name="objectedLine"
        label={m.invoicing_objection_line()}
        options={lines.map((line) => ({ value: line.id, label: lineNamed(line) }))}
        defaultValue={values["objectedLine"] ?? first?.id}
        error={errors["objectedLine"]}
      />
      <Choice
        name="cause"
        label={m.invoicing_objection_cause()}
        layout="row"
        options={objectionCauses.map((cause) => ({ value: cause, label: causeWords[cause]() }))}
        defaultValue={values["cause"] ?? "quality"}
        error={errors["cause"]}
      />
      <FieldRow>
        <QuantityInput
          name="objected"
          label={m.invoicing_objection_quantity()}
          hint={m.invoicing_objection_quantity_hint()}
          unit={unit}
          optional
          defaultValue={values["objected"]}
          error={errors["objected"]}
        />
        <RupiahInput
          name="rightPrice"
          label={m.invoicing_objection_right()}
          hint={m.invoicing_objection_right_hint()}
          optional
          defaultValue={values["rightPrice"]}
          error={errors["rightPrice"]}
        />
      </FieldRow>
      <Textarea
        name="note"
        label={m.invoicing_objection_note()}
        rows={2}
        maxLength={500}
        defaultValue={values["note"]}
        error={errors["note"]}
      />
      <FormActions>
        <SubmitButton variant="secondary" icon="alert" name="intent" value="object">
          {m.invoicing_objection_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

type OneProps = { readonly objection: ObjectionShown; readonly idempotencyKey: string };

function AnswerObjectionForm({ objection, idempotencyKey, errors, values }: OneProps & Said) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-answer`}>
      <input type="hidden" name="objectionId" value={objection.id} />
      <RupiahInput
        name="granted"
        label={m.invoicing_objection_grant()}
        hint={m.invoicing_objection_grant_hint({ most: rupiah(objection.goodsRupiah) })}
        defaultValue={values["granted"] ?? objection.goodsRupiah}
        error={errors["granted"]}
      />
      <Textarea
        name="answer"
        label={m.invoicing_objection_answer()}
        rows={2}
        maxLength={500}
        defaultValue={values["answer"]}
        error={errors["answer"]}
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="answer-objection">
          {m.invoicing_objection_answer_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The sentence that goes with it is fixed: whoever takes it back says just that. */
function WithdrawObjectionForm({ objection, idempotencyKey }: OneProps) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-withdraw`}>
      <input type="hidden" name="objectionId" value={objection.id} />
      <FormActions>
        <SubmitButton variant="secondary" icon="undo" name="intent" value="withdraw-objection">
          {m.invoicing_objection_withdraw()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
