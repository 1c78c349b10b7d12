import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { localeCookie, localeFrom } from "#app/i18n/locale.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { changeProfile } from "#app/modules/identity/change-profile.server.ts";
import { roleNamesOf } from "#app/modules/identity/ui/names.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { AccountShell } from "./account-shell.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_profile_title()) }];

export const loader = screenLoader(async ({ request }) => {
  const { person, memberships } = await requirePerson(request);
  return { person, memberships, key: newReceiptKey() };
});

export const action = screenAction(async ({ request }) => {
  const { call } = await requirePerson(request);
  const form = await readForm(request);
  const locale = localeFrom(form.text("locale")) ?? "id";
  return formCommand(form, {
    call,
    command: changeProfile,
    input: () => ({ fullName: form.text("fullName"), phone: form.text("phone"), locale }),
    cookies: async () => [localeCookie(locale)],
    to: () => "/akun",
    flash: () => m.account_profile_saved({}, { locale }),
  });
});

export default function Profile() {
  const { person, memberships, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AccountShell>
      <Page
        width="narrow"
        title={m.account_profile_title()}
        lead={person.email}
        breadcrumbs={[{ to: "/pilih", label: m.account_organisations() }]}
        actions={
          <ButtonLink to="/akun/keamanan" variant="secondary" icon="shield">
            {m.account_security_title()}
          </ButtonLink>
        }
      >
        <Section tone="card" title={m.account_profile_about()}>
          <Form idempotencyKey={key}>
            <ErrorSummary errors={answer?.errors} />
            <TextInput
              name="fullName"
              label={m.account_full_name()}
              autoComplete="name"
              defaultValue={answer?.values["fullName"] ?? person.fullName}
              error={answer?.errors["fullName"]}
            />
            <TextInput
              name="phone"
              type="tel"
              label={m.account_phone()}
              autoComplete="tel"
              defaultValue={answer?.values["phone"] ?? person.phone ?? ""}
              error={answer?.errors["phone"]}
              optional
            />
            <Choice
              name="locale"
              label={m.account_language()}
              layout="row"
              options={[
                { value: "id", label: "Bahasa Indonesia" },
                { value: "en", label: "English" },
              ]}
              defaultValue={person.locale}
            />
            <FormActions>
              <SubmitButton icon="check">{m.kit_save()}</SubmitButton>
            </FormActions>
          </Form>
        </Section>
        <Section
          tone="card"
          title={m.account_memberships()}
          actions={
            <ButtonLink to="/pilih?semua" variant="quiet" size="small">
              {m.account_organisations()}
            </ButtonLink>
          }
        >
          {memberships.length === 0 ? (
            <p className="text-ink-soft">{m.account_choose_none_next()}</p>
          ) : (
            <Facts
              facts={memberships.map(({ organisation, roles }) => ({
                label: organisation.name,
                value: roleNamesOf(roles),
              }))}
            />
          )}
        </Section>
      </Page>
    </AccountShell>
  );
}
