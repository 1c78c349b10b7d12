import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type SigningBoxProps = {
  readonly deeds: {
    readonly sign: boolean;
    readonly signIsForAnother: boolean;
    readonly signNeedsPaper: boolean;
    readonly end: boolean;
    readonly open: boolean;
  };
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** What waits for the head's hand: a signature, or the closing of a contract whose time is over. */
export function SigningBox({ deeds, idempotencyKey, errors }: SigningBoxProps) {
  if (!deeds.sign && !deeds.signIsForAnother && !deeds.signNeedsPaper && !deeds.end)
    return deeds.open ? null : <ErrorSummary errors={errors} />;
  return (
    <Callout
      tone="rice"
      icon="edit"
      title={deeds.end ? m.contracts_end_action() : m.contracts_sign_title()}
      actions={
        deeds.signIsForAnother || deeds.signNeedsPaper ? undefined : (
          <Form idempotencyKey={idempotencyKey}>
            <ErrorSummary errors={errors} />
            <SubmitButton icon="check" name="intent" value={deeds.end ? "end" : "sign"}>
              {deeds.end ? m.contracts_end_action() : m.contracts_sign_action()}
            </SubmitButton>
          </Form>
        )
      }
    >
      {deeds.end
        ? m.contracts_end_text()
        : deeds.signIsForAnother
          ? m.contracts_sign_second()
          : deeds.signNeedsPaper
            ? m.contracts_error_paperMissing()
            : m.contracts_sign_text()}
    </Callout>
  );
}
