import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import type { Clause } from "../default-clauses.ts";

/** Empty places at the end for clauses that are not there yet. */
const SPARE = 2;

/** Clauses one below the other, each a heading and its text; one that is emptied falls away, two spare ones wait at the end. */
export function ClausesForm({
  clauses,
  idempotencyKey,
  errors,
  values,
}: {
  readonly clauses: readonly Clause[];
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  const places = Array.from({ length: clauses.length + SPARE }, (_, at) => at);
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      {places.map((at) => {
        const [heading, body] = [`clauses[${at}].heading`, `clauses[${at}].body`];
        return (
          <FieldGroup key={heading} legend={m.contracts_clause({ number: at + 1 })}>
            <TextInput
              name={heading}
              label={m.contracts_clause_heading()}
              maxLength={120}
              optional
              defaultValue={values[heading] ?? clauses[at]?.heading}
              error={errors[heading]}
            />
            <Textarea
              name={body}
              label={m.contracts_clause_body()}
              rows={4}
              maxLength={4000}
              optional
              defaultValue={values[body] ?? clauses[at]?.body}
              error={errors[body]}
            />
          </FieldGroup>
        );
      })}
      <FormActions>
        <SubmitButton icon="check">{m.contracts_clauses_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The clauses as they stand, to be read. */
export function Clauses({ clauses }: { readonly clauses: readonly Clause[] }) {
  return (
    <ol className="space-y-4">
      {clauses.map((clause, at) => (
        <li key={clause.heading}>
          <h3 className="font-bold">{`${m.contracts_clause({ number: at + 1 })}. ${clause.heading}`}</h3>
          <p className="max-w-prose whitespace-pre-line text-ink-soft">{clause.body}</p>
        </li>
      ))}
    </ol>
  );
}
