import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type PublishBoxProps = {
  readonly deeds: {
    readonly publish: boolean;
    readonly publishIsForAnother: boolean;
    readonly publishIsForHead: boolean;
    readonly discard: boolean;
  };
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** A proposed table waits: for the head's hand, or to be laid aside. */
export function PublishBox({ deeds, idempotencyKey, errors }: PublishBoxProps) {
  if (!deeds.publish && !deeds.publishIsForAnother && !deeds.publishIsForHead && !deeds.discard) return null;
  const text = deeds.publish
    ? m.allotment_publish_text()
    : deeds.publishIsForAnother
      ? m.allotment_publish_second()
      : m.allotment_publish_head();
  return (
    <Callout
      tone="rice"
      icon="split"
      title={m.allotment_publish_title()}
      actions={
        deeds.publish || deeds.discard ? (
          <Form idempotencyKey={idempotencyKey}>
            <ErrorSummary errors={errors} />
            <FormActions>
              {deeds.publish ? (
                <SubmitButton icon="check" name="intent" value="publish">
                  {m.allotment_publish_action()}
                </SubmitButton>
              ) : null}
              {deeds.discard ? (
                <SubmitButton variant="quiet" icon="x" name="intent" value="discard">
                  {m.allotment_discard_action()}
                </SubmitButton>
              ) : null}
            </FormActions>
          </Form>
        ) : undefined
      }
    >
      {text}
    </Callout>
  );
}
