import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { callBy, personOf } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { beginSession, countWrongLink } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { getLocale } from "#app/i18n/paraglide/runtime.js";
import { acceptInvitation } from "#app/modules/identity/accept-invitation.server.ts";
import { invitationByToken } from "#app/modules/identity/member-reads.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { roleName } from "#app/modules/identity/ui/names.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_invitation_title()) }];

export const loader = screenLoader(async ({ request, params, context }) => {
  const token = params["token"] ?? "";
  const signedIn = await personOf(request);
  const invitation = await invitationByToken(token, callBy({ kind: "anonymous" }).at);
  if (!invitation) await countWrongLink(context);
  return {
    invitation,
    signedInEmail: signedIn?.person.email ?? null,
    key: newReceiptKey(),
    here: `/undangan/${token}`,
  };
});

export const action = screenAction(async ({ request, params }) => {
  const form = await readForm(request);
  const signedIn = await personOf(request);
  const person = {
    fullName: form.text("fullName") ?? "",
    phone: form.text("phone"),
    password: form.exact("password"),
    locale: getLocale(),
  };
  return formCommand(form, {
    call: signedIn?.call ?? callBy({ kind: "anonymous" }),
    command: acceptInvitation,
    keyed: false,
    input: () => ({ token: params["token"] ?? "", ...(signedIn ? {} : { person }) }),
    fieldNames: {
      "person.fullName": "fullName",
      "person.phone": "phone",
      "person.password": "password",
    },
    cookies: async ({ personId }) => (signedIn ? [] : [(await beginSession(request, personId)).cookie]),
    to: async ({ organisationId }) => `/${(await organisationById(organisationId))?.slug ?? "pilih"}`,
    flash: () => m.account_invitation_done(),
  });
});

export default function Invitation() {
  const { invitation, signedInEmail, key, here } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!invitation)
    return (
      <CenterPage title={m.account_invitation_title()}>
        <Callout tone="rice">{m.account_link_over()}</Callout>
      </CenterPage>
    );
  const { email, organisationName, role, isKnown } = invitation;
  const isOther = signedInEmail !== null && signedInEmail !== email;
  return (
    <CenterPage
      title={m.account_invitation_to({ organisation: organisationName })}
      lead={m.account_invitation_lead({ role: roleName(role), email })}
    >
      {isOther ? (
        <Callout tone="rice">{m.account_invitation_other({ email: signedInEmail })}</Callout>
      ) : signedInEmail === null && isKnown ? (
        <ButtonLink to={`/masuk?${new URLSearchParams({ ke: here })}`} wide>
          {m.account_invitation_sign_in()}
        </ButtonLink>
      ) : (
        <Form idempotencyKey={key}>
          <ErrorSummary errors={answer?.errors} />
          {signedInEmail === null ? <NewcomerFields answer={answer} /> : null}
          <SubmitButton wide icon="check">
            {m.account_invitation_action()}
          </SubmitButton>
        </Form>
      )}
      {isOther ? (
        <form method="post" action="/keluar" className="mt-5">
          <SubmitButton wide variant="secondary">
            {m.kit_nav_sign_out()}
          </SubmitButton>
        </form>
      ) : null}
      <p className="mt-5 text-center text-sm text-ink-soft">
        <Link to="/" className="underline underline-offset-4">
          {m.account_what_is_lumbung()}
        </Link>
      </p>
    </CenterPage>
  );
}

function NewcomerFields({ answer }: { readonly answer: ReturnType<typeof useActionData<typeof action>> }) {
  const field = (name: string) => ({
    name,
    error: answer?.errors[name],
    defaultValue: answer?.values[name],
  });
  return (
    <>
      <TextInput {...field("fullName")} label={m.account_full_name()} autoComplete="name" />
      <TextInput {...field("phone")} type="tel" label={m.account_phone()} autoComplete="tel" optional />
      <TextInput
        {...field("password")}
        defaultValue={undefined}
        type="password"
        label={m.account_password_new()}
        hint={m.account_password_hint()}
        autoComplete="new-password"
      />
    </>
  );
}
