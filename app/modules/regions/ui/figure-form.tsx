import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** What an action answered when a figure was refused: sentences by field, and what was typed. */
export type FigureAnswer =
  | {
      readonly errors: Readonly<Record<string, readonly string[]>>;
      readonly values: Readonly<Record<string, string>>;
    }
  | undefined;

/** A field by its name: what is wrong with it, and what it shows, typed before or standing. */
export function figureField(answer: FigureAnswer, name: string, standing?: string) {
  return {
    name,
    error: answer?.errors[name] ?? null,
    defaultValue: answer?.values[name] ?? standing,
  };
}

export type FigureFormProps = {
  readonly idempotencyKey: string;
  readonly answer: FigureAnswer;
  /** The figure itself: what, how much, where, from when. */
  readonly children: ReactNode;
  /** The figure that is wrong; without it, a new one is written. */
  readonly wrong?: { readonly source: string; readonly needsChecking?: boolean };
  /** Whether the source is asked for, and whether that source itself may be in doubt. */
  readonly asks?: readonly ("source" | "doubt")[];
  readonly submit: string;
};

/** The form of a dated figure: its own fields, then where it comes from and, for a correction, why. */
export function FigureForm({
  idempotencyKey,
  answer,
  children,
  wrong,
  asks = ["source", "doubt"],
  submit,
}: FigureFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={answer?.errors} />
      {children}
      {asks.includes("source") ? (
        <TextInput
          {...figureField(answer, "source", wrong?.source)}
          label={m.operator_rule_source()}
          maxLength={300}
        />
      ) : null}
      {wrong ? (
        <TextInput {...figureField(answer, "reason")} label={m.operator_rule_reason()} maxLength={300} />
      ) : null}
      {asks.includes("doubt") ? (
        <Checkbox
          name="needsChecking"
          label={m.operator_rule_check()}
          hint={m.operator_rule_check_hint()}
          defaultChecked={
            answer ? answer.values["needsChecking"] !== undefined : (wrong?.needsChecking ?? false)
          }
        />
      ) : null}
      <FormActions>
        <SubmitButton icon={wrong ? "check" : "plus"}>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The card that corrects a wrong figure. */
export function CorrectionSection({
  lead,
  ...form
}: Omit<FigureFormProps, "submit"> & { readonly lead: string }) {
  return (
    <Section tone="card" title={m.regions_figure_correct()} lead={lead}>
      <FigureForm {...form} submit={m.regions_figure_correct()} />
    </Section>
  );
}
