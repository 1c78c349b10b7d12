import { Outlet, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { may } from "#app/modules/identity/permissions.ts";
import { roleNamesOf } from "#app/modules/identity/ui/names.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { AppShell } from "#app/ui/layout/app-shell.tsx";
import { destinationLook, destinationsOf, opensHouse } from "./navigation.ts";

/** Resolves the organisation in the address and frames all its pages; each page asks for its own permission. */
export const loader = screenLoader(async ({ request, params }) => {
  const { actor, organisation, roles, person, memberships } = await requireMember(
    request,
    params["workspace"],
  );
  return {
    organisation,
    roles,
    person: person.fullName,
    hasOthers: memberships.length > 1,
    mayKeepPapers: may(actor, "papers.keep"),
    destinations: destinationsOf(organisation.kind).filter(
      ({ needs }) => needs === null || may(actor, needs),
    ),
  };
});

export default function Workspace() {
  const { organisation, roles, person, hasOthers, destinations, mayKeepPapers } =
    useLoaderData<typeof loader>();
  const home = `/${organisation.slug}`;
  const entries = destinations.map(({ path, name }) => ({
    to: path === "" ? home : `${home}/${path}`,
    end: path === "",
    ...destinationLook(name),
    ...(opensHouse(name) ? { group: m.workspace_nav_house() } : {}),
  }));
  const isOperator = organisation.kind === "operator";
  const operation = { to: "/operator", label: m.workspace_nav_operation(), icon: "gear" as const };
  return (
    <AppShell
      organisation={organisation.name}
      roleName={roleNamesOf(roles)}
      person={person}
      entries={isOperator ? [...entries.slice(0, 1), operation, ...entries.slice(1)] : entries}
      accountTo="/akun"
      signOutTo="/keluar"
      switchTo={hasOthers ? "/pilih?semua" : undefined}
      demo={organisation.isDemo}
    >
      {organisation.state === "active" ? null : (
        <StateBanner
          state={organisation.state}
          reason={organisation.stateReason}
          papersTo={mayKeepPapers ? `${home}/organisasi` : null}
        />
      )}
      <Outlet />
    </AppShell>
  );
}

const BANNERS = {
  registered: { title: m.workspace_registered_title, text: m.workspace_registered_text, tone: "rice" },
  rejected: { title: m.workspace_rejected_title, text: m.workspace_rejected_text, tone: "brick" },
  suspended: { title: m.workspace_suspended_title, text: m.workspace_suspended_text, tone: "brick" },
} as const;

/** Why nothing can be traded now, and what to do about it. */
function StateBanner({
  state,
  reason,
  papersTo,
}: {
  readonly state: keyof typeof BANNERS;
  readonly reason: string | null;
  readonly papersTo: string | null;
}) {
  const { title, text, tone } = BANNERS[state];
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pt-5 sm:px-6 lg:px-8">
      <Callout
        tone={tone}
        title={title()}
        actions={
          papersTo === null ? null : (
            <ButtonLink to={papersTo} variant="secondary" size="small">
              {m.workspace_papers_open()}
            </ButtonLink>
          )
        }
      >
        <p>{text()}</p>
        {reason === null ? null : <p className="mt-1 font-semibold">{m.workspace_reason({ reason })}</p>}
      </Callout>
    </div>
  );
}
