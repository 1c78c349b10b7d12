import { type MetaFunction, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { personOf } from "#app/http/actor.server.ts";
import { formAnswer, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { ownPath } from "#app/http/origin.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { signIn } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";
import { PasskeySignIn } from "./passkey-button.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_sign_in_title()) }];

export const loader = screenLoader(async ({ request }) => {
  const back = ownPath(new URL(request.url).searchParams.get("ke"), "/pilih");
  if (await personOf(request)) throw redirect(back);
  return { back, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, context }) => {
  const form = await readForm(request);
  const back = ownPath(form.text("ke"), "/pilih");
  try {
    const browser = await signIn(request, context, {
      email: form.text("email") ?? "",
      password: form.exact("password"),
    });
    const next = browser.isComplete ? back : `/masuk/kode?${new URLSearchParams({ ke: back })}`;
    throw redirect(next, { status: 303, headers: { "Set-Cookie": browser.cookie } });
  } catch (error) {
    if (error instanceof Response) throw error;
    return formAnswer(error, form);
  }
});

export default function SignIn() {
  const { back, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <CenterPage
      title={m.account_sign_in_title()}
      lead={m.account_sign_in_lead()}
      footer={
        <p>
          {m.account_sign_in_new()}{" "}
          <Link to="/daftar" className="font-semibold text-leaf-700 underline underline-offset-4">
            {m.account_register_title()}
          </Link>
        </p>
      }
    >
      <Form idempotencyKey={key}>
        <ErrorSummary errors={answer?.errors} title={m.account_sign_in_refused()} />
        <input type="hidden" name="ke" value={back} />
        <TextInput
          name="email"
          type="email"
          label={m.account_email()}
          autoComplete="username"
          defaultValue={answer?.values["email"]}
          autoFocus
        />
        <TextInput
          name="password"
          type="password"
          label={m.account_password()}
          autoComplete="current-password"
        />
        <SubmitButton wide>{m.account_sign_in_action()}</SubmitButton>
        <Link
          to="/lupa-sandi"
          className="inline-flex min-h-11 items-center self-center font-semibold text-leaf-700 underline-offset-4 hover:underline"
        >
          {m.account_forgot_title()}
        </Link>
      </Form>
      <PasskeySignIn back={back} />
    </CenterPage>
  );
}
