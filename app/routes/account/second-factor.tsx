import { type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formAnswer, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { ownPath } from "#app/http/origin.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { sessionOf } from "#app/http/session.server.ts";
import { giveSecondFactor } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_code_title()) }];

export const loader = screenLoader(async ({ request }) => {
  const back = ownPath(new URL(request.url).searchParams.get("ke"), "/pilih");
  const session = await sessionOf(request);
  if (!session) throw redirect("/masuk");
  if (session.isComplete) throw redirect(back);
  const isRecovery = new URL(request.url).searchParams.has("cadangan");
  return { back, key: newReceiptKey(), isRecovery };
});

export const action = screenAction(async ({ request }) => {
  const form = await readForm(request);
  const back = ownPath(form.text("ke"), "/pilih");
  try {
    const { cookie } = await giveSecondFactor(request, form.text("code") ?? "");
    throw redirect(back, { status: 303, headers: { "Set-Cookie": cookie } });
  } catch (error) {
    if (error instanceof Response) throw error;
    return formAnswer(error, form);
  }
});

export default function SecondFactor() {
  const { back, key, isRecovery } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <CenterPage
      title={m.account_code_title()}
      lead={isRecovery ? m.account_recovery_give_lead() : m.account_code_lead()}
    >
      <Form idempotencyKey={key}>
        <ErrorSummary errors={answer?.errors} title={m.account_sign_in_refused()} />
        <input type="hidden" name="ke" value={back} />
        <TextInput
          name="code"
          key={isRecovery ? "recovery" : "code"}
          label={isRecovery ? m.account_recovery_code() : m.account_code()}
          inputMode={isRecovery ? "text" : "numeric"}
          autoComplete={isRecovery ? "off" : "one-time-code"}
          maxLength={isRecovery ? 14 : 7}
          error={answer?.errors["code"]}
          autoFocus
        />
        <SubmitButton wide>{m.account_sign_in_action()}</SubmitButton>
        {isRecovery ? null : (
          <ButtonLink to={`?${new URLSearchParams({ ke: back, cadangan: "1" })}`} variant="quiet" wide>
            {m.account_recovery_lost()}
          </ButtonLink>
        )}
        <ButtonLink to="/masuk" variant="quiet" wide>
          {m.account_start_over()}
        </ButtonLink>
      </Form>
    </CenterPage>
  );
}
