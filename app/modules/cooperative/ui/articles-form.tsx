import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { shuParts } from "../shu.ts";
import type { Errors } from "./member-forms.tsx";
import { partLabel } from "./shu-words.tsx";

/** What the articles say from a day on. What stands there to begin with is what holds now, or what is customary. */
export function ArticlesForm({
  values,
  isFirst,
  idempotencyKey,
  errors = {},
}: {
  readonly values: Readonly<Record<string, string>>;
  readonly isFirst: boolean;
  readonly idempotencyKey: string;
  readonly errors?: Errors | undefined;
}) {
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      {isFirst ? <Callout tone="rice">{m.cooperative_articles_check()}</Callout> : null}
      <FieldRow>
        <DateInput {...field("validFrom")} label={m.cooperative_articles_since()} />
        <TextInput
          {...field("source")}
          label={m.cooperative_articles_source()}
          hint={m.cooperative_articles_source_hint()}
          maxLength={200}
        />
      </FieldRow>
      <FieldRow>
        <RupiahInput {...field("principalRupiah")} label={m.cooperative_articles_principal()} />
        <RupiahInput {...field("mandatoryRupiah")} label={m.cooperative_articles_mandatory()} />
      </FieldRow>
      <FieldGroup legend={m.cooperative_articles_shu()}>
        <div className="grid gap-5 sm:grid-cols-4">
          {shuParts.map((part) => (
            <TextInput key={part} {...field(part)} label={partLabel(part)} inputMode="decimal" suffix="%" />
          ))}
        </div>
      </FieldGroup>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="set">
          {m.cooperative_articles_set()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
