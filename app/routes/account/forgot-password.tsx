import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { callBy } from "#app/http/actor.server.ts";
import { formAnswer, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { countResetWish } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { requestPasswordReset } from "#app/modules/identity/request-password-reset.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_forgot_title()) }];

export const loader = screenLoader(async () => ({ key: newReceiptKey() }));

export const action = screenAction(async ({ request, context }) => {
  const form = await readForm(request);
  const email = form.text("email") ?? "";
  try {
    await countResetWish(context, email);
    await requestPasswordReset(callBy({ kind: "anonymous" }), { email });
    return { sentTo: email };
  } catch (error) {
    return formAnswer(error, form);
  }
});

export default function ForgotPassword() {
  const { key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && "sentTo" in answer)
    return (
      <CenterPage title={m.account_forgot_sent_title()}>
        <Callout tone="leaf">{m.account_forgot_sent({ email: answer.sentTo })}</Callout>
        <div className="mt-5">
          <ButtonLink to="/masuk" variant="secondary" wide>
            {m.account_back_to_sign_in()}
          </ButtonLink>
        </div>
      </CenterPage>
    );
  return (
    <CenterPage title={m.account_forgot_title()} lead={m.account_forgot_lead()}>
      <Form idempotencyKey={key}>
        <ErrorSummary errors={answer?.errors} />
        <TextInput
          name="email"
          type="email"
          label={m.account_email()}
          autoComplete="username"
          defaultValue={answer?.values["email"]}
          error={answer?.errors["email"]}
        />
        <SubmitButton wide>{m.account_forgot_action()}</SubmitButton>
        <ButtonLink to="/masuk" variant="quiet" wide>
          {m.account_back_to_sign_in()}
        </ButtonLink>
      </Form>
    </CenterPage>
  );
}
