import { type MetaFunction, redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requirePerson } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { kindName, OrganisationStateBadge, roleNamesOf } from "#app/modules/identity/ui/names.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { AccountShell } from "./account-shell.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_choose_title()) }];

/** Whoever belongs to one organisation has nothing to choose; `?semua` shows the list all the same. */
export const loader = screenLoader(async ({ request }) => {
  const { memberships, person } = await requirePerson(request);
  const [only, second] = memberships;
  if (only && !second && !new URL(request.url).searchParams.has("semua"))
    throw redirect(`/${only.organisation.slug}`);
  return { memberships, name: person.fullName };
});

export default function Choose() {
  const { memberships, name } = useLoaderData<typeof loader>();
  return (
    <AccountShell>
      <Page
        width="narrow"
        title={m.account_choose_title()}
        lead={m.account_choose_lead({ name })}
        actions={
          <ButtonLink to="/daftar" variant="secondary" icon="plus">
            {m.account_register_another()}
          </ButtonLink>
        }
      >
        <Section tone="flush">
          {memberships.length === 0 ? (
            <EmptyState icon="building" title={m.account_choose_none()}>
              {m.account_choose_none_next()}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {memberships.map(({ organisation, roles }) => (
                <li key={organisation.id}>
                  <Link
                    to={`/${organisation.slug}`}
                    className="flex min-h-16 items-center gap-4 px-4 py-3.5 hover:bg-sunken sm:px-6"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="flex flex-wrap items-center gap-2 font-bold">
                        {organisation.name}
                        {organisation.state === "active" ? null : (
                          <OrganisationStateBadge state={organisation.state} />
                        )}
                      </span>
                      <span className="block text-sm text-ink-soft">
                        {kindName(organisation.kind)} · {roleNamesOf(roles)}
                      </span>
                    </span>
                    <Icon name="chevron" />
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </Page>
    </AccountShell>
  );
}
