import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { callBy } from "#app/http/actor.server.ts";
import { formCommand, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { countWrongLink } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { isResetOpen } from "#app/modules/identity/person-reads.server.ts";
import { resetPassword } from "#app/modules/identity/reset-password.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_new_password_title()) }];

export const loader = screenLoader(async ({ params, context }) => {
  const { at } = callBy({ kind: "anonymous" });
  const isOpen = await isResetOpen(params["token"] ?? "", at);
  if (!isOpen) await countWrongLink(context);
  return { isOpen };
});

export const action = screenAction(async ({ request, params }) => {
  const form = await readForm(request);
  return formCommand(form, {
    call: callBy({ kind: "anonymous" }),
    command: resetPassword,
    keyed: false,
    input: () => ({ token: params["token"] ?? "", newPassword: form.exact("newPassword") }),
    to: () => "/masuk",
    flash: () => m.account_new_password_done(),
  });
});

export default function NewPassword() {
  const { isOpen } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!isOpen)
    return (
      <CenterPage title={m.account_new_password_title()}>
        <Callout tone="rice" actions={<ButtonLink to="/lupa-sandi">{m.account_forgot_action()}</ButtonLink>}>
          {m.account_link_over()}
        </Callout>
      </CenterPage>
    );
  return (
    <CenterPage title={m.account_new_password_title()} lead={m.account_new_password_lead()}>
      <Form>
        <ErrorSummary errors={answer?.errors} />
        <TextInput
          name="newPassword"
          type="password"
          label={m.account_password_new()}
          hint={m.account_password_hint()}
          autoComplete="new-password"
          error={answer?.errors["newPassword"]}
        />
        <SubmitButton wide>{m.account_new_password_action()}</SubmitButton>
      </Form>
    </CenterPage>
  );
}
